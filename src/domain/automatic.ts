/** What a policy lets Steward do by itself: ask for retraining and answer yes, and promote what is proven better. */
import type { Instant, Window } from '../lib/time.ts';
import { day, sayDuration, week } from '../lib/time.ts';
import type { Evaluation } from './evaluation.ts';
import type { Metric } from './monitor.ts';

export interface Automatic {
  retrain?: {
    /** While an alert is open that nobody muted. */
    onAlert: boolean;
    /** Five-field cron expression, UTC. */
    schedule?: string;
    /** So many labelled rows since the champion's training ended. */
    newLabels?: number;
    /** At most so many in seven days. */
    perWeek: number;
    /** How long after the end of the cycle before, in ms. */
    coolDownMs: number;
    /** When nothing may start. */
    blackouts: Blackout[];
  };
  promote?: {
    /** Metrics that must not be worse, the key metric aside, which must be better; `all` that were compared. */
    guards: Metric[] | 'all';
    /** Goes back by itself when the new champion breaches while it is watched. */
    rollBack: boolean;
  };
}

/** Once, or every week between two points of it (minutes since Sunday 00:00 in the zone; it may go over the week's end). */
export type Blackout = Window | { weekly: { from: number; to: number; zone: string } };

export const automaticDefaults = { perWeek: 1, coolDownMs: 3 * day };

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Minutes since Sunday 00:00 on the clocks of a time zone. */
function minuteOfWeek(at: Instant, zone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return (weekdays.indexOf(parts.weekday!) * 24 + Number(parts.hour)) * 60 + Number(parts.minute);
}

export const isBlackout = (blackouts: Blackout[], at: Instant): boolean =>
  blackouts.some((blackout) => {
    if ('from' in blackout) return blackout.from <= at && at < blackout.to;
    const { from, to, zone } = blackout.weekly;
    const now = minuteOfWeek(at, zone);
    return from < to ? from <= now && now < to : from <= now || now < to;
  });

/** Why nothing may start by itself now; null when it may. `starts`: when it did so before; `ended`: the last cycle. */
export function mustWait(
  { perWeek, coolDownMs, blackouts }: NonNullable<Automatic['retrain']>,
  { now, starts, ended }: { now: Instant; starts: Instant[]; ended: Instant | null },
): string | null {
  if (isBlackout(blackouts, now)) return 'nothing may start by itself now';
  if (ended !== null && now < ended + coolDownMs) {
    return `the cycle before ended less than ${sayDuration(coolDownMs)} ago`;
  }
  const recent = starts.filter((at) => at > now - week).length;
  return recent >= perWeek ? `it did so ${recent} times in seven days` : null;
}

/** Better by the interval of the key metric, and no guarded metric worse. */
export function mayPromoteItself({ promote }: Automatic, { comparison }: Evaluation): boolean {
  if (!promote || comparison.verdict !== 'better') return false;
  const { guards } = promote;
  const guarded = guards === 'all' ? comparison.metrics.map(({ metric }) => metric) : guards;
  return guarded.every((guard) => {
    const compared = comparison.metrics.find(({ metric }) => metric === guard);
    // What was not measured was not shown to be no worse.
    return compared !== undefined && compared.verdict !== 'worse';
  });
}
