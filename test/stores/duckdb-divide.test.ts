import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hour } from '../../src/lib/time.ts';
import { duckdbEngine } from '../../src/stores/duckdb/engine.ts';
import { openSession, type Session } from '../../src/stores/duckdb/session.ts';

const start = Date.UTC(2026, 0, 1);
/** A row a second, in row groups of 4,096 rows. */
const rows = 40_000;
const window = { from: start + hour, to: start + 2 * hour };
let folder: string;
let session: Session;
const asked: string[] = [];

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'steward-divide-')));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const files = {
    sorted: `i * 1000`,
    shuffled: `(hash(i) % ${rows})::BIGINT * 1000`,
    // Whatever came after the first hour has the second at which the window begins.
    heap: `least(i, 3600) * 1000`,
    // Nobody was there in the second hour.
    closed: `CASE WHEN i < 3600 THEN i ELSE i + 3600 END * 1000`,
    // Rows without a time at the end, and one of them in the middle of the second hour.
    ended: `CASE WHEN i < 39000 THEN i * 1000 END`,
    torn: `CASE WHEN i <> 5000 THEN i * 1000 END`,
    // One row of the second hour lies among those of the first.
    early: `CASE WHEN i = 2000 THEN 4000 ELSE i END * 1000`,
  };
  for (const [name, ms] of Object.entries(files)) {
    await connection.run(
      `COPY (SELECT make_timestamp((${start} + ${ms}) * 1000) AS "at", i AS x FROM range(${rows}) AS r(i)) ` +
        `TO '${folder}/${name}.parquet' (FORMAT parquet, ROW_GROUP_SIZE 4096)`,
    );
  }
  connection.closeSync();
  instance.closeSync();
  session = await openSession({
    database: null,
    roots: [folder],
    memoryLimit: undefined,
    threads: undefined,
  });
});
afterAll(async () => {
  session.close();
  await rm(folder, { recursive: true, force: true });
});

/** Reads a window of a file: its rows, and whether their times are compared. */
async function read(name: string, { from, to } = window) {
  const metered: Session = {
    ...session,
    query(sql, ...others) {
      asked.push(sql);
      return session.query(sql, ...others);
    },
  };
  const engine = duckdbEngine({ session: metered, folder, roots: [folder], hasTables: false });
  const relation = await engine.relation(`${name}.parquet`, {});
  const within = (await engine.within!(relation, { from, to }, { time: 'at', call: {} }))!;
  const found = await engine.query(
    `SELECT count(*) AS n, min(x) AS low, max(x) AS high FROM ${within.from}`,
    [],
    {},
  );
  const extent = await engine.extent!(relation, { from, to }, { time: 'at', call: {} });
  return {
    rows: Number(found.n![0]),
    values: [found.low![0], found.high![0]].map(Number),
    isCompared: within.from.includes('"at"'),
    extent,
  };
}

test('a file in the order of time is read by number, whatever the window begins and ends with', async () => {
  expect(await read('sorted')).toEqual({
    rows: 3600,
    values: [3600, 7199],
    isCompared: false,
    extent: { rows: 3600, first: window.from, last: window.to - 1000 },
  });
  const [early, late] = [start - hour, start + 100 * hour];
  expect(await read('sorted', { from: early, to: window.to })).toMatchObject({
    rows: 7200,
    isCompared: false,
  });
  expect(await read('sorted', { from: window.from, to: late })).toMatchObject({
    rows: rows - 3600,
    isCompared: false,
  });
});

test('a row group without rows of the window is left out, though its footer says that it reaches over it', async () => {
  expect(await read('closed')).toMatchObject({
    rows: 0,
    isCompared: true,
    extent: { rows: 0, first: null, last: null },
  });
  expect(await read('heap')).toMatchObject({ rows: rows - 3600, isCompared: false });
});

test('rows without a time are compared only where they lie among others', async () => {
  expect(await read('ended')).toMatchObject({ rows: 3600, values: [3600, 7199], isCompared: false });
  const late = { from: window.from, to: start + 100 * hour };
  expect(await read('ended', late)).toMatchObject({
    rows: 35_400,
    values: [3600, 38_999],
    isCompared: false,
  });
  expect(await read('torn')).toMatchObject({ rows: 3599, values: [3600, 7199], isCompared: true });
});

test('times are compared where rows of the window lie among others, and every row is there', async () => {
  expect(await read('early')).toMatchObject({ rows: 3601, values: [2000, 7199], isCompared: true });
  const exact = await session.query(
    `SELECT count(*) AS n FROM read_parquet(['${folder}/shuffled.parquet']) WHERE epoch_ms("at") >= ${window.from} AND epoch_ms("at") < ${window.to}`,
    [],
    {},
  );
  expect(await read('shuffled')).toMatchObject({ rows: Number(exact.n![0]), isCompared: true });
});

test('the ends of a window are looked for once, by one statement, and not in a file without order', async () => {
  const looks = async (name: string) => {
    asked.length = 0;
    await read(name);
    return asked.filter((sql) => sql.includes('max(file_row_number)'));
  };
  const [look, ...others] = await looks('sorted');
  expect(look!.match(/file_row_number >=/g)).toHaveLength(2);
  expect(others).toEqual([]);
  expect(await looks('shuffled')).toEqual([]);
});
