import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { secret } from '../../src/config/secret.ts';
import type { NumericLayout } from '../../src/methods/summary.ts';
import { duckdb } from '../../src/stores/duckdb.ts';
import { datasetOf } from '../contract/store-world.ts';

/**
 * 60 times 0, seven NaN, five NULL and three times −0, of which the footer says that they lie between −0 and 0. DuckDB writes no such footers;
 * made by pyarrow 26.0.1: `write_table(table({'x': […]}), …, compression='none', use_dictionary=False, store_schema=False)`.
 */
const file = Buffer.from(
  [
    'UEFSMRUAFfIIFfIILBWWARUAFQYVBhwYCAAAAAAAAAAAGAgAAAAAAAAAgBYKKAgAAAAAAAAAABgIAAAAAAAAAIAREQAAAAUAAACGAQED4AAAAA',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPh/AAAAAAAA+H8AAA',
    'AAAAD4fwAAAAAAAPh/AAAAAAAA+H8AAAAAAAD4fwAAAAAAAPh/AAAAAAAAAIAAAAAAAAAAgAAAAAAAAACAFQQZLDUAGAZzY2hlbWEVAgAVCiUC',
    'GAF4ABaWARkcGRwmABwVChklBgAZGAF4FQAWlgEW9gkW9gkmCDwYCAAAAAAAAAAAGAgAAAAAAAAAgBYKKAgAAAAAAAAAABgIAAAAAAAAAIAREQ',
    'AZHBUAFQAVAgA8KQYZJgqMAQAAABb2CRaWASYIFvYJACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNi4wLjEZHBwAAACwAAAAUEFSMQ==',
  ].join(''),
  'base64',
);

test('NaN is not taken for the zeros between which a footer says that all numbers lie', async () => {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'steward-nan-')));
  await writeFile(path.join(folder, 'x.parquet'), file);
  const store = await duckdb.open({ folder }, { roots: [folder], secret });
  try {
    const bent = { center: 0, scale: 1 };
    const layouts = [bent, { ...bent, even: true as const }].flatMap((grid): NumericLayout[] => [
      { column: 'x', kind: 'numeric', grid },
      { column: 'x', kind: 'numeric', grid, usual: 0, ends: true },
      { column: 'x', kind: 'numeric', grid, usual: null },
    ]);
    const rows = { dataset: datasetOf('x.parquet', { time: 'x' }), window: null, version: null };
    for (const profile of await store.summarize(layouts, rows)) {
      expect(profile).toMatchObject({ rows: 75, n: 63, missing: 12, nonFinite: 7 });
    }
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
});
