/** When cron expressions are due. */
import { CronExpressionParser } from 'cron-parser';
import { day, type Instant } from '../lib/time.ts';

/** First instant strictly after `after` that a five-field cron expression names. Throws when it is none. */
export const nextRun = (expression: string, after: Instant, zone = 'UTC'): Instant =>
  look(expression, zone, { from: after, days: 1 });

/** The instant from which the next run is the one at `before`: a week of a zone may have 167 or 169 hours. */
export function previousRun(expression: string, before: Instant, zone = 'UTC'): Instant {
  const back = (from: Instant) => look(expression, zone, { from, days: -1 });
  // Forth again after two back: where clocks change, the library names other instants on the way back.
  let at = back(back(before));
  for (;;) {
    const next = nextRun(expression, at, zone);
    if (next >= before) return at;
    at = next;
  }
}

/** From a day further where the library gives up, which it does before a midnight that a zone leaves out when its clocks change. */
function look(expression: string, zone: string, { from, days }: { from: Instant; days: 1 | -1 }): Instant {
  for (let tried = 0; ; tried += 1) {
    const currentDate = new Date(from + tried * days * day);
    const found = CronExpressionParser.parse(expression, { currentDate, tz: zone });
    try {
      return (days > 0 ? found.next() : found.prev()).getTime();
    } catch (cause) {
      if (tried === 7) throw cause;
    }
  }
}

/** Whether the clock can run it: other readers of such expressions know more words and ranges than this one. */
export function isCron(expression: string, zone?: string): boolean {
  try {
    return expression.trim().split(/\s+/).length === 5 && nextRun(expression, 0, zone) > 0;
  } catch {
    return false;
  }
}
