/** What people do on Discord, brought to the one router: answered after it counted. */
import { randomUUID } from 'node:crypto';
import type { Action, Card, Press } from '../../cards/card.ts';
import type { Person } from '../../domain/person.ts';
import { Fault } from '../../lib/fault.ts';
import type { Log } from '../../lib/log.ts';
import { sentences } from '../../words/list.ts';
import { t } from '../../words/t.ts';
import type { Drafts } from '../chat/drafts.ts';
import { broke, notNow, outOfDate, stranger } from '../chat/own-cards.ts';
import type { Places } from '../chat/places.ts';
import { suggest } from '../chat/suggest.ts';
import type { Directory, Entry, Router } from '../contract.ts';
import { decodePress } from '../press-token.ts';
import { chosenOf, sayTyped } from './commands.ts';
import { afterForm, backToForm, fillForm, openForm } from './forms.ts';
import { Interaction, kinds, readValues } from './incoming.ts';
import type { Verb } from './options.ts';
import type { People } from './people.ts';
import { button, keepId, moreId, pickId } from './render/actions.ts';
import { readStep, type Step } from './render/modal.ts';
import type { Replies, Reply } from './replies.ts';
import { plainly } from './rest.ts';

export interface Desk {
  router: Router;
  directory: Directory;
  people: People;
  places: Places;
  replies: Replies;
  drafts: Drafts;
  verbs: Verb[];
  log: Log;
}

const mostChoices = 25;
const begun: Step = { step: 0, correcting: false };

export function listen(desk: Desk): (payload: unknown) => Promise<void> {
  const { router, directory, people, places, replies, drafts, verbs, log } = desk;

  /** Acts as a person; whatever goes wrong becomes a card. */
  async function as(
    interaction: Interaction,
    act: (by: Person, entry: Entry) => Promise<Reply>,
    broken: (card: Card) => Promise<Reply> | Reply = (card) => ({ card }),
  ): Promise<Reply> {
    try {
      const known = await people.of(interaction);
      if ('stranger' in known) return { card: stranger(known.stranger) };
      const entry = await places.entry(
        { place: placeOf(interaction), title: interaction.channel?.name ?? '' },
        `discord:${interaction.id}`,
      );
      return await act(known.person, entry);
    } catch (thrown) {
      if (thrown instanceof Fault && thrown.code === 'people_unknown') return broken(notNow(thrown.message));
      const reference = randomUUID().slice(0, 8);
      log.error(
        { err: plainly(thrown), reference },
        'the router failed on a press or a command from Discord',
      );
      return broken(broke(thrown, reference));
    }
  }

  const userOf = ({ member, user }: Interaction): string => (member?.user ?? user)?.id ?? '';
  const placeOf = (interaction: Interaction): string =>
    interaction.channel_id ?? interaction.channel?.id ?? userOf(interaction);

  function question(action: Action): Reply {
    const { confirm, press, style, label } = action;
    const card: Card = {
      key: 'answer',
      tone: 'plain',
      title: confirm?.title ?? label,
      summary: sentences(confirm?.title ?? label, confirm?.text),
      blocks: confirm ? [{ kind: 'text', line: [confirm.text] }] : [],
      actions: [{ label: confirm?.yes ?? label, style, press }],
    };
    return { card, buttons: [button(confirm?.no ?? t('Cancel'), keepId)] };
  }

  const asking = (interaction: Interaction, action: Action, at: Step = begun): Promise<Reply> | Reply =>
    action.form ? openForm({ drafts, user: userOf(interaction), action, at }) : question(action);

  const command = (interaction: Interaction): Promise<Reply> =>
    as(interaction, async (by, entry) => {
      const words = sayTyped(verbs, interaction.data?.options ?? []);
      const action = await router.asks(words, by, entry);
      return action === null
        ? { card: (await router.say(words, by, entry)).card }
        : asking(interaction, action);
    });

  const component = (interaction: Interaction): Promise<Reply> => {
    const { custom_id = '', values = [] } = interaction.data ?? {};
    const chosen = values[0] ?? '';
    if (custom_id === keepId)
      return Promise.resolve({ card: notNow(t('It stays as it is.')), instead: true });
    const id = custom_id === moreId ? chosen : custom_id;
    const asked = readStep(id);
    const press: Press | null =
      custom_id === pickId && chosen
        ? { verb: 'status', id: chosen, seen: '' }
        : decodePress(asked?.token ?? id);
    if (press === null) return Promise.resolve({ card: outOfDate() });
    return as(interaction, async (by, entry) => {
      const action = asked === null ? null : await router.asks(press, by, entry);
      if (action !== null) return asking(interaction, action, asked!);
      return { card: (await router.press(press, by, entry)).card };
    });
  };

  const submitted = (interaction: Interaction): Promise<Reply> => {
    const { custom_id = '', components } = interaction.data ?? {};
    const asked = readStep(custom_id);
    const press = decodePress(asked?.token ?? '');
    if (asked === null || press === null) return Promise.resolve({ card: outOfDate() });
    const values = readValues(components);
    const user = userOf(interaction);
    const fill = async (by: Person, entry: Entry): Promise<Reply> => {
      const action = await router.asks(press, by, entry);
      // The question is gone, as when it was decided meanwhile: the press says so itself.
      if (action === null) return { card: (await router.press(press, by, { ...entry, values })).card };
      const filling = { drafts, user, action, at: asked };
      const filled = await fillForm(filling, values);
      if ('reply' in filled) return filled.reply;
      const answer = await router.press(press, by, { ...entry, values: filled.values });
      return afterForm(filling, answer, filled.values);
    };
    return as(interaction, fill, async (card) => {
      await drafts.keep(user, press, { ...(await drafts.of(user, press)), ...values });
      return backToForm(press, asked, card);
    });
  };

  async function complete(interaction: Interaction): Promise<Reply> {
    const { given } = chosenOf(interaction.data?.options ?? []);
    const option = given.find(({ focused }) => focused);
    const typed = String(option?.value ?? '');
    const found =
      option?.name === 'id'
        ? (await directory.questions()).filter((id) => id.startsWith(typed.trim().toUpperCase()))
        : (await suggest(directory, typed, mostChoices)).map(({ value }) => value);
    return {
      choices: found
        .filter((value) => value.length <= 100)
        .slice(0, mostChoices)
        .map((value) => ({ name: value, value })),
    };
  }

  const acts: Record<number, (interaction: Interaction) => Promise<Reply>> = {
    [kinds.command]: command,
    [kinds.component]: component,
    [kinds.modal]: submitted,
    [kinds.autocomplete]: (interaction) => complete(interaction).catch(() => ({ choices: [] })),
  };

  return async (payload) => {
    const read = Interaction.safeParse(payload);
    const act = read.success ? acts[read.data.type] : undefined;
    if (!read.success || !act) {
      log.warn({}, 'a delivery of Discord makes no sense and was left out');
      return;
    }
    await places
      .speaking(placeOf(read.data), () => replies.answer(read.data, () => act(read.data)))
      .catch((thrown: unknown) =>
        log.error({ err: plainly(thrown) }, 'a delivery of Discord could not be handled'),
      );
  };
}
