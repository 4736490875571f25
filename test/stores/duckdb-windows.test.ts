import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { secret } from '../../src/config/secret.ts';
import type { Dataset } from '../../src/domain/dataset.ts';
import { day, hour, type Window } from '../../src/lib/time.ts';
import type { NumericProfile } from '../../src/methods/summary.ts';
import { extentOf, type RowGroup } from '../../src/stores/duckdb/footers.ts';
import { isByColumn, narrowed, reachOf } from '../../src/stores/duckdb/narrow.ts';
import { duckdb } from '../../src/stores/duckdb.ts';
import { random } from '../methods/profile-of.ts';

const start = Date.UTC(2026, 0, 1);
const rowsOf = 10_000;
let folder: string;
let instance: DuckDBInstance;

/** Row i of a file; times rise by 8.64 s, or jump about. */
const rowsSql = (at: string, extra = '') =>
  `SELECT 'r' || i AS id, make_timestamp(${start * 1000} + ${at}) AS at, i * 0.25 AS x, 'v1' AS version${extra} FROM range(${rowsOf}) AS r(i)`;
const rising = 'i * 8640000';
const jumping = '(hash(i) % 10000)::BIGINT * 8640000';

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'steward-windows-')));
  instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const files: Record<string, string> = {
    'rising/a': rowsSql(rising),
    'rising/b': rowsSql(`${rising} + ${day * 1000}`),
    'rising/c': rowsSql(`${rising} + ${2 * day * 1000}`),
    'jumping/a': rowsSql(jumping),
    'mixed/a': rowsSql(rising),
    'mixed/b': rowsSql(jumping),
    'zoned/a': rowsSql(rising).replace('make_timestamp(', 'make_timestamptz('),
    'gaps/a': rowsSql(rising).replace(
      ' AS at',
      ' + CASE WHEN i % 7 = 0 THEN NULL ELSE INTERVAL 0 SECOND END AS at',
    ),
    'grown/a': rowsSql(rising),
    'grown/b': rowsSql(`${rising} + ${day * 1000}`, ', i AS later'),
    'taken/a': rowsSql(rising, ', 5 AS file_row_number'),
    'dated/a': rowsSql(`${rising} * 10`)
      .replace('make_timestamp', 'CAST(make_timestamp')
      .replace(' AS at', ' AS DATE) AS at'),
    'nanos/a': rowsSql(rising)
      .replace('make_timestamp', 'CAST(make_timestamp')
      .replace(' AS at', ' AS TIMESTAMP_NS) AS at'),
    'untyped/a': rowsSql(rising),
    // As a file without any time is written by who derives types from values.
    'untyped/b': `SELECT 'r' || i AS id, NULL::INTEGER AS at, i * 0.25 AS x, 'v1' AS version FROM range(100) AS r(i)`,
  };
  for (const [name, sql] of Object.entries(files)) {
    const target = path.join(folder, `${name.replace('/', '-')}.parquet`);
    await connection.run(`COPY (${sql}) TO '${target}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`);
  }
  connection.closeSync();
});
afterAll(async () => {
  instance.closeSync();
  await rm(folder, { recursive: true, force: true });
});

const datasetOf = (name: string): Dataset => ({
  predictions: `${name}-*.parquet`,
  key: 'id',
  time: 'at',
  prediction: 'x',
  features: null,
  segments: [],
});

async function counted(name: string, { from, to }: Window) {
  const connection = await instance.connect();
  const found = await connection.runAndReadAll(
    `SELECT count(*)::DOUBLE AS n, coalesce(sum(x), 0)::DOUBLE AS sum, epoch_ms(min("at"))::DOUBLE AS first, ` +
      `epoch_ms(max("at"))::DOUBLE AS last FROM read_parquet('${folder}/${name}-*.parquet', union_by_name = true) ` +
      `WHERE epoch_ms("at") >= ${from} AND epoch_us("at") < ${to * 1000}`,
  );
  connection.closeSync();
  const [n, sum, first, last] = found.getRows()[0] as [number, number, number | null, number | null];
  return { n, sum, extent: { rows: n, first, last } };
}

