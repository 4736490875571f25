/** What people wrote, as it can be kept: Postgres stores neither NUL nor half an emoji. */
import type { Asked } from './contract.ts';

/** Control characters become spaces; paragraphs stay paragraphs. */
export const plain = (text: string): string =>
  text.replaceAll(/[^\P{Cc}\n\t]/gu, ' ').replaceAll(/\p{Cs}/gu, '\ufffd');

/** At most so many characters, never ending in the middle of one. */
export const cut = (text: string, most: number): string =>
  text
    .trim()
    .slice(0, most)
    .replace(/\p{Cs}$/u, '')
    .trim();

/** Why: from a form, or what follows the id; `from` words of that mean something else. */
export const reasonOf = ({ values, rest }: Pick<Asked, 'values' | 'rest'>, from = 0): string =>
  cut(values.reason ?? rest.slice(from).join(' '), 500);
