/** What people wrote: all of it, as it can be kept. Postgres stores neither NUL nor half an emoji. */
import { mostTyped } from '../cards/form-card.ts';
import { type Decided, no } from '../domain/rejection.ts';
import { ok } from '../lib/result.ts';
import type { Asked } from './contract.ts';

/** A reason, and the verb and names before it. */
const mostWords = mostTyped.paragraph + 400;

/** Nothing that somebody wrote is cut without telling them. */
export function fits(words: string, values: Record<string, string> = {}): Decided<null> {
  const found = [
    { text: words, most: mostWords },
    ...Object.values(values).map((text) => ({ text, most: mostTyped.paragraph })),
  ].find(({ text, most }) => text.length > most);
  return found ? no('too_long', { n: `${found.text.length}`, most: `${found.most}` }) : ok(null);
}

/** Turns a line around, so that it reads as what it is not. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;

/** Control characters become spaces; paragraphs stay paragraphs. */
export const plain = (text: string): string =>
  text
    .replaceAll(turning, '')
    .replaceAll(/[^\P{Cc}\n\t]/gu, ' ')
    .replaceAll(/\p{Cs}/gu, '\ufffd');

/** Why: from a form, or what follows the id; `from` words of that mean something else. */
export const reasonOf = ({ values, rest }: Pick<Asked, 'values' | 'rest'>, from = 0): string =>
  (values.reason ?? rest.slice(from).join(' ')).trim();
