/** A language in which every word that was said by a message stands in brackets: what stands outside was said by none. */
import type { Speech } from '../../src/words/language.ts';

const hasWords = (text: string) => /\p{L}/u.test(text);

/** Changes literals, also those in branches of plurals; values and syntax stay. */
export function literally(message: string, change: (literal: string) => string): string {
  let depth = 0;
  // Every second level of braces is text again: a plural's branches.
  return message
    .split(/([{}])/)
    .map((part) => {
      if (part === '{') depth += 1;
      if (part === '}') depth -= 1;
      return depth % 2 === 0 && hasWords(part) ? change(part) : part;
    })
    .join('');
}

export const brackets: Speech = { locale: 'en', say: (text) => literally(text, (words) => `⟦${words}⟧`) };

/** What is left when everything that messages said is taken out. */
export const unsaid = (text: string): string => text.replaceAll(/⟦[^⟦⟧]*⟧/g, ' ');
