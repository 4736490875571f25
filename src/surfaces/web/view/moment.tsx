import type { Instant } from '../../../lib/time.ts';

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
/** The last instant that a date can hold: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const lastInstant = 8.64e15;

/** A point in time in UTC, readable and machine-readable. */
export function Moment({ at }: { at: Instant }) {
  if (!Number.isFinite(at) || Math.abs(at) > lastInstant) return <span>unknown time</span>;
  const date = new Date(at);
  const clock = date.toISOString().split('T')[1]!.slice(0, 5);
  return (
    <time datetime={date.toISOString()}>
      {date.getUTCDate()} {months[date.getUTCMonth()]} {date.getUTCFullYear()}, {clock} UTC
    </time>
  );
}
