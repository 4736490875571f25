/** Several things in one sentence. */
import { t } from './t.ts';

/** `ml-eng or ml-leads`; empty for none. */
export const sayOr = ([first = '', ...others]: readonly string[]): string =>
  others.reduce((before, next) => t('{before} or {next}', { before, next }), first);

/** `Liam and Noor`; empty for none. */
export const sayAnd = ([first = '', ...others]: readonly string[]): string =>
  others.reduce((before, next) => t('{before} and {next}', { before, next }), first);

/** `Liam and Noor`; of more than three only the first two: `Liam and Noor and 2 others`. */
export const sayFew = (names: readonly string[]): string =>
  names.length > 3
    ? t('{names} and {n, plural, one {# other} other {# others}}', {
        names: sayAnd(names.slice(0, 2)),
        n: names.length - 2,
      })
    : sayAnd(names);
