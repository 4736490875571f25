import { Fault } from '../../lib/fault.ts';

const network =
  /^(ECONN|ENOENT|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_AGAIN|EPIPE|CONNECT|CONNECTION_|08|53|57P0|58)/;

/** What Postgres or the way to it threw as a fault: its own words, which may quote rows and SQL, stay in the cause. */
export function faultOf(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const { code = '' } = thrown as { code?: string };
  const fault = (name: string, message: string, retry: 'later' | 'never' = 'never') =>
    new Fault(name, message, { retry, cause: thrown });
  if (code === '57014' || code === '25P03' || code === '55P03') return timedOut(thrown);
  if (code === '42P01' || code === '3F000') return fault('table_missing', 'A table of the store is gone.');
  if (code === '42703') return fault('column_missing', 'A column of the store is gone.');
  if (code === '28P01' || code === '28000')
    return fault('not_allowed', 'The store refused its user or password; mend the secret of its url.');
  if (code === '3D000') return fault('table_missing', 'The store has no database of that name.');
  if (code === '42501' || code === '25006')
    return fault('not_allowed', 'The user of the store may not read that; grant SELECT on it.');
  if (code.startsWith('22'))
    return fault('wrong_type', 'A column holds what cannot be read as the number or time that is needed.');
  if (network.test(code)) return fault('store_down', 'The store cannot be reached or went away.', 'later');
  if (/^(CERT|ERR_TLS|DEPTH|SELF_SIGNED|UNABLE_TO)/.test(code))
    return fault('store_down', "The store's certificate is not trusted.");
  return fault('store_down', 'The store refused the question.');
}

export const timedOut = (cause?: unknown): Fault =>
  new Fault('store_timeout', 'The store did not answer in time.', { retry: 'later', cause });
