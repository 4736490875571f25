/** A prediction log of a given size as Parquet files, made once and kept in the temporary folder. */
import { existsSync } from 'node:fs';
import { mkdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Dataset } from '../../src/domain/dataset.ts';
import type { Window } from '../../src/lib/time.ts';
import { day } from '../../src/lib/time.ts';
import { columnNames, type LogColumns, usualColumns } from './prediction-columns.ts';

/** Counts up when the rows change, so that no old file is measured. */
const edition = 1;
export const days = 60;
const start = Date.UTC(2026, 0, 1);

export const reference: Window = { from: start, to: start + (days / 2) * day };
export const current: Window = { from: reference.to, to: start + days * day };
export const newDay: Window = { from: start + (days - 1) * day, to: start + days * day };

export interface PredictionLog {
  rows: number;
  folder: string;
  /** Parquet's bytes, of one layout. */
  bytes: number;
}

/** Where each layout lies, as a dataset names it. */
export const layouts = { days: 'days/*.parquet', single: 'all.parquet' } as const;
export type FileLayout = keyof typeof layouts;

export const datasetOf = (layout: FileLayout, names = columnNames): Dataset => ({
  predictions: layouts[layout],
  key: 'id',
  time: 'at',
  prediction: 'prediction',
  features: names.filter((column) => column !== 'prediction').map((column) => ({ column, type: null })),
  segments: [],
});

/** Makes the log, or finds the one of an earlier run. `rows` must fill 60 days evenly. */
export async function predictionLog(rows: number, columns = usualColumns): Promise<PredictionLog> {
  const home = path.join(tmpdir(), 'steward-bench');
  await mkdir(home, { recursive: true });
  const folder = path.join(await realpath(home), `${columns.id}-${edition}-${rows}`);
  if (!existsSync(folder)) await write({ rows, columns }, folder);
  return { rows, folder, bytes: (await stat(path.join(folder, layouts.single))).size };
}

interface Wanted {
  rows: number;
  columns: LogColumns;
}

async function write(wanted: Wanted, folder: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(path.join(unfinished, 'days'), { recursive: true });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    // Nothing of a thousand columns is common, but looking for it takes seconds a file.
    await connection.run(`SET disabled_optimizers = 'common_subexpressions'`);
    const options = '(FORMAT parquet, COMPRESSION zstd)';
    for (let at = 0; at < days; at += 1) {
      const file = path.join(unfinished, 'days', `day-${String(at).padStart(2, '0')}.parquet`);
      await connection.run(`COPY (${rowsSql(wanted, at)}) TO '${file}' ${options}`);
    }
    await connection.run(
      `COPY (SELECT * FROM read_parquet('${unfinished}/${layouts.days}')) TO '${unfinished}/${layouts.single}' ${options}`,
    );
    await rename(unfinished, folder);
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Of one day; time rises with the row number, so each day has its own rows. */
function rowsSql({ rows, columns }: Wanted, at: number): string {
  const [first, last] = [Math.ceil((at * rows) / days), Math.ceil(((at + 1) * rows) / days)];
  return `SELECT i AS id, make_timestamp(${start * 1000} + CAST(floor(t * ${days * day * 1000}) AS BIGINT)) AS at,
  ${columns.sql}
FROM (SELECT i, i / ${rows} AS t FROM range(${first}, ${last}) AS r(i)) AS n`;
}
