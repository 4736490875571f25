/** What a chat surface says itself, when a press or a word never reached the router or broke inside it. */
import type { Card } from '../../cards/card.ts';

const card = (title: string, text: string): Card => ({
  key: 'answer',
  tone: 'plain',
  title,
  summary: `${title}. ${text}`,
  blocks: [{ kind: 'text', line: [text] }],
  actions: [],
});

export const outOfDate = card(
  'This card is out of date',
  'It comes from an older version, or was not ours. Nothing was changed; use the newest card.',
);

export const stranger = (why: string): Card => card('I don’t know who you are here', why);

export const working = card('Working on it', 'This takes a little longer; the answer follows here.');

/** @param sentence what may be said about the cause @param reference finds the cause in the log */
export const broke = (sentence: string, reference: string): Card =>
  card(
    'That did not work',
    `${sentence} It is not sure whether it counted; the card will show. Reference ${reference}.`,
  );

export const notNow = (sentence: string): Card => card('Nothing was changed', sentence);
