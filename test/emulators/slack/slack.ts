/** A Slack workspace in this process, strict about what the app may do, with the words in which people use it. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Deliver, overHttp, overSockets } from './deliver.ts';
import { createPeople } from './people.ts';
import { readBlocks, readMrkdwn } from './readable.ts';
import { startServer } from './server.ts';
import { blank, createTalk, type SentCard } from './talk.ts';
import { channelId, emptyWorld, type Fault, groupId, hearTrigger, memberId, type World } from './world.ts';

export type Slack = Awaited<ReturnType<typeof startSlack>>;

/** Scopes as the app's own manifest asks for them. */
const scopesOfManifest = (): string[] =>
  parse(readFileSync(new URL('../../../manifest.yml', import.meta.url), 'utf8')).oauth_config.scopes.bot;

export async function startSlack({
  mode = 'socket',
  scopes = scopesOfManifest(),
}: {
  mode?: 'socket' | 'http';
  scopes?: string[];
} = {}) {
  const world: World = emptyWorld();
  const botToken = 'xoxb-0000-emulator';
  const appToken = 'xapp-0000-emulator';
  const signingSecret = 'e'.repeat(32);
  const server = await startServer(world, { botToken, appToken, scopes });
  let appUrl = '';
  const deliver: Deliver =
    mode === 'socket'
      ? overSockets(world, server)
      : overHttp(world, { url: () => appUrl, secret: signingSecret });

  const people = createPeople(world);
  const { until, idOf, person, ofUser, transcript } = people;
  const { reply, sent, pressElement } = createTalk(world, { server, deliver, people });

  function channel(name: string, traits: { isPrivate?: boolean; member?: boolean } = {}) {
    const id = channelId(name);
    const known = world.channels.get(id) ?? {
      id,
      name,
      isPrivate: traits.isPrivate ?? false,
      archived: false,
      member: traits.member ?? true,
      people: new Set<string>(),
    };
    world.channels.set(id, known);
    const messages = () =>
      world.messages.filter((one) => one.channel === id && one.onlyFor === null && !one.gone);
    return {
      id,
      messages: () => messages().map(sent),
      join: (...names: string[]) => {
        for (const one of names) known.people.add(person(one).id);
      },
      expectCard: async (words: string, ms?: number): Promise<SentCard> =>
        sent(
          await until(
            () =>
              messages().findLast((one) =>
                `${readMrkdwn(one.text).text} ${readBlocks(one.blocks).text}`.includes(words),
              ),
            () => `a card with "${words}" in #${name}\n${transcript()}`,
            ms,
          ),
        ),
      archive: () => {
        known.archived = true;
      },
      unarchive: () => {
        known.archived = false;
      },
    };
  }

  return {
    mode,
    world,
    url: `${server.url}/api/`,
    botToken,
    appToken,
    signingSecret,
    violations: world.violations,
    calls: world.calls,
    person,
    channel,
    until,
    userGroup(handle: string, names: string[]) {
      const id = groupId(handle);
      world.groups.set(id, { id, handle, users: names.map((name) => person(name).id) });
      return id;
    },
    /** Where signed deliveries go; the app listens there. */
    deliverTo(url: string) {
      appUrl = url;
    },
    deliver,
    trigger: (by: string) => hearTrigger(world, idOf(by)),
    /** A press of a button that no message may have: hostile and old ones too. */
    press: (
      element: { type: string; action_id: string; value?: string },
      { by, in: where, trigger }: { by: string; in: string; trigger?: string },
    ) =>
      pressElement(idOf(by), { ...blank, channel: channel(where).id, onlyFor: idOf(by) }, element, trigger),
    /** The app has this many sockets open. */
    sockets: (count: number) =>
      until(
        () => server.sockets.size >= count,
        () => `${count} sockets; there are ${server.sockets.size}`,
      ),
    say: (words: string, who: { by: string; in: string }) => command(`/model ${words}`.trim(), who),
    carry: (token: string, { by, in: where }: { by: string; in: string }) =>
      pressElement(
        idOf(by),
        { ...blank, channel: channel(where).id, onlyFor: idOf(by) },
        { type: 'button', action_id: token.startsWith('?') ? '?0' : '!0', value: token.replace(/^\?/, '') },
      ),
    command,
    async home(by: string): Promise<SentCard> {
      const user = idOf(by);
      world.homes.delete(user);
      await event({ type: 'app_home_opened', user, tab: 'home', channel: `D${user}` });
      const view = await until(
        () => world.homes.get(user),
        () => `the home tab of ${by}`,
      );
      return sent({ ...blank, text: 'home', blocks: view.blocks, onlyFor: user });
    },
    mention: (words: string, { by, in: where }: { by: string; in: string }) => {
      const place = channel(where);
      place.join(by);
      return reply({ user: idOf(by), place: place.id }, () =>
        event({
          type: 'app_mention',
          user: idOf(by),
          text: `<@${world.bot.user}> ${words}`,
          channel: place.id,
          ts: '1.1',
        }),
      );
    },
    shortcut: (callback_id: string, { by }: { by: string }) =>
      reply({ user: idOf(by) }, () =>
        deliver('interactive', {
          type: 'shortcut',
          callback_id,
          team: { id: world.team },
          user: ofUser(idOf(by)),
          action_ts: '1.1',
          trigger_id: hearTrigger(world, idOf(by)),
        }),
      ),
    async options(typed: string, { by }: { by: string }): Promise<string[]> {
      const { payload } = await deliver('interactive', {
        type: 'block_suggestion',
        action_id: 'pick',
        block_id: 'b',
        value: typed,
        team: { id: world.team },
        user: ofUser(idOf(by)),
      });
      return ((payload.options ?? []) as { text: { text: string } }[]).map(({ text }) => text.text);
    },
    dm: (name: string) =>
      world.messages.filter((message) => message.channel === `D${memberId(name)}`).map(sent),
    event,
    fail(method: string, fault: Omit<Fault, 'method' | 'times'> & { times?: number }) {
      world.faults.push({ method, times: 1, ...fault });
    },
    refuseBlocks(...types: string[]) {
      world.refuses.push(...types);
    },
    revoke: (revoked = true) => {
      world.revoked = revoked;
    },
    /** Slack recycles one of its sockets, with notice. */
    refreshSocket() {
      const [socket] = server.sockets;
      if (!socket) throw new Error('there is no socket to refresh');
      // What comes from now on goes to the others.
      server.sockets.delete(socket);
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} }));
    },
    dropSockets() {
      for (const socket of server.sockets) {
        server.sockets.delete(socket);
        socket.terminate();
      }
    },
    transcript,
    [Symbol.asyncDispose]: () => server.close(),
  };

  async function command(
    words: string,
    { by, in: where, trigger }: { by: string; in: string; trigger?: string },
  ) {
    const user = idOf(by);
    const place = channel(where);
    place.join(by);
    const [command = '', ...rest] = words.split(' ');
    return reply({ user, place: place.id }, (response_url) =>
      deliver('slash_commands', {
        command,
        text: rest.join(' '),
        user_id: user,
        user_name: by,
        team_id: world.members.get(user)!.team,
        channel_id: place.id,
        channel_name: where,
        api_app_id: 'A0',
        trigger_id: trigger ?? hearTrigger(world, user),
        response_url,
      }),
    );
  }

  function event(inner: Record<string, unknown>, retry?: { attempt: number; reason: string; id: string }) {
    const event_id = retry?.id ?? `Ev${randomUUID().slice(0, 8)}`;
    const body = {
      type: 'event_callback',
      team_id: world.team,
      api_app_id: 'A0',
      event_id,
      event_time: 1,
      event: inner,
    };
    return deliver('events_api', body, retry);
  }
}
