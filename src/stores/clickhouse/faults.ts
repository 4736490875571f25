import { ClickHouseError } from '@clickhouse/client';
import { Fault } from '../../lib/fault.ts';

/** By the error's code (`system.errors`). */
const timeouts = new Set(['159', '160', '394']);
const busy = new Set(['202', '203', '209', '210', '236', '241', '242', '439', '999']);
const unreadable = new Set([
  '6',
  '27',
  '38',
  '41',
  '43',
  '53',
  '70',
  '72',
  '131',
  '321',
  '349',
  '376',
  '407',
]);

/** What ClickHouse or the way to it threw as a fault: its own words, which may quote rows and SQL, stay in the cause. */
export function faultOf(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const fault = (name: string, message: string, retry: 'later' | 'never' = 'never') =>
    new Fault(name, message, { retry, cause: thrown });
  if (!(thrown instanceof ClickHouseError)) {
    // The client's own errors are those of its sockets.
    return fault('store_down', 'The store cannot be reached or went away.', 'later');
  }
  const { code } = thrown;
  if (timeouts.has(code)) return timedOut(thrown);
  if (code === '60' || code === '81') return fault('table_missing', 'A table of the store is gone.');
  if (code === '16' || code === '47') return fault('column_missing', 'A column of the store is gone.');
  if (['192', '193', '194', '516'].includes(code))
    return fault('not_allowed', 'The store refused its user or password; mend the secret of its url.');
  if (code === '164' || code === '497' || code === '291')
    return fault('not_allowed', 'The user of the store may not read that; grant SELECT on it.');
  if (unreadable.has(code))
    return fault('wrong_type', 'A column holds what cannot be read as the number or time that is needed.');
  if (busy.has(code)) return fault('store_down', 'The store is too busy or out of memory.', 'later');
  return fault('store_down', 'The store refused the question.');
}

export const timedOut = (cause?: unknown): Fault =>
  new Fault('store_timeout', 'The store did not answer in time.', { retry: 'later', cause });
