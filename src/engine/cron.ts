/** When cron expressions are due. */
import { CronExpressionParser } from 'cron-parser';
import type { Instant } from '../lib/time.ts';

/** First instant strictly after `after` that a five-field cron expression names. Throws when it is none. */
export const nextRun = (expression: string, after: Instant, zone = 'UTC'): Instant =>
  CronExpressionParser.parse(expression, { currentDate: new Date(after), tz: zone })
    .next()
    .getTime();

/** Last instant strictly before `before` that it names: a week of a zone may have 167 or 169 hours. */
export const previousRun = (expression: string, before: Instant, zone = 'UTC'): Instant =>
  CronExpressionParser.parse(expression, { currentDate: new Date(before), tz: zone })
    .prev()
    .getTime();

/** Whether the clock can run it: other readers of such expressions know more words and ranges than this one. */
export function isCron(expression: string, zone?: string): boolean {
  try {
    return expression.trim().split(/\s+/).length === 5 && nextRun(expression, 0, zone) > 0;
  } catch {
    return false;
  }
}
