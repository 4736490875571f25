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
const wanted = { stretches: 8, rows: 5 };
/** File and first rows of the stretches of each place, which have five rows each. */
const placesOf = (footers: Footer[], window: { from: number; to: number } | null = null) =>
  sampled(footers, window, wanted)?.map(({ from, where, limit }) => {
    const [first, end, ...ranges] = [...where.matchAll(/\d+/g)].map(([number]) => Number(number));
    const firsts = ranges.filter((_, at) => at % 2 === 0);
    expect(ranges).toEqual(firsts.flatMap((one) => [one, one + 5]));
    expect([first, end, limit]).toEqual([firsts[0], firsts.at(-1)! + 5, firsts.length * 5]);
    return { file: /'(.*)'/.exec(from)![1]!, firsts };
  });

test('a place is some stretches of one row group, apart from each other, of as few row groups as tell several times', () => {
  const many = (groups: number) =>
    footer('a', ...Array.from({ length: groups }, (_, at) => group(at * 1000, 1000, [at * 10, at * 10 + 9])));
  for (const [groups, visits] of [
    [1, 1],
    [2, 2],
    [6, 2],
    [8, 3],
    [100, 4],
  ]) {
    const places = placesOf([many(groups!)])!;
    const visited = places.map(({ firsts }) => new Set(firsts.map((first) => Math.floor(first / 1000))));
    expect(visited.map(({ size }) => size)).toEqual(Array(visits).fill(1));
    expect(new Set(visited.flatMap((of) => [...of])).size).toBe(visits);
    const firsts = places.flatMap((place) => place.firsts).sort((a, b) => a - b);
    expect(firsts).toHaveLength(8);
    for (const [at, first] of firsts.slice(1).entries()) expect(first - firsts[at]!).toBeGreaterThan(5);
    expect(firsts.at(-1)).toBeLessThanOrEqual(groups! * 1000 - 5);
  }
});

test('places follow the order of time, not of the files', () => {
  const late = footer('a', group(0, 100, [5000, 5999]), group(100, 100, [6000, 6999]));
  const early = footer('b', group(0, 200, [1000, 1999]));
  const places = placesOf([late, early])!;
  expect(places.map(({ file }) => file)).toEqual(['b', 'a']);
  // Three quarters of the rows on, the later row group of the later file.
  expect(places[1]!.firsts.every((first) => first >= 100 && first <= 195)).toBe(true);
});

test('row groups of any size are looked at once each, the last of them too', () => {
  for (const sizes of [
    [9000, 3000],
    [12_000, 1500],
    [1500, 12_000],
    [122_880, 2000, 2000],
    [400, 9000, 300, 3000],
  ]) {
    let first = 0;
    const groups = sizes.map((rows, at) => {
      first += rows;
      return group(first - rows, rows, [at * 10, at * 10 + 9]);
    });
    const places = sampled([footer('a', ...groups)], null, { stretches: 8, rows: 256 })!;
    const seen = places.map(({ where }) => Number(/>= (\d+)/.exec(where)![1]));
    const indices = seen.map((at) => groups.findIndex((one) => at >= one.first && at < one.first + one.rows));
    expect(new Set(indices).size).toBe(2);
  }
});

test('a window has places inside of it alone, and none where much of it is not known to be inside', () => {
  const groups = [1, 2, 3, 4].map((at) => group(at * 100, 100, [at * 1000, at * 1000 + 999]));
  const firsts = placesOf([footer('a', ...groups)], { from: 2, to: 5 })!.flatMap((place) => place.firsts);
  expect(firsts.every((first) => first >= 200 && first <= 495)).toBe(true);
  expect(placesOf([footer('a', ...groups)], { from: 2.5, to: 4.5 })).toBeUndefined();
  const gaps = groups.map((one) => ({ ...one, complete: false }));
  expect(placesOf([footer('a', ...gaps)], { from: 2, to: 5 })).toBeUndefined();
});

test('no places in small row groups, few rows and files of different columns', () => {
  const small = Array.from({ length: 100 }, (_, at) => group(at * 19, 19, [at, at]));
  expect(placesOf([footer('a', ...small)])).toBeUndefined();
  expect(placesOf([footer('a', group(0, 199, [0, 1]))])).toBeUndefined();
  const large = footer('a', group(0, 500, [0, 1]));
  expect(placesOf([large])).toHaveLength(1);
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
