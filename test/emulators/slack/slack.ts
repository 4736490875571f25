/** A Slack workspace in this process, strict about what the app may do, with the words in which people use it. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { wrongView } from './blocks.ts';
import { type Deliver, overHttp, overSockets } from './deliver.ts';
import { readBlocks, readMrkdwn, type Seen } from './readable.ts';
import { startServer } from './server.ts';
import {
  channelId,
  emptyWorld,
  type Fault,
  groupId,
  hearTrigger,
  type Member,
  type Message,
  memberId,
  type World,
} from './world.ts';

export type Slack = Awaited<ReturnType<typeof startSlack>>;

const patienceMs = 8000;

interface Element {
  type: string;
  action_id: string;
  value?: string;
  text?: { text: string };
  options?: { text: { text: string }; value: string }[];
}

interface Choice {
  element: Element;
  option: { text: { text: string }; value: string } | null;
  text: string;
}

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
  const waiters = new Set<() => void>();
  world.changed = () => {
    for (const wake of [...waiters]) wake();
  };
  let appUrl = '';
  const deliver: Deliver =
    mode === 'socket'
      ? overSockets(world, server)
      : overHttp(world, { url: () => appUrl, secret: signingSecret });

  /** Waits until something is there; says what was there instead when it never comes. */
  async function until<T>(
    look: () => T | undefined | null | false,
    what: () => string,
    ms = patienceMs,
  ): Promise<T> {
    const end = Date.now() + ms;
    for (;;) {
      const found = look();
      if (found) return found;
      if (Date.now() > end) throw new Error(`Waited in vain for ${what()}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, 50);
        function done() {
          clearTimeout(timer);
          waiters.delete(done);
          resolve();
        }
        waiters.add(done);
      });
    }
  }

  const idOf = (name: string): string => (world.members.has(name) ? name : person(name).id);

  function person(
    name: string,
    traits: { guest?: boolean; deactivated?: boolean; strangerFrom?: string } = {},
  ): Member {
    const id = memberId(name);
    const known = world.members.get(id);
    const member: Member = known ?? {
      id,
      name,
      team: traits.strangerFrom ?? world.team,
      guest: traits.guest ?? false,
      deactivated: traits.deactivated ?? false,
    };
    if (known) Object.assign(known, traits);
    world.members.set(id, member);
    return member;
  }

  const ofUser = (user: string) => ({ id: user, team_id: world.members.get(user)!.team, username: user });

  /** What a person is told from now on, and nobody else. */
  function listenFor(user: string, url: string) {
    const before = world.messages.length;
    return () =>
      world.messages
        .slice(before)
        .filter(
          ({ via, onlyFor, channel: at }) =>
            via === url || (via === null && (onlyFor === user || at === `D${user}`)),
        );
  }

  async function reply(
    { user, place = '' }: { user: string; place?: string },
    act: (url: string) => Promise<{ lost: boolean; ackMs: number; payload: Record<string, unknown> }>,
  ) {
    const url = server.responseUrl({ user, channel: place || `D${user}` });
    const told = listenFor(user, url);
    const viewsBefore = new Set(world.views.keys());
    const delivered = await act(url);
    const {
      response_action: action,
      errors,
      view,
    } = delivered.payload as {
      response_action?: string;
      errors?: Record<string, string>;
      view?: Record<string, unknown>;
    };
    if (view) world.violations.push(...wrongView(view).map((one) => `response_action: ${one}`));
    const opened = () => [...world.views.values()].find(({ id }) => !viewsBefore.has(id));
    return {
      ...delivered,
      /** What is wrong with the fields of the form that was sent. */
      errors: action === 'errors' ? (errors ?? {}) : null,
      /** Cards that only this person sees, as soon as there is one. */
      whispers: async (): Promise<SentCard[]> => {
        if (action === 'update')
          return [sent({ ...blank, text: '', blocks: (view as { blocks: object[] }).blocks, onlyFor: user })];
        await until(
          () => told().length > 0,
          () => `a private answer for ${user}\n${transcript()}`,
        );
        return told().map(sent);
      },
      /** What the newest of them says. */
      whisper: async (): Promise<string> => {
        if (action === 'update') return readBlocks((view as { blocks: object[] }).blocks).text;
        await until(
          () => told().length > 0,
          () => `a private answer for ${user}\n${transcript()}`,
        );
        return sent(told().at(-1)!).plainText();
      },
      modal: async () => modal(await until(opened, () => 'a modal')),
      silent: () => told().length === 0 && opened() === undefined && action === undefined,
    };
  }

  const blank: Message = {
    channel: '',
    ts: '0',
    text: '',
    blocks: [],
    metadata: null,
    onlyFor: null,
    via: null,
    at: 0,
    revisions: [],
    gone: false,
  };

  function modal({ id, user, view }: { id: string; user: string; view: Record<string, unknown> }) {
    const inputs = (
      view.blocks as {
        type: string;
        block_id: string;
        label?: { text: string };
        optional?: boolean;
        element?: Element;
      }[]
    ).filter(({ type }) => type === 'input');
    return {
      id,
      title: (view.title as { text: string }).text,
      text: readBlocks(view.blocks as object[]).text,
      fields: inputs.map(({ block_id, label }) => ({ name: block_id, label: label?.text ?? '' })),
      submit: (values: Record<string, string> = {}) =>
        reply({ user }, () => {
          const state = Object.fromEntries(
            inputs.map(({ block_id, label, element, optional }) => {
              const given = values[block_id] ?? values[label?.text ?? ''] ?? null;
              const initial = (element as { initial_option?: { value: string } }).initial_option?.value;
              const value = given ?? initial ?? null;
              if (value === null && !optional) throw new Error(`${block_id} must be filled in`);
              const select = element!.type === 'static_select';
              if (select && value !== null && !element!.options!.some((option) => option.value === value)) {
                throw new Error(`${block_id} has no option ${value}`);
              }
              const filled = select
                ? { type: element!.type, selected_option: value === null ? null : { value } }
                : { type: element!.type, value };
              return [block_id, { [element!.action_id]: filled }];
            }),
          );
          return deliver('interactive', {
            type: 'view_submission',
            team: { id: world.team },
            user: ofUser(user),
            view: { ...view, id, type: 'modal', state: { values: state } },
          });
        }),
    };
  }

  type SentCard = ReturnType<typeof sent>;

  /** A message with what people do to it. */
  function sent(message: Message) {
    const elements = (): Element[] =>
      (message.blocks as { type: string; elements?: Element[] }[])
        .filter(({ type }) => type === 'actions')
        .flatMap((block) => block.elements ?? []);
    const seen = (): Seen => readBlocks(message.blocks);
    const labels = () =>
      elements().flatMap((element) =>
        element.options
          ? element.options.map(({ text }) => text.text)
          : element.text
            ? [element.text.text]
            : [],
      );
    return {
      message,
      get text() {
        return readMrkdwn(message.text).text;
      },
      seen,
      plainText: () => `${readMrkdwn(message.text).text}\n${seen().text}`,
      buttons: labels,
      metadata: () => message.metadata,
      /** Presses a button, or chooses from ⋯, by the beginning of its label. Fills in the form that opens. */
      async press(
        label: string,
        { by, values, trigger }: { by: string; values?: Record<string, string>; trigger?: string },
      ) {
        const user = idOf(by);
        const choices = elements().flatMap((element): Choice[] =>
          element.options
            ? element.options.map((option) => ({ element, option, text: option.text.text }))
            : [{ element, option: null, text: element.text?.text ?? '' }],
        );
        const found = choices.find(({ text }) => text.replace(/…$/, '').startsWith(label));
        if (!found)
          throw new Error(
            `There is no button "${label}"; there are: ${labels().join(', ')}\n${transcript()}`,
          );
        const { element, option } = found;
        const first = await pressElement(
          user,
          message,
          { ...element, ...(option && { selected_option: option }) },
          trigger,
        );
        if (values === undefined) return first;
        return (await first.modal()).submit(values);
      },
      pressRaw: (element: Element, by: string) => pressElement(idOf(by), message, element),
      expectUpdate: (words: string, ms?: number) =>
        until(
          () =>
            `${message.text} ${seen().text}`.includes(words) || readMrkdwn(message.text).text.includes(words)
              ? true
              : undefined,
          () => `"${words}" on the card\n${transcript()}`,
          ms,
        ),
      expectNoButton: (label: string) =>
        until(
          () => !labels().some((one) => one.startsWith(label)),
          () => `the end of the button ${label}\n${transcript()}`,
        ),
      vanish: () => {
        message.gone = true;
      },
    };
  }

  const pressElement = (
    user: string,
    message: Message,
    element: object,
    trigger = hearTrigger(world, user),
  ) =>
    reply({ user, place: message.channel }, (response_url) =>
      deliver('interactive', {
        type: 'block_actions',
        team: { id: world.team },
        user: ofUser(user),
        ...(message.channel && {
          channel: {
            id: message.channel,
            name: world.channels.get(message.channel)?.name ?? 'directmessage',
          },
        }),
        container: { type: 'message', message_ts: message.ts, is_ephemeral: message.onlyFor !== null },
        ...(message.onlyFor === null && {
          message: { ts: message.ts, text: message.text, metadata: message.metadata ?? undefined },
        }),
        trigger_id: trigger,
        response_url,
        actions: [{ block_id: 'b', action_ts: String(Date.now()), ...element }],
      }),
    );

  const transcript = (): string =>
    world.messages
      .slice(-12)
      .map(
        ({ channel, onlyFor, text, gone }) =>
          `[${channel}${onlyFor ? ` only ${onlyFor}` : ''}${gone ? ' gone' : ''}] ${text}`,
      )
      .join('\n');

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
    async command(words: string, { by, in: where, trigger }: { by: string; in: string; trigger?: string }) {
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
    },
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
      socket?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} }));
    },
    dropSockets() {
      for (const socket of server.sockets) socket.terminate();
    },
    transcript,
    [Symbol.asyncDispose]: () => server.close(),
  };

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
