import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { secret } from '../../src/config/secret.ts';
import type { Dataset } from '../../src/domain/dataset.ts';
import { decileDrift } from '../../src/monitors/deciles.ts';
import { watched } from '../../src/monitors/watched.ts';
import type { Rows } from '../../src/stores/contract.ts';
import { duckdb } from '../../src/stores/duckdb.ts';
import { memoryStore } from './memory-store.ts';

const folder = new URL('../fixtures/data/', import.meta.url).pathname;
const store = await duckdb.open({}, { roots: [folder], secret });
afterAll(() => store.close());

const datasetOf = (set: string): Dataset => ({
  predictions: `${set}/predictions.parquet`,
  key: 'prediction_id',
  time: 'timestamp',
  prediction: 'prediction',
  features: null,
  segments: [],
});

test.each([
  'telco_churn_stationary',
  'weather_year_shuffled',
  'california_housing',
  'fremont_bridge',
  'bike_sharing',
])('through DuckDB, every published score of %s agrees to 1e-9', async (set) => {
  const expected = JSON.parse(readFileSync(`${folder}${set}/expected.json`, 'utf8'));
  const dataset = datasetOf(set);
  const columns = watched(dataset, null, await store.describe(dataset)).requests.filter(
    ({ column }) => column !== 'prediction' || expected.schema.numeric.includes(column),
  );
  const rows = (from: string, to: string): Rows => ({
    dataset,
    window: { from: Date.parse(`${from}Z`), to: Date.parse(`${to}Z`) },
    version: null,
  });
  const [period] = Object.values<Record<string, never>>(expected.drift.fixed_reference);
  const found = await decileDrift(store, {
    columns,
    pair: {
      reference: rows(period!.ref_from!, period!.ref_to!),
      current: rows(period!.from!, period!.to!),
    },
  });
  let compared = 0;
  for (const { column, n, referenceN, scores } of found) {
    const published: Record<string, number> = period!.columns![column]!;
    expect([n, referenceN].every((rows) => rows > 0)).toBe(true);
    for (const [actual, name] of [
      [scores!.psi, 'psi'],
      [scores!.jensen_shannon, 'js'],
      [scores!.hellinger, 'hellinger'],
      [scores!.l_infinity, 'l_infinity'],
      [scores!.ks_statistic, 'ks_stat'],
      [scores!.wasserstein_normed, 'wasserstein_norm'],
    ] as const) {
      if (published[name] == null) continue;
      const off = Math.abs(actual! - published[name]) / Math.max(1, Math.abs(published[name]));
      expect(off, `${column} ${name} ${actual} ${published[name]}`).toBeLessThan(1e-9);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(25);
});

test('a store without exact quantiles says so', async () => {
  const dataset = datasetOf('x');
  const rows = { dataset, window: null, version: null };
  const asked = decileDrift(memoryStore([], { x: 'numeric' }), {
    columns: [{ column: 'x', kind: 'numeric' }],
    pair: { reference: rows, current: rows },
  });
  await expect(asked).rejects.toMatchObject({ code: 'lacks_quantiles', retry: 'never' });
});
