/** What people do on Slack, brought to the one router: each delivery once, acknowledged after it counted. */
import { randomUUID } from 'node:crypto';
import { App, type Receiver } from '@slack/bolt';
import type { Action, Card, Press } from '../../cards/card.ts';
import { filledIn } from '../../cards/form-card.ts';
import type { Person } from '../../domain/person.ts';
import { Fault } from '../../lib/fault.ts';
import type { Log } from '../../lib/log.ts';
import { t } from '../../words/t.ts';
import type { Drafts } from '../chat/drafts.ts';
import { inTime, recently } from '../chat/in-time.ts';
import { broke, notNow, outOfDate, stranger, working } from '../chat/own-cards.ts';
import type { Places } from '../chat/places.ts';
import type { Answer, Router } from '../contract.ts';
import { decodePress } from '../press-token.ts';
import type { Answers, Whisper } from './answers.ts';
import { createCauses } from './causes.ts';
import { slackLogger } from './clients.ts';
import {
  ActionValue,
  BlockAction,
  HomeOpened,
  Mention,
  Shortcut,
  SlashCommand,
  Suggestion,
  ViewSubmission,
} from './incoming.ts';
import type { Modals } from './modals.ts';
import type { People } from './people.ts';
import { cardEvent } from './posts.ts';
import { ask } from './render/actions.ts';
import { askView, readCarried, readValues, tellModal } from './render/modal.ts';

export interface Desk {
  router: Router;
  people: People;
  places: Places;
  answers: Answers;
  modals: Modals;
  drafts: Drafts;
  log: Log;
  /** A message of ours that carries our card's key. */
  adopt(place: string, key: string, ts: string): Promise<void>;
  publishHome(user: string, team: string): Promise<void>;
  suggest(typed: string): Promise<{ text: string; value: string }[]>;
}

interface Account {
  user: string;
  team: string;
}

