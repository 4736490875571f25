/** Whatever people read goes through here: `t` for text, `tLine` for a line of spans, `message` for what is said later. */
import { IntlMessageFormat } from 'intl-messageformat';
import { speech } from './language.ts';

/** The names between braces; of a plural its first word. Its branches hold no other names. */
type Names<M extends string> = M extends `${string}{${infer Inside}}${infer Rest}`
  ? Name<Inside> | Names<Rest>
  : never;
type Name<Inside extends string> = Inside extends `${infer Before},${string}`
  ? Before
  : Inside extends `${string} ${string}` | '#'
    ? never
    : Inside;

export type Given<M extends string, V> = [Names<M>] extends [never] ? [] : [values: Record<Names<M>, V>];

/**
 * An English message in the language of whoever reads it. Messages are written in ICU's syntax:
 * `t('{n, plural, one {# model} other {# models}} of {owner}', { n, owner })`. The values stay as they are, whatever they hold.
 */
export const t = <const M extends string>(english: M, ...[values]: Given<M, string | number>): string =>
  said(english).format(values) as string;

/** What is no text in a value that may be a line. */
type Spans<V> = V extends readonly (infer Span)[] ? Spans<Span> : V extends object ? V : never;

/** The same, where values may be spans, or lines of them. */
export const tLine = <const M extends string, V extends Record<Names<M>, string | number | object>>(
  english: M,
  values: V,
): (string | Spans<V[keyof V]>)[] =>
  said(english)
    .formatToParts(values as Record<string, string>)
    .flatMap(({ value }) => value as unknown as string | Spans<V[keyof V]>);

/** Marks an English message that is handed to `said` later, where it stands in a table; catalogs must know it. */
export const message = <const M extends string>(english: M): M => english;

const parsed = new Map<string, IntlMessageFormat>();

/** Of a message that was marked; throws where a value is missing. */
export function said(english: string): IntlMessageFormat {
  const { locale, say } = speech();
  const text = say(english);
  const key = `${locale}:${text}`;
  let format = parsed.get(key);
  if (!format) {
    // Names of people and models may look like tags: only braces mean something.
    format = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
    parsed.set(key, format);
  }
  return format;
}

/** A marked message as text. */
export const saidPlain = <const M extends string>(
  english: M,
  ...[values]: Given<M, string | number>
): string => said(english).format(values) as string;
