import type { Situation } from '../domain/situation.ts';
import { sayInstant } from '../lib/time.ts';
import { t } from '../words/t.ts';
import { capital, sayVersion } from './words.ts';

/** What somebody else did to the champion, while it is still so; null when nobody did. */
export function sayOutside({ registered: { champion, outside } }: Situation): string | null {
  if (outside === null) return null;
  const at = sayInstant(outside.at);
  const old = outside.from && sayVersion(outside.from);
  if (champion === null) {
    return old === null
      ? t('The champion was taken away outside Steward at {at}.', { at })
      : t('The champion was taken away outside Steward at {at}, it was {old}.', { at, old });
  }
  const version = capital(sayVersion(champion));
  return old === null
    ? t('{version} became champion outside Steward at {at}.', { version, at })
    : t('{version} became champion outside Steward at {at}, instead of {old}.', { version, at, old });
}
