/** What people do to messages and forms, and what they are told. */
import type { Filled, Reply } from '../chat.ts';
import { wrongView } from './blocks.ts';
import type { Deliver, Delivered } from './deliver.ts';
import type { createPeople } from './people.ts';
import { readBlocks, readMrkdwn, type Seen } from './readable.ts';
import type { Server } from './server.ts';
import { hearTrigger, type Message, type World } from './world.ts';

export interface Element {
  type: string;
  action_id: string;
  value?: string;
  text?: { text: string };
  options?: { text: { text: string }; value: string }[];
  confirm?: { title: { text: string }; text: { text: string } };
}

interface Choice {
  element: Element;
  option: { text: { text: string }; value: string } | null;
  text: string;
}

export const blank: Message = {
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

type Fields = Record<string, string>;
export type Talk = ReturnType<typeof createTalk>;
export type SentCard = ReturnType<Talk['sent']>;

export function createTalk(
  world: World,
  { server, deliver, people }: { server: Server; deliver: Deliver; people: ReturnType<typeof createPeople> },
) {
  const { until, idOf, ofUser, transcript } = people;

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
    act: (url: string) => Promise<Delivered>,
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
    /** The newest card that only this person sees, as soon as there is one. */
    async function card(): Promise<SentCard> {
      if (view) return sent({ ...blank, blocks: view.blocks as object[], onlyFor: user });
      const what = () => `a private answer for ${user}\n${transcript()}`;
      return sent(await until(() => told().at(-1), what));
    }
    const opened = () => [...world.views.values()].find(({ id }) => !viewsBefore.has(id));
    return {
      ...delivered,
      /** The form is still there, below what is said. */
      onTop: action === 'push',
      /** What is wrong with the fields of the form that was sent. */
      problems: async () => (action === 'errors' ? (errors ?? {}) : {}),
      card,
      whisper: async () => (await card()).plainText().trim(),
      modal: async () => modal(await until(opened, () => `a modal for ${user}\n${transcript()}`)),
      silent: () => told().length === 0 && opened() === undefined && action === undefined,
    };
  }

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
              const { initial_option, initial_value } = element as {
                initial_option?: { value: string };
                initial_value?: string;
              };
              const initial = initial_option?.value ?? initial_value;
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

  /** A message with what people do to it. */
  function sent(message: Message) {
    const elements = (): Element[] =>
      (message.blocks as { type: string; elements?: Element[] }[])
        .filter(({ type }) => type === 'actions')
        .flatMap((block) => block.elements ?? []);
    const seen = (): Seen => readBlocks(message.blocks);
    const choices = () =>
      elements().flatMap((element): Choice[] =>
        element.options
          ? element.options.map((option) => ({ element, option, text: option.text.text }))
          : [{ element, option: null, text: element.text?.text ?? '' }],
      );
    const labels = () => choices().flatMap(({ text }) => (text === '' ? [] : [text]));
    const choice = (label: string): Choice => {
      const found = choices().find(({ text }) => text.replace(/…$/, '').startsWith(label));
      if (found) return found;
      throw new Error(`There is no button "${label}"; there are: ${labels().join(', ')}\n${transcript()}`);
    };
    async function press(
      label: string,
      how: { by: string; values: Fields; trigger?: string },
    ): Promise<Filled>;
    async function press(label: string, how: { by: string; trigger?: string }): Promise<Reply & Delivered>;
    async function press(label: string, how: { by: string; values?: Fields; trigger?: string }) {
      const { element, option } = choice(label);
      const chosen = { ...element, ...(option && { selected_option: option }) };
      const first = await pressElement(idOf(how.by), message, chosen, how.trigger);
      return how.values === undefined ? first : (await first.modal()).submit(how.values);
    }
    return {
      message,
      get text() {
        return readMrkdwn(message.text).text;
      },
      seen,
      plainText: () => `${readMrkdwn(message.text).text}\n${seen().text}`,
      buttons: labels,
      metadata: () => message.metadata,
      edits: () => message.revisions.length,
      token(label: string) {
        const { element, option } = choice(label);
        return option?.value ?? element.value ?? '';
      },
      press,
      async confirm(label: string, { by }: { by: string }) {
        const { element, option } = choice(label);
        const first = await press(label, { by });
        // Slack's own dialog stands before the press; what is behind ⋯ is asked by the app.
        if (option === null && element.confirm)
          return { question: `${element.confirm.title.text} ${element.confirm.text.text}`, reply: first };
        const asked = await first.modal();
        return { question: asked.text, reply: await asked.submit() };
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

  return { reply, modal, sent, pressElement };
}
