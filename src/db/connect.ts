import { setTimeout as pause } from 'node:timers/promises';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import { Fault } from '../lib/fault.ts';
import type { Log } from '../lib/log.ts';
import { connectionFault } from './connection-fault.ts';
import { startEmbedded } from './embedded/start-embedded.ts';
import { openSql } from './open-sql.ts';
import { refuseNewer } from './refuse-newer.ts';
import * as schema from './schema.ts';

export interface Db {
  sql: postgres.Sql;
  /** Over the same pool as `sql`. It makes `sql` return dates and timestamps as text. */
  drizzle: PostgresJsDatabase<typeof schema>;
  url: string;
  /** Waits up to five seconds for running queries; ends the built-in server if this process started it. */
  close(): Promise<void>;
}

export type ConnectOptions = {
  log: Log;
  poolSize?: number;
  timeoutMs?: number;
  /** How long a transaction may do nothing before Postgres ends it. */
  idleMs?: number;
} & ({ url: string } | { folder: string });

const oldest = 140_000;

function checkUrl(url: string): void {
  try {
    const { protocol, hostname, username, pathname } = new URL(url);
    for (const part of [hostname, username, pathname]) decodeURIComponent(part);
    if (protocol === 'postgres:' || protocol === 'postgresql:') return;
  } catch {
    // No cause: the error of `new URL` holds the whole text, and so the password.
  }
  throw new Fault(
    'db_url',
    'DATABASE_URL is no Postgres URL; write postgres://user:password@host:5432/database, with special characters percent-encoded.',
    { retry: 'never' },
  );
}

async function checkServer(sql: postgres.Sql): Promise<void> {
  const [server] = await sql`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as version, pg_is_in_recovery() as replica`;
  if (server?.number < oldest) {
    throw new Fault(
      'db_too_old',
      `PostgreSQL ${server?.version} is too old; Steward needs ${oldest / 10_000} or newer.`,
      { retry: 'never' },
    );
  }
  if (server?.replica) {
    throw new Fault('db_read_only', 'DATABASE_URL names a read-only replica; name the primary server.', {
      retry: 'never',
    });
  }
}

/** The driver tries again without end when something takes the connection and hangs up without a word. */
async function within(timeoutMs: number, work: Promise<void>): Promise<void> {
  const timer = new AbortController();
  const late = pause(timeoutMs, undefined, { signal: timer.signal }).then(() => {
    throw Object.assign(new Error('no answer'), { code: 'CONNECT_TIMEOUT' });
  });
  await Promise.race([work, late]).finally(() => timer.abort());
}

/** PgBouncer and its kin take no setting with a connection but those that they keep track of. */
const isPoolerRefusing = (cause: unknown): boolean =>
  cause instanceof Error &&
  'code' in cause &&
  cause.code === '08P01' &&
  /startup parameter/.test(cause.message);

const poolerKeepsLocks =
  'the connection pooler takes no idle_in_transaction_session_timeout: set it for the user in Postgres (alter role ... set), or a replica that hangs keeps its locks';

/**
 * Opens Steward's database: the one at `url`, or the built-in Postgres in `folder`.
 * @throws Fault (never or later) with one sentence that names cause and remedy.
 */
export async function connect(options: ConnectOptions): Promise<Db> {
  const { log, poolSize = 10, timeoutMs = 10_000, idleMs = 30_000 } = options;
  if ('url' in options) checkUrl(options.url);
  const embedded = 'url' in options ? null : await startEmbedded({ folder: options.folder, log });
  const url = 'url' in options ? options.url : embedded!.url;
  const open = (more: { idle_in_transaction_session_timeout?: number }) =>
    openSql(url, {
      max: poolSize,
      connect_timeout: timeoutMs / 1000,
      connection: { application_name: 'steward', ...more },
    });
  // A replica that hangs or is cut off in the middle of a transaction must not keep its locks from all others.
  let sql = open({ idle_in_transaction_session_timeout: idleMs });
  const close = async () => {
    await sql.end({ timeout: 5 });
    await embedded?.stop();
  };
  try {
    await within(timeoutMs, checkServer(sql)).catch(async (cause: unknown) => {
      if (!isPoolerRefusing(cause)) throw cause;
      await sql.end({ timeout: 0 });
      log.warn({}, poolerKeepsLocks);
      sql = open({});
      await within(timeoutMs, checkServer(sql));
    });
    await refuseNewer(sql);
  } catch (cause) {
    await sql.end({ timeout: 0 });
    await embedded?.stop();
    throw cause instanceof Fault ? cause : connectionFault(url, cause);
  }
  return { sql, drizzle: drizzle(sql, { schema }), url, close };
}
