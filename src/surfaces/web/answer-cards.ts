/** What the page itself says to one person, when a press or a word never reached the router or broke inside it. */
import type { Card } from '../../cards/card.ts';
import type { Answer } from '../contract.ts';

function answer(outcome: Answer['outcome'], key: string, words: { title: string; text: string }): Answer {
  const card: Card = {
    key: `web:${key}`,
    tone: 'plain',
    title: words.title,
    summary: `${words.title}. ${words.text}`,
    blocks: [{ kind: 'text', line: [words.text] }],
    actions: [],
  };
  return { outcome, card };
}

export const outOfDate: Answer = answer('refused', 'out_of_date', {
  title: 'This card is out of date',
  text: 'It comes from an older version, or was not ours. Nothing was changed; use the newest card.',
});

export const unknownPerson: Answer = answer('refused', 'unknown_person', {
  title: 'I don’t know who you are yet',
  text: 'That changed nothing. Choose whom you act as at the top right, then do it again.',
});

export const tooLong: Answer = answer('refused', 'too_long', {
  title: 'That is too long',
  text: 'A command may have at most 2000 characters. Nothing was changed.',
});

/** @param sentence what may be said about the cause @param reference finds the cause in the log */
export const broke = (sentence: string, reference: string): Answer =>
  answer('failed', 'broke', {
    title: 'That did not work',
    text: `${sentence} It is not sure whether it counted; the card will show. Reference ${reference}.`,
  });
