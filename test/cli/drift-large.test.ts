import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DriftReport } from '../../src/cli/drift-report.ts';

let home: string;
const inHome = (name: string) => path.join(home, name);
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'steward-drift-'));
});
afterAll(() => rm(home, { recursive: true }));
const jsonOf = (out: string): DriftReport & { elapsed_ms: number } => JSON.parse(out);

test('a million rows and ten columns stay in DuckDB', async () => {
  const db = await (await DuckDBInstance.create(':memory:')).connect();
  const columns = Array.from({ length: 10 }, (_, i) => `hash(i * 7 + ${i}) % 100003 AS c${i}`).join(', ');
  await db.run(`COPY (SELECT ${columns} FROM range(1000000) t(i)) TO '${inHome('big.parquet')}'`);
  const program = path.resolve(import.meta.dirname, '../../src/cli/steward.js');
  const words = ['drift', '--reference', inHome('big.parquet'), '--current', inHome('big.parquet'), '--json'];
  // 96 MB of JavaScript heap hold the program, not ten million numbers.
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--max-old-space-size=96',
    program,
    ...words,
  ]);
  expect(Object.keys(jsonOf(stdout).columns)).toHaveLength(10);
  expect(jsonOf(stdout).breaches).toEqual([]);
}, 60_000);
