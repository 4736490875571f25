// Reading transactions on a bounded pool, each with a deadline and ended on the server when nobody waits any more.
import postgres from 'postgres';
import { Fault } from '../../lib/fault.ts';
import { unlessConnectionLost } from '../../lib/lost-connection.ts';
import type { Call } from '../contract.ts';
import type { Columns, Value } from '../sql/engine.ts';
import { unlessStopped } from './cancel.ts';
import { faultOf, timedOut } from './faults.ts';

const defaultTimeoutMs = 60_000;

export interface Session {
  query(sql: string, values: string[], call: Call): Promise<Columns>;
  close(): Promise<void>;
}

/** A percent-encoded folder as the host means the socket in it, as in libpq. Throws Fault `not_allowed` without quoting the URL. */
export function openSession(url: string, connections: number): Session {
  const sql = connect(url, connections);
  let closed = false;
  return {
    async query(text, values, { signal, timeoutMs = defaultTimeoutMs }) {
      if (closed) throw new Fault('store_down', 'The store is closed.', { retry: 'later' });
      if (signal?.aborted || timeoutMs <= 0) throw timedOut();
      const stop = new AbortController();
      const abort = () => stop.abort();
      const timer = setTimeout(abort, timeoutMs);
      signal?.addEventListener('abort', abort, { once: true });
      try {
        const asked = read(sql, { text, values, timeoutMs, stopped: stop.signal });
        // A server that is silent must not hold the caller; what it says later is of no use.
        asked.catch(() => {});
        const rows = await Promise.race([asked, whenAborted(stop.signal)]);
        return columnsOf(rows);
      } catch (thrown) {
        throw stop.signal.aborted ? timedOut(thrown) : faultOf(thrown);
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      await sql.end({ timeout: 5 });
    },
  };
}

function connect(url: string, max: number): postgres.Sql {
  try {
    const { protocol, hostname, port } = new URL(url);
    if (!/^postgres(ql)?:$/.test(protocol)) throw new Error('another protocol');
    const host = decodeURIComponent(hostname);
    const socket = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port || 5432}` } : {};
    return postgres(url, { onnotice() {}, ...socket, max, idle_timeout: 60, connect_timeout: 10 });
  } catch (cause) {
    throw new Fault(
      'not_allowed',
      'The url of the store is no postgres:// URL; mend the secret that it names.',
      {
        retry: 'never',
        cause,
      },
    );
  }
}

interface Reading {
  text: string;
  values: string[];
  timeoutMs: number;
  stopped: AbortSignal;
}

/** Settings are those of one transaction, so that they hold behind a connection pooler too. */
const read = (
  sql: postgres.Sql,
  { text, values, timeoutMs, stopped }: Reading,
): Promise<postgres.RowList<postgres.Row[]>> =>
  sql.begin(
    'isolation level repeatable read read only',
    unlessConnectionLost(async (transaction: postgres.TransactionSql) => {
      if (stopped.aborted) throw timedOut();
      await transaction.unsafe(
        `SET LOCAL statement_timeout = ${Math.ceil(timeoutMs)}; SET LOCAL jit = off; SET LOCAL TimeZone = 'UTC'; ` +
          `SET LOCAL extra_float_digits = 1; SET LOCAL work_mem = '64MB'`,
      );
      if (stopped.aborted) throw timedOut();
      return unlessStopped(transaction.unsafe(text, values), stopped);
    }),
  ) as Promise<postgres.RowList<postgres.Row[]>>;

const whenAborted = (stopped: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    stopped.addEventListener('abort', () => reject(timedOut()), { once: true });
  });

const columnsOf = (rows: postgres.RowList<postgres.Row[]>): Columns =>
  Object.fromEntries(rows.columns.map(({ name }) => [name, rows.map((row) => row[name] as Value)]));
