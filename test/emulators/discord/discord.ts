/** A server of Discord in this process, strict about what the app may do, with the words in which people use it. */
import { readComponents } from './readable.ts';
import { startServer } from './server.ts';
import { createTalk } from './talk.ts';
import { chosen, typed } from './typed.ts';
import type { Fault, World } from './world.ts';

export type Discord = Awaited<ReturnType<typeof startDiscord>>;
export type SentCard = ReturnType<Discord['sent']>;

const idFrom = (kind: string, name: string): string =>
  `${kind}${[...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_000_000_000, 7)}`.padEnd(
    18,
    '0',
  );

export async function startDiscord() {
  const world: World = {
    application: '110000000000000001',
    self: '110000000000000002',
    guild: '120000000000000000',
    token: 'emulator.discord.token-0000',
    invited: true,
    people: new Map(),
    channels: new Map(),
    roles: new Map(),
    messages: [],
    interactions: new Map(),
    commands: [],
    calls: [],
    faults: [],
    violations: [],
    sockets: new Set(),
    sessions: new Map(),
    identified: 0,
    resumed: 0,
  };
  const server = await startServer(world);

  async function until<T>(
    look: () => T | undefined | null | false,
    what: () => string,
    ms = 20_000,
  ): Promise<T> {
    const end = Date.now() + ms;
    for (;;) {
      const found = look();
      if (found) return found;
      if (Date.now() > end) throw new Error(`Waited in vain for ${what()}\n${transcript()}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  const transcript = () =>
    world.messages
      .slice(-8)
      .map(
        ({ channel, onlyFor, body }) =>
          `[${channel}${onlyFor ? ` only ${onlyFor}` : ''}] ${readComponents(body.components).text.slice(0, 300)}`,
      )
      .join('\n');

  function person(name: string, { strangerFrom }: { strangerFrom?: string } = {}) {
    const known = world.people.get(name) ?? {
      id: idFrom('2', name),
      name,
      roles: new Set<string>(),
      guild: strangerFrom ?? world.guild,
    };
    world.people.set(name, known);
    return known;
  }

  function channel(name: string) {
    const id = idFrom('3', name);
    const known = world.channels.get(id) ?? { id, name, denied: false, gone: false, direct: null };
    world.channels.set(id, known);
    const messages = () =>
      world.messages.filter((one) => one.channel === id && one.onlyFor === null && !one.gone);
    return {
      id,
      messages: () => messages().map(sent),
      deny(denied = true) {
        known.denied = denied;
      },
      delete(gone = true) {
        known.gone = gone;
      },
      expectCard: async (words: string, ms?: number) =>
        sent(
          await until(
            () => messages().findLast(({ body }) => readComponents(body.components).text.includes(words)),
            () => `a card with "${words}" in #${name}`,
            ms,
          ),
        ),
    };
  }

  const { act, sent } = createTalk(world, {
    server,
    until,
    person,
    channel: (name) => channel(name).id,
    transcript,
  });

  return {
    world,
    url: server.url,
    botToken: world.token,
    guild: world.guild,
    violations: world.violations,
    calls: world.calls,
    person,
    channel,
    sent,
    until,
    role(name: string, names: string[]) {
      const id = idFrom('4', name);
      world.roles.set(id, name);
      for (const one of names) person(one).roles.add(id);
      return id;
    },
    /** An event as the gateway delivers it, sensible or not. */
    dispatch: server.dispatch,
    /** Sessions that hear at the moment. */
    gateways: (count: number) =>
      until(
        () => world.sockets.size >= count,
        () => `${count} gateways`,
      ),
    /** `status fremont-bridge`: a subcommand with its options, in their order. */
    say: (words: string, who: { by: string; in: string }) =>
      act(2, { id: '1', type: 1, name: 'model', options: typed(world, words) }, who),
    complete: async (verb: string, name: string, value: string, who: { by: string; in: string }) =>
      (
        await act(
          4,
          {
            id: '1',
            type: 1,
            name: 'model',
            options: chosen(world, verb, [{ type: 3, name, value, focused: true }]),
          },
          who,
        )
      ).choices(),
    /** A press of a button that no message may have: hostile and old ones too. */
    carry: (custom_id: string, who: { by: string; in: string; id?: string }) =>
      act(3, { component_type: 2, custom_id }, who),
    dm: (name: string) =>
      world.messages
        .filter(({ channel: at }) => world.channels.get(at)?.direct === person(name).id)
        .map(sent),
    fail: (route: RegExp, fault: Partial<Fault>) =>
      void world.faults.push({ route, status: 500, times: 1, ...fault }),
    /** Somebody adds the app to the server. */
    invite: () => {
      world.invited = true;
      server.dispatch('GUILD_CREATE', { id: world.guild, name: 'Acme' });
    },
    dropSockets: () => {
      for (const socket of world.sockets) socket.terminate();
      world.sockets.clear();
    },
    /** The gateway forgets everything, and tells so. */
    invalidate: () => {
      world.sessions.clear();
      for (const socket of world.sockets) socket.send(JSON.stringify({ op: 9, d: false }));
      world.sockets.clear();
    },
    reconnect: () => {
      for (const socket of world.sockets) socket.send(JSON.stringify({ op: 7, d: null }));
      world.sockets.clear();
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}
