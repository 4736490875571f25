// What only the DuckDB store has: files, globs, links, CSV, database files, and the doors it keeps shut.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { secret } from '../../src/config/secret.ts';
import type { Labels } from '../../src/domain/dataset.ts';
import { day } from '../../src/lib/time.ts';
import type { Layout, RegressionOutcome } from '../../src/methods/summary.ts';
import { callOf } from '../../src/monitors/contract.ts';
import { duckdb } from '../../src/stores/duckdb.ts';
import { datasetOf, faultOf } from '../contract/store-world.ts';

let outside: string;
let root: string;
const all = { window: null, version: null };
const first = Date.UTC(2024, 0, 1);

async function write(statements: string[], database = ':memory:'): Promise<void> {
  const instance = await DuckDBInstance.create(database);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

const dayRows = (from: string, more = '') =>
  `SELECT 'k' || i AS id, TIMESTAMP '${from}' + i * INTERVAL 1 HOUR AS at, i::DECIMAL(9, 2) AS prediction ${more} FROM range(24) AS t(i)`;

beforeAll(async () => {
  outside = await realpath(await mkdtemp(path.join(tmpdir(), 'steward-doors-')));
  root = path.join(outside, 'root');
  await mkdir(path.join(root, 'days'), { recursive: true });
  await write([
    `COPY (${dayRows('2024-01-01')}) TO '${root}/days/1.parquet'`,
    `COPY (${dayRows('2024-01-02', ', i AS late_column')}) TO '${root}/days/2.parquet'`,
    `COPY (${dayRows('2024-01-01')}) TO '${outside}/secret.parquet'`,
    `COPY (${dayRows('2024-01-01')}) TO '${root}/one.csv'`,
    `COPY (${dayRows('2024-01-02', `, i + 0.5 AS late_column, 'a,"b"' AS "odd ""name"", ';"`)}) TO '${root}/two.csv'`,
  ]);
  await write(
    [
      `CREATE TABLE predictions AS ${dayRows('2024-01-01')}`,
      'CREATE VIEW "odd view" AS SELECT * FROM predictions',
      `CREATE VIEW leak AS SELECT * FROM '${outside}/secret.parquet'`,
      `CREATE VIEW slow AS SELECT i::VARCHAR AS id, TIMESTAMP '2024-01-01' AS at, (i * 7919 % 1000003)::DOUBLE AS prediction FROM range(2000000000) AS t(i)`,
    ],
    path.join(root, 'team.duckdb'),
  );
  await symlink(path.join(outside, 'secret.parquet'), path.join(root, 'link.parquet'));
  await symlink(root, path.join(outside, 'alias'));
  await writeFile(path.join(root, 'broken.parquet'), 'not a parquet file');
  await writeFile(path.join(root, 'notes.txt'), 'x');
});
afterAll(() => rm(outside, { recursive: true, force: true }));

const open = (more: { database?: string; folder?: string } = {}) =>
  duckdb.open({ folder: root, ...more }, { roots: [root], secret });

describe('a DuckDB store reads', () => {
  test.each(['days/*.parquet', '*.csv', '{root}/days/*.parquet', 'days/../days/*.parquet'])(
    '%s as one table, columns matched by name',
    async (name) => {
      const store = await open();
      const dataset = datasetOf(name.replace('{root}', root));
      const extent = await store.extent({ dataset, ...all });
      expect(extent).toEqual({ rows: 48, first, last: first + 2 * day - 3_600_000 });
      const kinds = Object.fromEntries(
        (await store.describe(dataset)).map(({ column, kind }) => [column, kind]),
      );
      expect(kinds).toMatchObject({
        id: 'categorical',
        at: 'time',
        prediction: 'numeric',
        late_column: 'numeric',
      });
      const [profile] = await store.summarize([{ column: 'late_column', kind: 'discrete' }], {
        dataset,
        ...all,
      });
      expect([profile!.rows, profile!.n]).toEqual([48, 24]);
      await store.close();
    },
  );

  test('CSV columns with commas, quotes and apostrophes in names and values', async () => {
    const store = await open();
    const column = `odd "name", ';`;
    const [profile] = await store.summarize([{ column, kind: 'categorical' }], {
      dataset: datasetOf('two.csv'),
      ...all,
    });
    expect(profile).toMatchObject({ counts: new Map([['a,"b"', 24]]) });
    await store.close();
  });

  test('a CSV that grew since it was described', async () => {
    const store = await open();
    const dataset = datasetOf('growing.csv');
    const file = path.join(root, 'growing.csv');
    try {
      await writeFile(file, 'id,at,prediction\na,2024-01-01T00:00:00Z,1\n');
      expect((await store.extent({ dataset, ...all })).rows).toBe(1);
      await writeFile(file, 'id,at,prediction\na,2024-01-01T00:00:00Z,1\nb,2024-01-02T00:00:00Z,2.5\n');
      expect(await store.extent({ dataset, ...all })).toEqual({ rows: 2, first, last: first + day });
    } finally {
      await store.close();
      await rm(file);
    }
  });

  test('the same files for all questions of a check, and those that came meanwhile in the next one', async () => {
    const store = await open();
    const rows = { dataset: datasetOf('fresh-*.parquet'), ...all };
    await write([`COPY (${dayRows('2024-01-01')}) TO '${root}/fresh-1.parquet'`]);
    const check = callOf({});
    await store.describe(rows.dataset, check);
    await write([`COPY (${dayRows('2024-01-02')}) TO '${root}/fresh-2.parquet'`]);
    const [same, next] = [await store.extent(rows, check), await store.extent(rows, callOf({}))];
    expect([same.rows, next.rows]).toEqual([24, 48]);
    await store.close();
  });

  test('no file that was written anew since it was looked up: its rows lie elsewhere', async () => {
    const store = await open();
    const rows = {
      dataset: datasetOf('anew.parquet'),
      window: { from: first, to: first + day },
      version: null,
    };
    const write24 = (from: string) => write([`COPY (${dayRows(from)}) TO '${root}/anew.parquet'`]);
    const layouts: Layout[] = [{ column: 'id', kind: 'categorical' }];
    await write24('2024-01-01');
    const check = callOf({});
    expect((await store.summarize(layouts, rows, check))[0]!.n).toBe(24);
    await write24('2024-01-01 12:00:00');
    await expect(store.summarize(layouts, rows, check)).rejects.toMatchObject({
      code: 'store_down',
      retry: 'later',
      message: 'A file of the store changed while it was read.',
    });
    expect((await store.summarize(layouts, rows, callOf({})))[0]!.n).toBe(12);
    await store.close();
  });

  test('times written as text, dates, and times with a zone as UTC', async () => {
    const times = [
      `'2024-01-01T02:00:00+02:00'`,
      `'2024-01-01'`,
      `DATE '2024-01-01'`,
      `TIMESTAMPTZ '2024-01-01 02:00:00+02'`,
    ];
    await mkdir(path.join(root, 'times'));
    await write(
      times.map(
        (at, i) => `COPY (SELECT 'k' AS id, ${at} AS at, true AS prediction) TO '${root}/times/${i}.parquet'`,
      ),
    );
    const store = await open();
    for (const i of times.keys()) {
      const dataset = datasetOf(`times/${i}.parquet`);
      const inside = { dataset, window: { from: first, to: first + 1 }, version: null };
      expect(await store.extent(inside), times[i]!).toEqual({ rows: 1, first, last: first });
      expect((await store.extent({ ...inside, window: { from: first + 1, to: first + day } })).rows).toBe(0);
      expect((await store.describe(dataset)).find(({ column }) => column === 'at')?.kind).toBe('time');
    }
    await store.close();
  });

  test('tables and views of a database file, with labels in the same rows', async () => {
    const store = await open({ database: 'team.duckdb' });
    const labels: Labels = { source: null, key: 'id', label: 'prediction', time: 'at', delayMs: 0 };
    for (const name of ['predictions', 'main.predictions', 'odd view']) {
      const rows = { dataset: datasetOf(name, { labels }), ...all, labelsUntil: first + 5 * 3_600_000 };
      const outcome = (await store.outcome('regression', rows)) as RegressionOutcome;
      expect([outcome.rows, outcome.labelled, outcome.days[0]!.sumAbs]).toEqual([24, 6, 0]);
    }
    await store.close();
  });
});

describe('a DuckDB store keeps shut', () => {
  test.each([
    '../secret.parquet',
    '{outside}/secret.parquet',
    '../*.parquet',
    'link.parquet',
    'l*.parquet',
    '/etc/passwd',
    'https://example.com/x.parquet',
    's3://bucket/x.parquet',
    'notes.txt',
    'x\0.parquet',
    '~/x.parquet',
  ])('%j', async (name) => {
    const store = await open();
    const fault = await faultOf(store.describe(datasetOf(name.replace('{outside}', outside))));
    expect([fault.code, fault.retry]).toEqual(['not_allowed', 'never']);
    await store.close();
  });

  test('a view that reads outside of its folders', async () => {
    const store = await open({ database: 'team.duckdb' });
    const fault = await faultOf(store.extent({ dataset: datasetOf('leak'), ...all }));
    expect([fault.code, fault.retry]).toEqual(['not_allowed', 'never']);
    expect(fault.message).not.toContain('secret');
    await store.close();
  });

  test('databases outside of its folders, and databases that are not there', async () => {
    expect((await faultOf(open({ database: '../other.duckdb' }))).code).toBe('not_allowed');
    expect((await faultOf(open({ database: 'other.duckdb' }))).code).toBe('table_missing');
    expect(existsSync(path.join(root, 'other.duckdb'))).toBe(false);
  });

  test('a broken file, in words without SQL', async () => {
    const store = await open();
    const fault = await faultOf(store.describe(datasetOf('broken.parquet')));
    expect([fault.code, fault.retry]).toEqual(['store_down', 'never']);
    expect(fault.message).not.toMatch(/select|magic/i);
    expect(fault.cause).toBeInstanceOf(Error);
    await store.close();
  });

  test('nothing that it wrote itself: reading leaves no file behind', async () => {
    const before = await readdir(root);
    const store = await open({ database: 'team.duckdb' });
    await store.extent({ dataset: datasetOf('predictions'), ...all });
    await store.close();
    expect(await readdir(root)).toEqual(before);
  });

  test('a question that takes too long, while others are answered', async () => {
    const store = await open({ database: 'team.duckdb' });
    const aborter = new AbortController();
    const asked = { dataset: datasetOf('slow'), ...all };
    const slow = [
      store.quantiles!(['prediction'], [0.5], asked, { timeoutMs: 200 }),
      store.summarize([{ column: 'prediction', kind: 'discrete' }], asked, { signal: aborter.signal }),
    ].map(faultOf);
    expect((await store.extent({ dataset: datasetOf('predictions'), ...all })).rows).toBe(24);
    aborter.abort();
    for (const fault of await Promise.all(slow))
      expect([fault.code, fault.retry]).toEqual(['store_timeout', 'later']);
    await store.close();
  });
});
