/** Several things in one sentence, and several sentences. */
import { speech } from './language.ts';
import { t, tLine } from './t.ts';

type Linked = (before: string, next: string) => string;

/** Each is linked to those before; where it is not English, commas stand before the last. */
function list(names: readonly string[], link: Linked): string {
  const comma: Linked = (before, next) => t('{before}, {next}', { before, next });
  const inner = speech().locale === 'en' ? link : comma;
  const [first = '', ...others] = names;
  return others.reduce((before, next, at) => (at < others.length - 1 ? inner : link)(before, next), first);
}

/** `ml-eng or ml-leads`; empty for none. */
export const sayOr = (names: readonly string[]): string =>
  list(names, (before, next) => t('{before} or {next}', { before, next }));

/** `Liam and Noor`; empty for none. */
export const sayAnd = (names: readonly string[]): string =>
  list(names, (before, next) => t('{before} and {next}', { before, next }));

/** `Liam and Noor`; of more than three only the first two: `Liam and Noor and 2 others`. */
export const sayFew = (names: readonly string[]): string =>
  names.length > 3
    ? t('{names} and {n, plural, one {# other} other {# others}}', {
        names: sayAnd(names.slice(0, 2)),
        n: names.length - 2,
      })
    : sayAnd(names);

type Line<S> = (string | S)[];

/** The same of lines of spans. */
export const sayAndLine = <S extends object>([first = [], ...others]: Line<S>[]): Line<S> =>
  others.reduce((before, next) => tLine('{before} and {next}', { before, next }) as Line<S>, first);

/** `not Ada, nobody of contractors`, of lines of spans. */
export const sayCommas = <S extends object>([first = [], ...others]: Line<S>[]): Line<S> =>
  others.reduce((before, next) => tLine('{before}, {next}', { before, next }) as Line<S>, first);

/** What stands between two sentences: Chinese leaves no room there. */
export const gap = (): string => (speech().locale.startsWith('zh') ? '' : ' ');

/** Whole sentences one after another; what is empty is left out. */
export const sentences = (...some: (string | null | undefined)[]): string => some.filter(Boolean).join(gap());
