// A DuckDB that can read some folders and nothing else, and its connections.
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DuckDBConnection, DuckDBInstance, StatementType } from '@duckdb/node-api';
import { Fault } from '../../lib/fault.ts';
import type { Call } from '../contract.ts';
import type { Columns } from '../sql/engine.ts';
import { columnsOf } from './columns.ts';
import { quoteText } from './dialect.ts';
import { faultOf, timedOut } from './faults.ts';

const defaultTimeoutMs = 60_000;
/** Statements at once; each already uses every thread, more would only share the memory. */
const mostConnections = 4;

export interface SessionOptions {
  database: string | null;
  roots: string[];
  memoryLimit: string | undefined;
  threads: number | undefined;
}

export interface Session {
  query(sql: string, values: string[], call: Call): Promise<Columns>;
  close(): void;
}

/** Opens DuckDB with its doors closed: no extensions from outside, no files outside the roots, no settings after this. */
export async function openSession({
  database,
  roots,
  memoryLimit,
  threads,
}: SessionOptions): Promise<Session> {
  const instance = await DuckDBInstance.create(database ?? ':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    temp_directory: path.join(tmpdir(), `steward-duckdb-${randomUUID()}`),
    ...(database === null ? {} : { access_mode: 'READ_ONLY' }),
    ...(memoryLimit === undefined ? {} : { memory_limit: memoryLimit }),
    ...(threads === undefined ? {} : { threads: String(threads) }),
  }).catch((thrown: unknown) => {
    throw faultOf(thrown);
  });
  const first = await instance.connect();
  for (const setting of [
    `SET GLOBAL TimeZone = 'UTC'`,
    // Each column is a scan of its own, and would read the footers of all its files again.
    'SET GLOBAL parquet_metadata_cache = true',
    // The machine keeps what it read of files anyway; a second copy grew with the rows.
    'SET GLOBAL enable_external_file_cache = false',
    `SET allowed_directories = [${roots.map(quoteText).join(', ')}]`,
    'SET enable_external_access = false',
    'SET lock_configuration = true',
  ]) {
    await first.run(setting);
  }
  return sessionOn(instance, [first]);
}

/** @param idle More are opened when needed. */
function sessionOn(instance: DuckDBInstance, idle: DuckDBConnection[]): Session {
  const busy = new Set<DuckDBConnection>();
  const waiting: (() => void)[] = [];
  let closed = false;
  const finish = () => {
    for (const connection of idle.splice(0)) connection.closeSync();
    if (busy.size === 0) instance.closeSync();
  };
  return {
    async query(sql, values, call) {
      if (closed) throw new Fault('store_down', 'The store is closed.', { retry: 'later' });
      const stop = stopOf(call);
      try {
        while (busy.size >= mostConnections)
          await stop.orWhen(new Promise<void>((wake) => waiting.push(wake)));
        stop.check();
        const connection = idle.pop() ?? (await instance.connect());
        busy.add(connection);
        try {
          return await stop.interrupting(connection, () => read(connection, sql, values));
        } finally {
          busy.delete(connection);
          idle.push(connection);
          if (closed) finish();
        }
      } catch (thrown) {
        throw faultOf(thrown);
      } finally {
        stop.clear();
        waiting.shift()?.();
      }
    },
    close() {
      if (closed) return;
      closed = true;
      for (const connection of busy) connection.interrupt();
      finish();
    },
  };
}

async function read(connection: DuckDBConnection, sql: string, values: string[]): Promise<Columns> {
  const statement = await connection.prepare(sql);
  try {
    // Nothing of ours writes; this holds even if some text found its way into a statement.
    if (statement.statementType !== StatementType.SELECT) {
      throw new Fault('not_allowed', 'The store is only read.', { retry: 'never' });
    }
    statement.bind(values);
    // Never streamed: in DuckDB 1.5 a streamed UNION ALL of LIMITs waits for its reader while its reader waits for it, and then
    // neither timeout nor interrupt ends it. Results are small by design.
    return await columnsOf(await statement.run());
  } finally {
    statement.destroySync();
  }
}

/** Deadline and abort signal as one thing that can interrupt a statement. */
function stopOf({ signal, timeoutMs = defaultTimeoutMs }: Call) {
  const aborter = new AbortController();
  const abort = () => aborter.abort();
  const timer = setTimeout(abort, timeoutMs);
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted) abort();
  const stopped = aborter.signal;
  return {
    check() {
      if (stopped.aborted) throw timedOut();
    },
    orWhen: (ready: Promise<void>) =>
      Promise.race([
        ready,
        new Promise<never>((_, reject) => {
          if (stopped.aborted) reject(timedOut());
          stopped.addEventListener('abort', () => reject(timedOut()), { once: true });
        }),
      ]),
    async interrupting<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
      let again: NodeJS.Timeout | undefined;
      // Repeated, because an interrupt between two steps of a statement is lost.
      const interrupt = () => {
        connection.interrupt();
        again = setTimeout(interrupt, 10);
      };
      stopped.addEventListener('abort', interrupt, { once: true });
      try {
        const result = await work();
        if (stopped.aborted) throw timedOut();
        return result;
      } catch (thrown) {
        throw stopped.aborted ? timedOut(thrown) : thrown;
      } finally {
        stopped.removeEventListener('abort', interrupt);
        clearTimeout(again);
      }
    },
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}