describe('a window over Parquet files has exactly its rows', () => {
  for (const name of [
    'rising',
    'jumping',
    'mixed',
    'zoned',
    'gaps',
    'grown',
    'taken',
    'dated',
    'nanos',
    'untyped',
  ]) {
    test(`${name}: whole files, whole row groups, and edges in the middle of one`, async () => {
      const store = await duckdb.open({ folder }, { roots: [folder], secret });
      const dataset = datasetOf(name);
      const uniform = random(name.length);
      const windows: Window[] = [
        { from: start, to: start + day },
        { from: start, to: start + 3 * day },
        { from: start + day, to: start + 2 * day },
        { from: start - day, to: start },
        { from: start + hour, to: start + hour },
        ...Array.from({ length: 8 }, () => {
          const from = start + Math.floor(uniform() * 3 * day);
          return { from, to: from + Math.floor(uniform() * 2 * day) };
        }),
      ];
      for (const window of windows) {
        const rows = { dataset, window, version: null };
        const wanted = await counted(name, window);
        const extent = await store.extent(rows);
        const [profile] = await store.summarize(
          [{ column: 'x', kind: 'numeric', grid: { center: 0, scale: 100 } }],
          rows,
        );
        expect(extent).toEqual(wanted.extent);
        expect(profile).toMatchObject({ rows: wanted.n, n: wanted.n });
        const { sums } = profile as NumericProfile;
        expect(sums.reduce((sum, cell) => sum + cell, 0)).toBeCloseTo(wanted.sum, 3);
      }
      await store.close();
    });
  }

  test('also when a file changes between two checks', async () => {
    const store = await duckdb.open({ folder }, { roots: [folder], secret });
    const rows = { dataset: datasetOf('changing'), window: { from: start, to: start + day }, version: null };
    const connection = await instance.connect();
    const write = (at: string) =>
      connection.run(
        `COPY (${rowsSql(at)}) TO '${folder}/changing-a.parquet' (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
      );
    await write(rising);
    expect((await store.extent(rows)).rows).toBe(rowsOf);
    await write('i * 17280000');
    connection.closeSync();
    expect((await store.extent(rows)).rows).toBe(rowsOf / 2);
    await store.close();
  });
});

describe('times are compared only where a footer leaves a doubt', () => {
  const group = (first: number, low: number, high: number, complete = true): RowGroup => ({
    first,
    rows: 10,
    low,
    high,
    complete,
  });
  const footer = (file: string, ...groups: RowGroup[]) => ({ file, stamp: file, schema: 'same', groups });
  const span = { from: 100, to: 200, condition: 'IN_TIME' };
  const comparisons = (narrow: ReturnType<typeof narrowed>) => narrow!(null).split('IN_TIME').length - 1;

  test('not in files that lie inside; those outside are not opened', () => {
    const narrow = narrowed(
      [
        footer('before', group(0, 0, 99)),
        footer('in', group(0, 100, 150)),
        footer('after', group(0, 200, 300)),
      ],
      span,
    );
    expect(comparisons(narrow)).toBe(0);
    expect(narrow!(null)).toContain("'in'");
    expect(narrow!(null)).not.toMatch(/'before'|'after'/);
  });
  test('in a file without all times, and where a footer says nothing', () => {
    expect(comparisons(narrowed([footer('a', group(0, 120, 150, false))], span))).toBe(1);
    const silent = { ...group(0, 0, 0), low: null, high: null };
    expect(comparisons(narrowed([footer('a', silent)], span))).toBe(1);
  });
  test('before and after the row groups that lie inside, which are read by number', () => {
    const narrow = narrowed(
      [footer('a', group(0, 50, 110), group(10, 110, 140), group(20, 140, 199), group(30, 199, 230))],
      span,
    );
    expect(comparisons(narrow)).toBe(2);
    expect(narrow!(null)).toContain('file_row_number >= 10 AND file_row_number < 30');
    // Of a thousand columns none but those that are wanted are named anywhere.
    const selects = narrow!(['x', 'a "b"']).match(/SELECT .*? FROM/g);
    expect(selects).toEqual(Array(3).fill('SELECT "x", "a ""b""" FROM'));
  });
  test('and in all files when they differ in their columns', () => {
    const other = { ...footer('b', group(0, 100, 150)), schema: 'another' };
    expect(narrowed([footer('a', group(0, 100, 150)), other], span)).toBeNull();
  });
});

test('what reaches into a window, and whether all of it lies inside', () => {
  const group = (low: number, high: number): RowGroup => ({ first: 0, rows: 10, low, high, complete: true });
  const footers = [
    { file: 'a', stamp: 'a', schema: 'same', groups: [group(0, 4), group(5, 9)] },
    { file: 'b', stamp: 'b', schema: 'same', groups: [group(10, 19)] },
  ];
  expect(reachOf(footers, { from: 0, to: 10 })).toEqual({ files: 1, rows: 20, whole: true });
  expect(reachOf(footers, { from: 5, to: 15 })).toEqual({ files: 2, rows: 20, whole: false });
});

describe('columns are read one by one', () => {
  const asked = (columns: number, isSmall = false) => ({ columns, isSmall });
  const month = { files: 30, rows: 500_000, whole: true };
  test('unless opening the files again for each costs more than reading them', () => {
    expect(isByColumn(month, asked(30))).toBe(true);
    expect(isByColumn(month, asked(1000))).toBe(false);
    expect(isByColumn({ ...month, files: 1 }, asked(1000))).toBe(true);
  });
  test('also where that costs more, if so many rows would fill the memory', () => {
    expect(isByColumn({ ...month, files: 3000, rows: 1_500_000 }, asked(1000))).toBe(true);
  });
  test('not of few rows whose times are compared, for each column anew', () => {
    const few = { files: 1, rows: 100_000, whole: false };
    expect(isByColumn(few, asked(30, true))).toBe(false);
    expect(isByColumn({ ...few, whole: true }, asked(30, true))).toBe(true);
  });
});

describe('the extent of a window is told by footers', () => {
  const group = (low: number | null, high: number | null, complete = true): RowGroup => ({
    first: 0,
    rows: 10,
    low,
    high,
    complete,
  });
  const extent = (window: Window | null, ...groups: RowGroup[]) =>
    extentOf([{ file: 'a', stamp: 'a', schema: 'same', groups }], window);
  const window = { from: -2, to: 5 };

  test('of row groups that lie inside, in whole ms towards 1970 as engines say them', () => {
    const groups = [group(-9000, -2001), group(-1500, 10), group(0, 4999), group(5000, 9000)];
    expect(extent(window, ...groups)).toEqual({ rows: 20, first: -1, last: 4 });
    expect(extent(null, ...groups)).toEqual({ rows: 40, first: -9, last: 9 });
    expect(extent(window, group(5000, 9000))).toEqual({ rows: 0, first: null, last: null });
  });
  test('not where one reaches over an end, rows have no time, the footer is silent or the window is none', () => {
    expect(extent(window, group(-2001, 0))).toBeNull();
    expect(extent(window, group(0, 5000))).toBeNull();
    expect(extent(null, group(0, 5, false))).toBeNull();
    expect(extent(null, group(null, null))).toBeNull();
    expect(extent({ from: Number.NaN, to: 5 }, group(0, 1))).toBeNull();
  });
});