export function listen(receiver: Receiver, desk: Desk, installation: () => object): App {
  const { router, people, places, answers, modals, drafts, log } = desk;
  const app = new App({
    receiver,
    // One door for every workspace: who is asking is in the delivery.
    authorize: async () => installation() as never,
    logger: slackLogger(log),
    // Ours is the only client that speaks, so Bolt needs none.
    attachFunctionToken: false,
    ignoreSelf: false,
  });
  app.error(async (thrown) => log.error({ err: thrown }, 'a delivery of Slack could not be handled'));

  /** Acts as a person; whatever goes wrong becomes a card. */
  async function as<T>({ user, team }: Account, act: (by: Person) => Promise<T>): Promise<T | Answer> {
    try {
      const known = await people.of(user, team);
      if ('stranger' in known) return { outcome: 'refused', card: stranger(known.stranger) };
      return await act(known.person);
    } catch (thrown) {
      if (thrown instanceof Fault && thrown.code === 'people_unknown') {
        return { outcome: 'refused', card: notNow(thrown.message) };
      }
      const reference = randomUUID().slice(0, 8);
      log.error({ err: thrown, reference }, 'the router failed on a press or a command from Slack');
      return { outcome: 'failed', card: broke(thrown, reference) };
    }
  }

  const causes = createCauses();
  /** With what was typed into it before. */
  const open = async (trigger: string, action: Action, { user, place }: { user: string; place: string }) =>
    modals.open(trigger, filledIn(action, await drafts.of(user, action.press)), place);

  /** Acknowledges when the answer is there, at the latest before Slack gives up, and then tells the person. */
  async function answer(
    ack: () => Promise<unknown>,
    to: Whisper,
    asking: Promise<Card | null>,
  ): Promise<void> {
    // The socket may be gone by now; what counted still counts, and the person is told.
    const acknowledge = () =>
      ack().catch((thrown: unknown) => log.warn({ err: thrown }, 'an acknowledgement was lost'));
    const card = await inTime(asking.then((found) => ({ found })));
    await acknowledge();
    if (card === null) await answers.whisper(to, working());
    const found = card === null ? await asking : card.found;
    if (found !== null) await answers.whisper(to, found);
  }

  app.command(/.*/, async ({ ack, body }) => {
    const read = SlashCommand.safeParse(body);
    if (!read.success) return void (await ack());
    const {
      text,
      user_id: user,
      team_id: team,
      channel_id: place,
      channel_name: title,
      trigger_id,
    } = read.data;
    const to = { user, channel: place, responseUrl: read.data.response_url ?? null };
    const asking = async (): Promise<Card | null> => {
      const answered = await as({ user, team }, async (by) => {
        const entry = await places.entry({ place, title }, `slack:${trigger_id}`);
        const action = await router.asks(text, by, entry);
        if (action === null) return router.say(text, by, entry);
        await open(trigger_id, action, { user, place });
        return null;
      });
      return answered?.card ?? null;
    };
    await places.speaking(place, () => answer(() => ack(), to, asking()));
  });

  app.action(/.*/, async ({ ack, body, action }) => {
    const read = BlockAction.safeParse(body);
    const pressed = ActionValue.safeParse(action);
    if (!read.success || !pressed.success) return void (await ack());
    const { user, team, channel, message, trigger_id } = read.data;
    const place = channel?.id ?? user.id;
    const to = { user: user.id, channel: channel?.id ?? null, responseUrl: read.data.response_url ?? null };
    const { action_id, value, selected_option } = pressed.data;
    const chosen = selected_option?.value;
    // An option says by its first character whether something is asked; a button by that of its id.
    const token = action_id === 'more' ? (chosen ?? '').slice(1) : (value ?? '');
    const asksFirst = (action_id === 'more' ? chosen : action_id)?.startsWith(ask) ?? false;
    const press: Press | null =
      action_id === 'pick' && chosen ? { verb: 'status', id: chosen, seen: '' } : decodePress(token);
    const key = message?.metadata?.event_type === cardEvent ? message.metadata.event_payload.key : null;
    if (key && channel) await desk.adopt(channel.id, key, message!.ts).catch(() => {});
    const asking = async (): Promise<Card | null> => {
      if (press === null) return outOfDate();
      const answered = await as({ user: user.id, team: user.team_id ?? team?.id ?? '' }, async (by) => {
        const entry = await places.entry({ place, title: channel?.name ?? '' }, `slack:${trigger_id}`);
        const action = asksFirst ? await router.asks(press, by, entry) : null;
        if (action === null) return router.press(press, by, entry);
        await open(trigger_id, action, { user: user.id, place });
        return null;
      });
      return answered?.card ?? null;
    };
    await places.speaking(place, () => answer(() => ack(), to, asking()));
  });

  app.view(askView, async ({ ack, body }) => {
    const read = ViewSubmission.safeParse(body);
    const carried = read.success ? readCarried(read.data.view.private_metadata) : null;
    if (!read.success || carried === null) return void (await ack());
    const { user, team, view } = read.data;
    const { place, token } = carried;
    const values = readValues(view.state?.values);
    const press = decodePress(token);
    const cause = causes.of(view.id, values);
    const channel = /^[UW]/.test(place) ? null : place;
    const to = { user: user.id, channel, responseUrl: null };
    const account = { user: user.id, team: user.team_id ?? team?.id ?? '' };
    const show = (card: Card) => ack({ response_action: 'update', view: tellModal(card) as never });
    // On top of the form: whoever closes it finds there what they wrote.
    const put = (card: Card) =>
      ack({ response_action: 'push', view: tellModal(card, t('Back to the form')) as never });
    await places.speaking(place, async () => {
      const asking = as(account, async (by): Promise<Answer> => {
        if (press === null) return { outcome: 'refused', card: outOfDate() };
        const entry = await places.entry({ place, title: '' }, cause);
        return router.press(press, by, { ...entry, values });
      }).then(async (answered) => {
        if (answered.outcome === 'refused') causes.refused(view.id, values);
        const open = answered.outcome === 'refused' || answered.outcome === 'failed';
        if (press) await (open ? drafts.keep(user.id, press, values) : drafts.forget(user.id, press));
        return answered;
      });
      const answered = await inTime(asking);
      if (answered === null) {
        await show(working());
        await answers.whisper(to, (await asking).card);
      } else if (answered.errors && Object.keys(answered.errors).length > 0) {
        await ack({ response_action: 'errors', errors: answered.errors });
      } else if (answered.outcome === 'done') {
        await ack();
        await answers.whisper(to, answered.card);
      } else await (answered.outcome === 'shown' ? show : put)(answered.card);
    });
  });
  app.view({ callback_id: /.*/, type: 'view_closed' }, async ({ ack }) => void (await ack()));

  app.options(/.*/, async ({ ack, body }) => {
    const read = Suggestion.safeParse(body);
    const found = read.success ? await desk.suggest(read.data.value).catch(() => []) : [];
    const options = found.map(({ text, value }) => ({
      text: { type: 'plain_text' as const, text: text.slice(0, 75) },
      value,
    }));
    await ack({ options });
  });

  app.shortcut(/.*/, async ({ ack, body }) => {
    const read = Shortcut.safeParse(body);
    await ack();
    if (!read.success) return;
    const { callback_id: verb, user, team, trigger_id } = read.data;
    const cause = `slack:${trigger_id}`;
    await places.speaking(user.id, async () => {
      const answered = await as({ user: user.id, team: user.team_id ?? team?.id ?? '' }, async (by) => {
        const entry = await places.entry({ place: user.id, title: '' }, cause);
        const action = await router.asks(verb, by, entry);
        if (action === null) return router.say(verb, by, entry);
        await open(trigger_id, action, { user: user.id, place: user.id });
        return null;
      });
      if (answered !== null) await modals.tell(trigger_id, answered.card);
    });
  });

  const seen = recently();
  app.event('app_home_opened', async ({ event, body }) => {
    const read = HomeOpened.safeParse(event);
    if (read.success && !seen(body.event_id) && read.data.tab !== 'messages') {
      const { user } = read.data;
      await places.speaking(user, () => desk.publishHome(user, body.team_id));
    }
  });
  app.event('app_mention', async ({ event, body }) => {
    const read = Mention.safeParse(event);
    if (!read.success || seen(body.event_id)) return;
    const { user, channel, text } = read.data;
    const words = text.replaceAll(/<@[A-Z0-9]+(\|[^>]*)?>/g, ' ').trim();
    await places.speaking(channel, async () => {
      const { card } = await as({ user, team: body.team_id }, async (by) => {
        const entry = await places.entry({ place: channel, title: '' }, `slack:${body.event_id}`);
        return router.say(words, by, entry);
      });
      await answers.whisper({ user, channel, responseUrl: null }, card);
    });
  });
  return app;
}
