/** `npm run bench:stores [-- --rows 100k] [--repeats 3] [--json]`: one window counted inside Postgres, beside its own bare scan of the same columns. */
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import type postgres from 'postgres';
import { startEmbedded } from '../../src/db/embedded/start-embedded.ts';
import { openSql } from '../../src/db/open-sql.ts';
import { silentLog } from '../../src/lib/log.ts';
import type { Window } from '../../src/lib/time.ts';
import { postgres as kind } from '../../src/stores/postgres.ts';
import { machine, machineLine } from './machine.ts';
import { categoricalNames, columnNames, numericNames } from './prediction-columns.ts';
import { datasetOf, days, layouts, newDay, predictionLog, reference } from './prediction-log.ts';
import { median, parseCount, sayCount, seconds, table, times } from './report.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '100k' },
    repeats: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});

/** As its own tables would be: whole numbers and money are not doubles. */
const typeOf: Record<string, string> = {
  cents: 'bigint',
  count_of_visits: 'integer',
  price: 'numeric(12, 2)',
  stars: 'smallint',
};

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

const repeats = parseCount(options.repeats);
async function timed(work: () => Promise<unknown>): Promise<number> {
  const taken = [];
  for (let round = 0; round < repeats; round += 1) {
    const started = performance.now();
    await work();
    taken.push(performance.now() - started);
  }
  return median(taken);
}

const log = await predictionLog(parseCount(options.rows));
const folder = await mkdtemp(path.join(tmpdir(), 'steward-bench-postgres-'));
const server = await startEmbedded({ folder, log: silentLog, disposable: true });
const sql = openSql(server.url, { max: 1 });
try {
  await fill(sql, path.join(log.folder, layouts.days), folder);
  const store = await kind.open({ url: 'env:URL' }, { roots: [], secret: async () => server.url });
  const dataset = { ...datasetOf('days'), predictions: 'log' };
  const rows = (window: Window | null) => ({ dataset, window, version: null });
  const infos = await store.describe(dataset);
  const requests = columnNames.map((column) => ({
    column,
    kind: infos.find((info) => info.column === column)!.kind as 'numeric' | 'categorical',
  }));
  const counted = await store.fit(requests, rows(reference), { timeoutMs: 600_000 });
  const ask = (window: Window | null) => () => store.summarize(counted, rows(window), { timeoutMs: 600_000 });
  const scan = await timed(() =>
    sql.unsafe(`SELECT ${columnNames.map((name) => `count(${name})`).join(', ')} FROM log`),
  );
  const all = await timed(ask(null));
  const one = await timed(ask(newDay));
  await store.close();
  const facts = machine();
  if (options.json) console.log(JSON.stringify({ machine: facts, rows: log.rows, repeats, scan, all, one }));
  else {
    console.log(
      `${machineLine(facts)}\n\nPostgres 18, ${sayCount(log.rows)} rows × ${columnNames.length} columns, medians of ${repeats}\n`,
    );
    console.log(
      table(
        ['plan', 'time', '÷ count'],
        [
          ['bare scan: count(c)', seconds(scan), times(1)],
          ['all rows counted', seconds(all), times(all / scan)],
          [`one day of ${days}, by index`, seconds(one), times(one / scan)],
        ],
      ),
    );
  }
} finally {
  await sql.end({ timeout: 5 });
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
