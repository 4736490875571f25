/** Sentences that are stored: always in English, so that nothing kept depends on who spoke, and said again to whoever reads them. */
import { speaking, speech } from './language.ts';
import { type Given, said, saidPlain } from './t.ts';

/** A marked message as it is kept. */
export const inEnglish = <const M extends string>(english: M, ...values: Given<M, string | number>): string =>
  speaking('en', () => saidPlain(english, ...values));

/** What was kept, in the language of whoever reads it, if one of these messages made it; else as it is. */
export function sayAgain(kept: string, messages: readonly string[]): string {
  for (const english of messages) {
    const values = patternOf(english).exec(kept)?.groups;
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

const patterns = new Map<string, RegExp>();

function patternOf(english: string): RegExp {
  const known = patterns.get(english);
  if (known) return known;
  const source = english
    .split(/\{(\w+)\}/)
    .map((part, index) =>
      index % 2 === 1 ? `(?<${part}>.+?)` : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    )
    .join('');
  // An empty group lets `groups` be there for messages without values.
  const pattern = new RegExp(`^${source}(?<_>)$`, 's');
  patterns.set(english, pattern);
  return pattern;
}
