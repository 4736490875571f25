import type { Situation } from '../domain/situation.ts';
import { sayInstant } from '../lib/time.ts';
import { capital, sayVersion } from './words.ts';

/** What somebody else did to the champion, while it is still so; null when nobody did. */
export function sayOutside({ registered: { champion, outside } }: Situation): string | null {
  if (outside === null) return null;
  const was = outside.from === null ? '' : `, instead of ${sayVersion(outside.from)}`;
  const at = sayInstant(outside.at);
  return champion === null
    ? `The champion was taken away outside Steward at ${at}${was.replace('instead of', 'it was')}.`
    : `${capital(sayVersion(champion))} became champion outside Steward at ${at}${was}.`;
}
