/** Writes the demo's world: prediction logs and labels of three models as a team's store would hold them. */
import { access, cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { day } from '../lib/time.ts';

/** How each set's days are moved so that all share the year in which the bridge emptied. */
export const sets = [
  { model: 'fremont-bridge', set: 'fremont_bridge', days: 0 },
  { model: 'telco-churn', set: 'telco_churn_stationary', days: daysBetween('2023-07-01', '2020-01-06') },
  { model: 'california-housing', set: 'california_housing', days: daysBetween('2021-06-01', '2020-01-01') },
] as const;

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / day;
}

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Makes `predictions/<model>/v1.parquet`, `labels/<model>.parquet` and `steward/*.yaml` below a folder. A world that is
 * there already, with what its trainer wrote since, stays as it is; half a world is never left behind.
 */
export async function prepareDemo(folder: string): Promise<void> {
  if (
    await access(folder).then(
      () => true,
      () => false,
    )
  )
    return;
  const half = `${folder}.${process.pid}`;
  await rm(half, { recursive: true, force: true });
  await mkdir(path.join(half, 'labels'), { recursive: true });
  await cp(path.join(here, 'steward'), path.join(half, 'steward'), { recursive: true });
  const instance = await DuckDBInstance.create(':memory:');
  const duckdb = await instance.connect();
  try {
    for (const { model, set, days } of sets) {
      await mkdir(path.join(half, 'predictions', model), { recursive: true });
      const from = (file: string) => quoted(path.join(here, 'data', set, file));
      const shifted = (column: string) => `${column} + interval (${days}) day as ${column}`;
      const to = (file: string) => `${quoted(path.join(half, file))} (format parquet, compression zstd)`;
      await duckdb.run(`copy (
        select * replace (${shifted('timestamp')}), 'v1' as version from ${from('predictions.parquet')} order by timestamp
      ) to ${to(`predictions/${model}/v1.parquet`)}`);
      await duckdb.run(`copy (
        select * replace (${shifted('label_timestamp')}) from ${from('labels.parquet')}
      ) to ${to(`labels/${model}.parquet`)}`);
    }
  } finally {
    duckdb.closeSync();
    instance.closeSync();
  }
  await rename(half, folder).catch(async (thrown: NodeJS.ErrnoException) => {
    await rm(half, { recursive: true, force: true });
    // Another process was first.
    if (thrown.code !== 'ENOTEMPTY' && thrown.code !== 'EEXIST') throw thrown;
  });
}

const quoted = (file: string): string => `'${file.replaceAll("'", "''")}'`;
