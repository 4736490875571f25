/** Several things in one sentence, and several sentences. */
import { speech } from './language.ts';
import { t, tLine } from './t.ts';

type Linked<T> = (before: T, next: T) => T;

/** Each is linked to those before; where it is not English, commas stand before the last. */
function list<T>([first, ...others]: readonly [T, ...T[]], comma: Linked<T>, last: Linked<T>): T {
  const inner = speech().locale === 'en' ? last : comma;
  return others.reduce((before, next, at) => (at < others.length - 1 ? inner : last)(before, next), first);
}

const names = ([first = '', ...others]: readonly string[], last: Linked<string>): string =>
  list([first, ...others], (before, next) => `${before}${t(', ')}${next}`, last);

/** `ml-eng or ml-leads`; empty for none. */
export const sayOr = (some: readonly string[]): string =>
  names(some, (before, next) => t('{before} or {next}', { before, next }));

/** `Liam and Noor`; empty for none. */
export const sayAnd = (some: readonly string[]): string =>
  names(some, (before, next) => t('{before} and {next}', { before, next }));

/** `Liam and Noor`; of more than three only the first two: `Liam and Noor and 2 others`. */
export const sayFew = (some: readonly string[]): string =>
  some.length > 3
    ? t('{names} and {n, plural, one {# other} other {# others}}', {
        names: sayAnd(some.slice(0, 2)),
        n: some.length - 2,
      })
    : sayAnd(some);

type Line<S> = (string | S)[];

/** The same of lines of spans. */
export const sayAndLine = <S extends object>([first = [], ...others]: Line<S>[]): Line<S> =>
  list<Line<S>>(
    [first, ...others],
    (before, next) => [...before, t(', '), ...next],
    (before, next) => tLine('{before} and {next}', { before, next }) as Line<S>,
  );

/** `not Ada, nobody of contractors`, of lines of spans. */
export const sayCommas = <S extends object>([first = [], ...others]: Line<S>[]): Line<S> =>
  others.reduce((before, next) => tLine('{before}, {next}', { before, next }) as Line<S>, first);

/** What stands between two sentences: Chinese leaves no room there. */
export const gap = (): string => (speech().locale.startsWith('zh') ? '' : ' ');

/** Whole sentences one after another; what is empty is left out. */
export const sentences = (...some: (string | null | undefined)[]): string => some.filter(Boolean).join(gap());
