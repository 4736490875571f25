import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { secret } from '../../src/config/secret.ts';
import type { Footer, RowGroup } from '../../src/stores/duckdb/footers.ts';
import { sampled } from '../../src/stores/duckdb/sample.ts';
import { duckdb } from '../../src/stores/duckdb.ts';

const group = (first: number, rows: number, [low, high]: [number, number], complete = true): RowGroup => ({
  first,
  rows,
  low,
  high,
  complete,
});
const footer = (file: string, ...groups: RowGroup[]): Footer => ({
  file,
  stamp: file,
  schema: 'same',
  groups,
});
const wanted = { shares: [0, 0.25, 0.5, 0.999], rows: 10 };
/** File, and the first rows of both stretches of each place, which have five rows each, no two the same. */
const placesOf = (footers: Footer[], window: { from: number; to: number } | null = null) =>
  sampled(footers, window, wanted)?.map(({ from, where, limit }) => {
    const [first, end, firstEnd, second] = [...where.matchAll(/\d+/g)].map(([number]) => Number(number));
    expect([limit, firstEnd, end]).toEqual([10, first! + 5, second! + 5]);
    return [/'(.*)'/.exec(from)![1], first, second];
  });

test('places follow the order of time, not of the files, and end with their row group', () => {
  const late = footer('a', group(0, 100, [5000, 5999]), group(100, 100, [6000, 6999]));
  const early = footer('b', group(0, 200, [1000, 1999]));
  expect(placesOf([late, early])).toEqual([
    ['b', 0, 100],
    ['b', 34, 168],
    ['a', 0, 50],
    ['a', 100, 167],
  ]);
});

test('a window has places inside of it alone, and none where much of it is not known to be inside', () => {
  const groups = [1, 2, 3, 4].map((at) => group(at * 100, 100, [at * 1000, at * 1000 + 999]));
  expect(placesOf([footer('a', ...groups)], { from: 2, to: 5 })).toEqual([
    ['a', 200, 250],
    ['a', 209, 276],
    ['a', 300, 350],
    ['a', 400, 467],
  ]);
  expect(placesOf([footer('a', ...groups)], { from: 2.5, to: 4.5 })).toBeUndefined();
  const gaps = groups.map((one) => ({ ...one, complete: false }));
  expect(placesOf([footer('a', ...gaps)], { from: 2, to: 5 })).toBeUndefined();
});

test('no places in small row groups, few rows and files of different columns', () => {
  const small = Array.from({ length: 100 }, (_, at) => group(at * 9, 9, [at, at]));
  expect(placesOf([footer('a', ...small)])).toBeUndefined();
  expect(placesOf([footer('a', group(0, 199, [0, 1]))])).toBeUndefined();
  const large = footer('a', group(0, 500, [0, 1]));
  expect(placesOf([large])).toHaveLength(4);
  expect(placesOf([large, { ...large, schema: 'another' }])).toBeUndefined();
});

test('a grid is fitted to rows from all over the files', async () => {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'steward-sample-')));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = (from: number) =>
    `SELECT i AS id, make_timestamp(i * 1000000) AS "at", i::DOUBLE AS x, i % 3 AS few FROM range(${from}, ${from + 20_000}) AS r(i)`;
  for (const [name, from] of [['a', 20_000] as const, ['b', 0] as const]) {
    await connection.run(`COPY (${rows(from)}) TO '${folder}/${name}.parquet' (ROW_GROUP_SIZE 4096)`);
  }
  const store = await duckdb.open({ folder }, { roots: [folder], secret });
  const dataset = {
    predictions: '*.parquet',
    key: 'id',
    time: 'at',
    prediction: 'x',
    features: null,
    segments: [],
  };
  try {
    const requests = ['x', 'few'].map((column) => ({ column, kind: 'numeric' as const }));
    const range = { dataset, window: { from: 0, to: 36_864_000 }, version: null };
    const [x, few] = await store.fit(requests, range);
    expect(few).toEqual({ column: 'few', kind: 'discrete' });
    const [profile] = await store.summarize([x!], range);
    if (profile?.kind !== 'numeric') throw new Error('not numeric');
    expect(profile.n).toBe(36_864);
    // Fitted to the first rows alone, the outermost cells would hold hundreds.
    expect(Math.max(...profile.counts)).toBeLessThan(80);
  } finally {
    await store.close();
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
});
