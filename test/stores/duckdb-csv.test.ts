// Types of a CSV's columns are guessed from its texts, and some of them must not be.
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { secret } from '../../src/config/secret.ts';
import type { VersionId } from '../../src/domain/ids.ts';
import { duckdb } from '../../src/stores/duckdb.ts';
import { datasetOf } from '../contract/store-world.ts';

let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'steward-csv-')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('versions in a CSV as they are written: 1.10 is another than 1.1', async () => {
  const store = await duckdb.open({ folder }, { roots: [folder], secret });
  const dataset = { ...datasetOf('versions.csv'), version: 'version' };
  const rows = ['1.1', '1.10', '1.10', ''].map(
    (version, at) => `k${at},2024-01-01T0${at}:00:00Z,1,${version}`,
  );
  await writeFile(path.join(folder, 'versions.csv'), ['id,at,prediction,version', ...rows].join('\n'));
  const found = [];
  for (const version of ['1.1', '1.10', null]) {
    found.push((await store.extent({ dataset, window: null, version: version as VersionId | null })).rows);
  }
  expect(found).toEqual([1, 2, 4]);
  await store.close();
});
