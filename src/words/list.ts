/** Several things in one sentence. */
import { t } from './t.ts';

/** `ml-eng or ml-leads`; empty for none. */
export const sayOr = ([first = '', ...others]: readonly string[]): string =>
  others.reduce((before, next) => t('{before} or {next}', { before, next }), first);

/** `Liam and Noor`; empty for none. */
export const sayAnd = ([first = '', ...others]: readonly string[]): string =>
  others.reduce((before, next) => t('{before} and {next}', { before, next }), first);
