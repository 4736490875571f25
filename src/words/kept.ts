/** Sentences that are stored: always in English, so that nothing kept depends on who spoke, and said again to whoever reads them. */
import { speaking, speech } from './language.ts';
import { type Given, said, saidPlain } from './t.ts';

/** A marked message as it is kept. */
export const inEnglish = <const M extends string>(english: M, ...values: Given<M, string | number>): string =>
  speaking('en', () => saidPlain(english, ...values));

/** What was kept, in the language of whoever reads it, if one of these messages made it; else as it is. */
export function sayAgain(kept: string, messages: readonly string[]): string {
  for (const english of messages) {
    const values = valuesIn(kept, english);
    if (values) return said(english).format(grouped(values)) as string;
  }
  return kept;
}

/** `1,234` is kept as English groups it. */
const grouped = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      /^\d{1,3}(,\d{3})+$/.test(value)
        ? Number(value.replaceAll(',', '')).toLocaleString(speech().locale)
        : value,
    ]),
  );

/**
 * What stands in `kept` where the message has values, each as short as can be and none of them empty; null if it made something else.
 * Each literal is looked for once, behind the one before: a pattern would take minutes for a long text that repeats them.
 */
function valuesIn(kept: string, english: string): Record<string, string> | null {
  const [first = '', ...parts] = english.split(/\{(\w+)\}/);
  if (!kept.startsWith(first) || (parts.length === 0 && kept !== first)) return null;
  const values: Record<string, string> = {};
  let from = first.length;
  for (let at = 0; at < parts.length; at += 2) {
    const [name, literal] = [parts[at]!, parts[at + 1]!];
    const ends = at + 2 === parts.length;
    // Only one that reaches to the end can end it, wherever else it stands.
    const to = ends ? kept.length - literal.length : kept.indexOf(literal, from + 1);
    if (to <= from || (ends && !kept.endsWith(literal))) return null;
    values[name] = kept.slice(from, to);
    from = to + literal.length;
  }
  return values;
}
