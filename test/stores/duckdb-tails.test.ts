import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import type { NumericProfile } from '../../src/methods/summary.ts';
import { duckdbEngine } from '../../src/stores/duckdb/engine.ts';
import { openSession } from '../../src/stores/duckdb/session.ts';
import { sqlStore } from '../../src/stores/sql/store.ts';
import { datasetOf } from '../contract/store-world.ts';

const rows = 30_000;

/** Values of 2024 lie around 0, those of 2025 beside it; each year has one far value in its middle. */
async function write(folder: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const [year, value] of [
    [2024, 'i % 1009 - 504'],
    [2025, '(i % 7) / 8'],
  ] as const) {
    await connection.run(
      `COPY (SELECT i AS id, make_timestamp(${Date.UTC(year, 0, 1) * 1000} + i) AS at, 1 AS prediction,
        CASE WHEN i = 15000 THEN ${year} WHEN i = 15001 THEN 'inf'::DOUBLE ELSE ${value} END AS x
        FROM range(${rows}) AS r(i)) TO '${path.join(folder, `${year}.parquet`)}' (FORMAT parquet)`,
    );
  }
  connection.closeSync();
  instance.closeSync();
}

test('extremes of many rows are looked for in the tails of earlier answers, and are exact where a window has none there', async () => {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'steward-tails-')));
  await write(folder);
  const roots = [folder];
  const session = await openSession({ database: null, roots, memoryLimit: undefined, threads: undefined });
  const engine = duckdbEngine({ session, folder, roots, hasTables: false });
  const asked: string[] = [];
  const store = sqlStore({
    ...engine,
    // As if the files were large.
    within: async (...found) => {
      const relation = await engine.within!(...found);
      return relation && { ...relation, isSmall: false };
    },
    query(sql, ...more) {
      if (sql.includes('cell')) asked.push(/x\) FILTER \(WHERE cell [<>]=/.test(sql) ? 'tails' : 'all');
      return engine.query(sql, ...more);
    },
  });
  const of = (year: number) => ({
    dataset: datasetOf('*.parquet'),
    window: { from: Date.UTC(year, 0, 1), to: Date.UTC(year + 1, 0, 1) },
    version: null,
  });
  try {
    const layouts = await store.fit([{ column: 'x', kind: 'numeric' }], of(2024));
    const found = [];
    for (const year of [2024, 2025, 2025]) {
      const [profile] = (await store.summarize(layouts, of(year))) as [NumericProfile];
      expect([profile.rows, profile.n, profile.nonFinite]).toEqual([rows, rows - 1, 1]);
      found.push([year, profile.min, profile.max]);
    }
    expect(found).toEqual([
      [2024, -504, 2024],
      [2025, 0, 2025],
      [2025, 0, 2025],
    ]);
    // The second window has nothing where the first one had its least values; the third question knows.
    expect(asked).toEqual(['tails', 'tails', 'all', 'tails']);
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
});
