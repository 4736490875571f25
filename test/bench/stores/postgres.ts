import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import type postgres from 'postgres';
import { readPostmaster } from '../../../src/db/embedded/postmaster.ts';
import { startEmbedded } from '../../../src/db/embedded/start-embedded.ts';
import { openSql } from '../../../src/db/open-sql.ts';
import { silentLog } from '../../../src/lib/log.ts';
import { postgres as kind } from '../../../src/stores/postgres.ts';
import { categoricalNames, columnNames, numericNames } from '../prediction-columns.ts';
import { layouts, type PredictionLog } from '../prediction-log.ts';
import type { Served } from './served.ts';

/** As its own tables would be: whole numbers and money are not doubles. */
const typeOf: Record<string, string> = {
  cents: 'bigint',
  count_of_visits: 'integer',
  price: 'numeric(12, 2)',
  stars: 'smallint',
};

export async function startPostgres(log: PredictionLog): Promise<Served> {
  const folder = await mkdtemp(path.join(tmpdir(), 'steward-bench-postgres-'));
  const server = await startEmbedded({ folder, log: silentLog, disposable: true });
  const sql = openSql(server.url, { max: 1 });
  await fill(sql, path.join(log.folder, layouts.days), folder);
  const postmaster = (await readPostmaster(path.join(folder, 'cluster')))!.pid;
  const store = await kind.open({ url: 'env:URL' }, { roots: [], secret: async () => server.url });
  return {
    name: 'Postgres 18',
    store,
    table: 'log',
    scans: [['bare count(c)', `SELECT ${columnNames.map((name) => `count(${name})`).join(', ')} FROM log`]],
    ask: (text) => sql.unsafe(text),
    cpu: () => cpuOf(postmaster),
    async stop() {
      await store.close();
      await sql.end({ timeout: 5 });
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function fill(sql: postgres.Sql, parquet: string, folder: string): Promise<void> {
  const csv = path.join(folder, 'log.csv');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT id, "at", ${columnNames.join(', ')} FROM read_parquet('${parquet}')) TO '${csv}' (FORMAT csv, HEADER false)`,
  );
  connection.closeSync();
  instance.closeSync();
  const columns = [
    'id bigint',
    'at timestamp',
    ...numericNames.map((name) => `${name} ${typeOf[name] ?? 'double precision'}`),
    ...categoricalNames.map((name) => `${name} text`),
  ];
  await sql.unsafe(`CREATE TABLE log (${columns.join(', ')})`);
  await pipeline(createReadStream(csv), await sql`COPY log FROM STDIN (FORMAT csv)`.writable());
  await rm(csv);
  await sql.unsafe('CREATE INDEX ON log (at)');
  await sql.unsafe('VACUUM ANALYZE log');
}

/** Of the server's processes, those that ended too, from Linux's /proc in its ticks of 10 ms. */
function cpuOf(postmaster: number): number | null {
  if (process.platform !== 'linux') return null;
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const [parent, user, system, endedUser, endedSystem] = statOf(pid);
    if (Number(pid) === postmaster) ticks += user! + system! + endedUser! + endedSystem!;
    else if (parent === postmaster) ticks += user! + system!;
  }
  return ticks * 10;
}

/** Nothing of a process that has just ended. */
function statOf(pid: string): number[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [1, 11, 12, 13, 14].map((at) => Number(fields[at]));
  } catch {
    return [];
  }
}
