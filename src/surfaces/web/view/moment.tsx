import type { Instant } from '../../../lib/time.ts';
import { speech } from '../../../words/language.ts';
import { t } from '../../../words/t.ts';

/** The last instant that a date can hold: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const lastInstant = 8.64e15;

/** A point in time in UTC, readable and machine-readable. */
export function Moment({ at }: { at: Instant }) {
  if (!Number.isFinite(at) || Math.abs(at) > lastInstant) return <span>{t('unknown time')}</span>;
  const date = new Date(at);
  const clock = date.toISOString().split('T')[1]!.slice(0, 5);
  return (
    <time datetime={date.toISOString()}>
      {t('{day} {month} {year}, {clock} UTC', {
        day: date.getUTCDate(),
        month: new Intl.DateTimeFormat(speech().locale, { month: 'short', timeZone: 'UTC' }).format(date),
        year: date.getUTCFullYear(),
        clock,
      })}
    </time>
  );
}
