/** What people do to messages and forms, and what they are told. */
import type { Filled, Reply } from '../chat.ts';
import { createForm, type View } from './form.ts';
import { componentsIn } from './limits.ts';
import { readComponents, readMarkdown } from './readable.ts';
import type { Server } from './server.ts';
import { type Interaction, type Json, type Message, snowflake, type World } from './world.ts';

interface Control {
  label: string;
  custom_id: string;
  /** What a menu's option carries; a button has none. */
  values: string[] | undefined;
}

interface Around {
  server: Server;
  until<T>(look: () => T | undefined | null | false, what: () => string, ms?: number): Promise<T>;
  person(name: string): { id: string; roles: Set<string>; guild: string };
  /** The id of a channel. */
  channel(name: string): string;
  transcript(): string;
}

type Fields = Record<string, string>;

export function createTalk(world: World, { server, until, person, channel, transcript }: Around) {
  /** Delivers something that somebody did, and watches what they are told. */
  async function act(
    type: number,
    data: Json,
    { by, in: where, message, id = snowflake() }: { by: string; in: string; message?: Message; id?: string },
  ) {
    const user = person(by);
    const place = where.startsWith('#') ? where.slice(1) : channel(where);
    const known = world.interactions.get(id);
    const one: Interaction = known ?? {
      id,
      token: `aW50ZXJhY3Rpb24.${id}`,
      user: user.id,
      channel: place,
      at: Date.now(),
      answered: null,
      expired: false,
      reply: null,
      on: message ?? null,
      unconfirmed: false,
      refused: false,
    };
    world.interactions.set(id, one);
    const direct = world.channels.get(place)?.direct !== null;
    const profile = { id: user.id, username: by, discriminator: '0', global_name: by };
    const before = world.messages.length;
    const heard = server.dispatch('INTERACTION_CREATE', {
      id,
      application_id: world.application,
      type,
      token: one.token,
      version: 1,
      channel_id: place,
      channel: { id: place, type: direct ? 1 : 0, name: world.channels.get(place)?.name },
      ...(direct
        ? { user: profile }
        : {
            guild_id: user.guild,
            member: {
              user: profile,
              roles: [...user.roles],
              nick: null,
              permissions: '0',
              joined_at: '2020-01-01T00:00:00Z',
              deaf: false,
              mute: false,
              flags: 0,
            },
          }),
      data,
      ...(type === 3 && {
        message: {
          id: message?.id ?? snowflake(),
          channel_id: place,
          author: profile,
          flags: 0,
          components: [],
          content: '',
          attachments: [],
          embeds: [],
          mentions: [],
          mention_roles: [],
          timestamp: '2020-01-01T00:00:00Z',
          edited_timestamp: null,
          tts: false,
          mention_everyone: false,
          pinned: false,
          type: 0,
        },
      }),
      locale: 'en-US',
      entitlements: [],
      authorizing_integration_owners: {},
      attachment_size_limit: 10_485_760,
    });
    const told = () =>
      one.answered === 7 && one.on
        ? [one.on]
        : world.messages
            .slice(before)
            .filter(
              ({ onlyFor, channel: at, interaction }) =>
                interaction === id ||
                (one.refused && onlyFor === null && world.channels.get(at)?.direct === user.id),
            );
    const answered = () =>
      until(
        () => one.answered !== null,
        () => `an answer to ${by}`,
      );
    const card = async () =>
      sent(
        await until(
          () => told().at(-1),
          () => `a private answer for ${by}`,
        ),
      );
    return {
      interaction: one,
      heard,
      answered,
      card,
      whisper: async (): Promise<string> => (await card()).plainText(),
      choices: async (): Promise<string[]> => {
        await answered();
        return (one.reply!.choices as { name: string }[]).map(({ name }) => name);
      },
      modal: async () => {
        await until(
          () => one.answered === 9,
          () => `a modal for ${by}`,
        );
        return createForm(one.reply as unknown as View, {
          by,
          send: (data) => act(5, data, { by, in: where }),
        });
      },
    };
  }

  /** A message with what people do to it. */
  function sent(message: Message) {
    const controls = (): Control[] =>
      componentsIn(message.body.components).flatMap((one): Control[] => {
        if (one.type === 2)
          return [{ label: String(one.label), custom_id: String(one.custom_id), values: undefined }];
        if (one.type !== 3) return [];
        return (one.options as { label: string; value: string }[]).map(({ label, value }) => ({
          label,
          custom_id: String(one.custom_id),
          values: [value],
        }));
      });
    const seen = () => readComponents(message.body.components);
    const labels = () => controls().map(({ label }) => label);
    const control = (label: string): Control => {
      const found = controls().find((one) => one.label.replace(/…$/, '').startsWith(label));
      if (found) return found;
      throw new Error(`There is no button "${label}"; there are: ${labels().join(', ')}\n${transcript()}`);
    };
    async function press(label: string, how: { by: string; values: Fields; id?: string }): Promise<Filled>;
    async function press(label: string, how: { by: string; id?: string }): Promise<Reply>;
    async function press(label: string, how: { by: string; values?: Fields; id?: string }) {
      const { custom_id, values } = control(label);
      const data = { component_type: values ? 3 : 2, custom_id, ...(values && { values }) };
      const first = await act(3, data, { ...how, in: `#${message.channel}`, message });
      return how.values === undefined ? first : (await first.modal()).submit(how.values);
    }
    return {
      message,
      /** The sentence that it begins with. */
      get text() {
        return readMarkdown(
          String(componentsIn(message.body.components)[0]?.content ?? seen().text),
        ).text.trim();
      },
      seen,
      plainText: () => seen().text,
      buttons: labels,
      edits: () => message.revisions,
      token(label: string) {
        const { custom_id, values } = control(label);
        return values?.[0] ?? custom_id;
      },
      press,
      async confirm(label: string, { by }: { by: string }) {
        const question = await (await press(label, { by })).card();
        const [yes = ''] = question.buttons();
        return { question: question.plainText(), reply: await question.press(yes, { by }) };
      },
      expectUpdate: (words: string, ms?: number) =>
        until(
          () => seen().text.includes(words),
          () => `"${words}" on the card`,
          ms,
        ),
      expectNoButton: (label: string) =>
        until(
          () => !labels().some((one) => one.startsWith(label)),
          () => `the end of the button ${label}`,
        ),
      vanish() {
        message.gone = true;
      },
    };
  }

  return { act, sent };
}
