// What parts of very many, of equally common and of missing values are told by, where every rule of naming them meets another.
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { secret } from '../../src/config/secret.ts';
import { day } from '../../src/lib/time.ts';
import { binned, binsOf, resolution } from '../../src/methods/bins.ts';
import type { Layout, ValueProfile } from '../../src/methods/summary.ts';
import type { Store } from '../../src/stores/contract.ts';
import { duckdb } from '../../src/stores/duckdb.ts';

const start = Date.UTC(2026, 0, 1);
const many = 300_000;
const columns = {
  // Seventy of which twenty-one are as common as the fiftieth, by text and by number.
  tied: `'k' || least(i % 71, 69)`,
  tied_number: 'least(i % 71, 69)',
  // A tenth is common, the others have two rows each: more than a store names.
  pairs: `CASE WHEN i % 10 = 0 THEN 'common ' || i % 7 ELSE 'p' || i // 2 END`,
  ids: 'i',
  // Some rows to themselves, but fewer than an open column has.
  few_once: `CASE WHEN i % 1000 = 0 THEN 'once ' || i ELSE 'c' || i % 48 END`,
  open: `CASE WHEN i % 100 < 2 THEN 'once ' || i WHEN i % 100 = 2 THEN 'four ' || i // 400 ELSE 'c' || i % 10 END`,
  gaps: `CASE WHEN i % 3 = 0 THEN NULL WHEN i % 3 = 1 THEN 'nan'::DOUBLE ELSE i % 90 END`,
  steps: 'i % 500',
  halves: 'CASE WHEN i % 2 = 0 THEN 0 ELSE sin(i) END',
};
const layouts: Layout[] = [
  ...['tied', 'tied_number', 'pairs', 'ids', 'few_once', 'open', 'gaps'].map(
    (column): Layout => ({ column, kind: 'categorical' }),
  ),
  { column: 'gaps', kind: 'discrete' },
  { column: 'steps', kind: 'numeric', grid: { center: 0, scale: 100 }, stepped: true },
  { column: 'halves', kind: 'numeric', grid: { center: 0, scale: 0.5 }, ends: true, usual: 0 },
  { column: 'gaps', kind: 'numeric', grid: { center: 0, scale: 20 }, usual: null },
];
let folder: string;
let store: Store;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'steward-parts-')));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const written = Object.entries(columns).map(([name, sql]) => `${sql} AS ${name}`);
  await connection.run(
    `COPY (SELECT make_timestamp(${start * 1000} + (hash(i) % ${10 * day})::BIGINT * 1000) AS at, ${written.join(', ')} ` +
      `FROM range(${many}) AS r(i)) TO '${folder}/log.parquet' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  store = await duckdb.open(duckdb.config.parse({}), { roots: [folder], secret: (name) => secret(name, {}) });
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

test('parts have the counts in the bins of the whole that they have as profiles, however values are named', async () => {
  const dataset = {
    predictions: `${folder}/log.parquet`,
    key: 'ids',
    time: 'at',
    prediction: 'steps',
    features: null,
    segments: [],
  };
  const rows = { dataset, window: null, version: null };
  const windows = [2, 3, 6].map((at) => ({ from: start + at * day, to: start + (at + 1) * day }));
  const found = await store.summarizeWithParts!(layouts, rows, { windows, resolution });
  const whole = await store.summarize(layouts, rows);
  const named = (at: number) => (whole[at] as ValueProfile).counts.size;
  expect([named(2), named(3)]).toEqual([100_000, 100_000]);
  for (const [at, window] of windows.entries()) {
    const alone = await store.summarize(layouts, { ...rows, window });
    for (const [k, { column }] of layouts.entries()) {
      const bins = binsOf(whole[k]!);
      const counts = binned(bins, found.parts[at]![k]!);
      expect(counts, column).toEqual(binned(bins, alone[k]!));
      expect(counts.filter((count) => count > 0).length, column).toBeGreaterThan(column === 'ids' ? 0 : 6);
    }
  }
  for (const [k, profile] of whole.entries()) {
    const { column, n, missing, rows: all } = found.profiles[k]!;
    expect({ column, n, missing, rows: all }).toEqual({
      column: profile.column,
      n: profile.n,
      missing: profile.missing,
      rows: many,
    });
    expect(binned(binsOf(profile), found.profiles[k]!)).toEqual(binned(binsOf(profile), profile));
  }
});
