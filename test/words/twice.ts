/** A language that is twice as long as English: what has no room for it has none for some other. */
import type { Speech } from '../../src/words/language.ts';
import { literally } from './brackets.ts';

const accents: Record<string, string> = {
  a: 'á',
  e: 'ë',
  i: 'ï',
  o: 'ö',
  u: 'ü',
  n: 'ñ',
  s: 'š',
  A: 'Å',
  E: 'É',
  S: 'Š',
};
const accented = (text: string): string => text.replaceAll(/[aeiounsAES]/g, (letter) => accents[letter]!);

export const twice: Speech = {
  locale: 'en',
  say: (text) => literally(text, (words) => `${accented(words)}${accented(words)}`),
};
