/** The built-in database: PostgreSQL from npm, started on first use, found again after a crash. */
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../../lib/fault.ts';
import type { Log } from '../../lib/log.ts';
import { minute } from '../../lib/time.ts';
import { openSql } from '../open-sql.ts';
import { findBinaries } from './binaries.ts';
import { ensureCluster, superuser } from './cluster.ts';
import { findPlace, type Place } from './place.ts';
import { isAlive, type Postmaster, readPostmaster } from './postmaster.ts';
import { endServer, spawnServer } from './server.ts';

export interface Embedded {
  url: string;
  /** Whether the server ran already. */
  attached: boolean;
  /**
   * Ends the server when this process started it. One that outlived its starter is ended by whoever leaves last.
   * Safe to call twice.
   */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  folder: string;
  log: Log;
  /** For tests: nothing survives a power cut. */
  disposable?: boolean;
}

const urlOf = (postmaster: Postmaster, database: string) =>
  `postgres://${superuser}@${encodeURIComponent(postmaster.sockets)}/${database}`;

async function ensureDatabase(postmaster: Postmaster): Promise<string> {
  const sql = openSql(urlOf(postmaster, 'postgres'), { max: 1 });
  try {
    const found = await sql`select 1 from pg_database where datname = 'steward'`;
    if (found.length === 0) await sql`create database steward`;
  } catch (cause) {
    // Two processes may both find it missing; 23505 is the same race one step later.
    if (!['42P04', '23505'].includes((cause as { code?: string }).code ?? '')) {
      throw new Fault(
        'db_unreachable',
        `The built-in Postgres (process ${postmaster.pid}) does not answer in ${postmaster.sockets}; end that process and start again.`,
        { retry: 'later', cause },
      );
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
  return urlOf(postmaster, 'steward');
}

async function othersConnected(url: string): Promise<boolean> {
  const sql = openSql(url, { max: 1 });
  try {
    const rows =
      await sql`select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`;
    return rows.length > 0;
  } catch {
    return true;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function embeddedIn(
  place: Place,
  postmaster: Postmaster,
  how: { url: string; attached: boolean; disposable: boolean },
): Embedded {
  const { url, attached, disposable } = how;
  let stopped = false;
  return {
    url,
    attached,
    async stop() {
      if (stopped) return;
      stopped = true;
      if ((await readPostmaster(place.cluster))?.pid !== postmaster.pid) return;
      if (attached) {
        const starter = Number(await readFile(place.starter, 'utf8').catch(() => process.pid));
        if (isAlive(starter) || (await othersConnected(url))) return;
      }
      await endServer(postmaster.pid, place.cluster, disposable ? 'immediate' : 'fast');
    },
  };
}

/**
 * Starts the built-in PostgreSQL in `folder`, or attaches to the one that runs there. Safe to call in several
 * processes at once; the server outlives a killed starter.
 * @throws Fault with one sentence when the folder, its version or the system does not allow it.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { log, disposable = false } = options;
  if (process.platform === 'win32') {
    throw new Fault(
      'db_binaries_missing',
      'The built-in Postgres needs Linux, macOS or WSL; set DATABASE_URL.',
      {
        retry: 'never',
      },
    );
  }
  const place = await findPlace(options.folder, log);
  const binaries = await findBinaries(place);
  await ensureCluster(place, binaries, disposable);
  // Recovery after a crash may take a while; a server that is going down must be gone first.
  for (const until = Date.now() + 2 * minute; Date.now() < until; await pause(20)) {
    const running = await readPostmaster(place.cluster);
    if (running && !running.ready) continue;
    const postmaster = running ?? (await spawnServer(place, binaries, disposable));
    if (!postmaster) continue;
    const attached = running !== null;
    if (!attached) await writeFile(place.starter, String(process.pid));
    const url = await ensureDatabase(postmaster);
    log.info(
      { folder: place.folder, server: postmaster.pid },
      attached ? `Attached to Postgres in ${place.folder}.` : `Started Postgres in ${place.folder}.`,
    );
    return embeddedIn(place, postmaster, { url, attached, disposable });
  }
  throw new Fault(
    'db_start_failed',
    `The built-in Postgres in ${place.folder} is neither up nor down for two minutes; its log is ${place.serverLog}.`,
    { retry: 'later' },
  );
}
