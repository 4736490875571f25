import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { secret } from '../../src/config/secret.ts';
import type { Dataset } from '../../src/domain/dataset.ts';
import { day, type Window } from '../../src/lib/time.ts';
import { stampOf } from '../../src/stores/duckdb/stamp.ts';
import { duckdb } from '../../src/stores/duckdb.ts';

const start = Date.UTC(2026, 0, 1);
const windows: Window[] = [0, 1, 2].map((at) => ({ from: start + at * day, to: start + (at + 1) * day }));
const noon = (at: number) => `make_timestamp(${(start + (at + 0.5) * day) * 1000})`;

test.each(['parquet', 'csv'])(
  'a stamp changes with the rows of its window and no others: %s',
  async (extension) => {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'steward-stamps-')));
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const write = (name: string, days: number[]) =>
      connection.run(
        `COPY (SELECT * FROM (VALUES ${days.map((at) => `(${noon(at)}, 1.0)`).join(', ')}) AS t("at", x)) TO '${folder}/${name}.${extension}'`,
      );
    const store = await duckdb.open({ folder }, { roots: [folder], secret });
    const stampsOf = (name: string) => {
      const dataset: Dataset = {
        predictions: `${name}.${extension}`,
        key: 'x',
        time: 'at',
        prediction: 'x',
        features: null,
        segments: [],
      };
      return store.stamps!({ dataset, window: null, version: null }, windows);
    };
    const changed = (before: string[], after: string[]) => before.map((stamp, at) => stamp !== after[at]);
    try {
      await write('day-0', [0, 0]);
      await write('day-1', [1]);
      const days = await stampsOf('day-*');
      expect(await stampsOf('day-*')).toEqual(days);
      await write('day-1b', [1]);
      await write('day-2', [2]);
      expect(changed(days, await stampsOf('day-*'))).toEqual([false, true, true]);
      // One file that grows: its own change says nothing about its days.
      await write('all', [0, 1, 2]);
      const all = await stampsOf('all');
      await write('all', [0, 1, 1, 2]);
      expect(changed(all, await stampsOf('all'))).toEqual([false, true, false]);
    } finally {
      await store.close();
      connection.closeSync();
      instance.closeSync();
      await rm(folder, { recursive: true, force: true });
    }
  },
);

test('a file that goes away while it is looked at is a fault, not a crash', async () => {
  await expect(stampOf('/nowhere/day-0.parquet')).rejects.toMatchObject({
    code: 'table_missing',
    message: 'A file of the store is gone.',
  });
});
