/** What the routes share: who asks, which channel, and how an answer goes back to a browser or a script. */
import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { Card } from '../../cards/card.ts';
import type { ChannelId } from '../../domain/ids.ts';
import type { Log } from '../../lib/log.ts';
import type { Drafts } from '../chat/drafts.ts';
import type { Answer, Directory, Router } from '../contract.ts';
import { encodePress, pressFits } from '../press-token.ts';
import { broke } from './answer-cards.ts';
import type { Listeners } from './listeners.ts';
import type { Pictures } from './pictures.ts';
import type { PrivateAnswers } from './private-answers.ts';
import type { Channel } from './view/page.tsx';
import type { Door, Visitor } from './visitor.ts';

export interface Desk {
  router: Router;
  directory: Directory;
  log: Log;
  door: Door;
  answers: PrivateAnswers;
  drafts: Drafts;
  listeners: Listeners;
  pictures: Pictures;
  sessionKey: string;
}

/** Everything that a page or the JSON of a channel shows to this visitor. */
export async function readChannel(desk: Desk, visitor: Visitor, channel: Channel) {
  const cards = await desk.directory.cards(channel.id);
  const answers = desk.answers.of(visitor.session, channel.id);
  desk.pictures.remember([...cards.map(({ card }) => card), ...answers.map(({ answer }) => answer.card)]);
  return { cards, answers };
}

export async function findChannel(desk: Desk, c: Context): Promise<Channel | null> {
  const wanted = c.req.param('id');
  return (await desk.directory.channels()).find((channel) => channel.id === wanted) ?? null;
}

export const wantsJson = (c: Context): boolean => (c.req.header('accept') ?? '').includes('application/json');

/** A card as JSON, each action with the token that presses it. */
export const pressable = (card: Card) => ({
  ...card,
  actions: card.actions
    .filter((action) => pressFits(action.press))
    .map((action) => ({ ...action, token: encodePress(action.press) })),
});

/** A refusal that is not worth a card: the sentence as text or JSON. */
export const refuse = (c: Context, status: 400 | 403 | 404 | 503, sentence: string) =>
  wantsJson(c) ? c.json({ error: sentence }, status) : c.text(sentence, status);

/** Asks the router; what it throws becomes an answer with a reference into the log. */
export async function ask(log: Log, question: () => Promise<Answer>): Promise<Answer> {
  try {
    return await question();
  } catch (thrown) {
    const reference = randomUUID().slice(0, 8);
    log.error({ err: thrown, reference }, 'The router failed on a press or a command from the web page');
    return broke(thrown, reference);
  }
}

/** Sends an answer: to a script as JSON, to a person as a private card in their channel. */
export async function give(
  c: Context,
  desk: Desk,
  given: { visitor: Visitor; channel: ChannelId; cause: string; prompt: string; answer: Answer },
) {
  const { visitor, channel, cause, prompt, answer } = given;
  if (wantsJson(c)) return c.json({ outcome: answer.outcome, card: pressable(answer.card) });
  const cards = await desk.directory.cards(channel);
  const after = cards.at(-1)?.card.key ?? null;
  const id = desk.answers.keep(visitor.session, channel, { cause, prompt, answer, after });
  return c.redirect(`/channels/${encodeURIComponent(channel)}#answer-${id}`, 303);
}
