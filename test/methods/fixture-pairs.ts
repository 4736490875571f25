/** Published values of the data sets, and their rows through a real store. */
import { readFileSync } from 'node:fs';
import { secret } from '../../src/config/secret.ts';
import type { Dataset, Task } from '../../src/domain/dataset.ts';
import type { VersionId } from '../../src/domain/ids.ts';
import type { Window } from '../../src/lib/time.ts';
import { duckdb } from '../../src/stores/duckdb.ts';

export const folder = new URL('../fixtures/data/', import.meta.url).pathname;
export const later = Date.UTC(2100, 0);

export const tasks = {
  fremont_bridge: 'regression',
  bike_sharing: 'regression',
  telco_churn_stationary: 'binary',
  california_housing: 'binary',
  weather_year_shuffled: 'binary',
} as const satisfies Record<string, Task>;
export type SetName = keyof typeof tasks;
export const sets = Object.keys(tasks) as SetName[];

// biome-ignore lint/suspicious/noExplicitAny: a published file of many shapes, read by name.
export const expectedOf = (set: SetName): any =>
  JSON.parse(readFileSync(`${folder}${set}/expected.json`, 'utf8'));

export const openFixtures = () => duckdb.open({}, { roots: [folder], secret });

export const datasetOf = (set: SetName, file = 'predictions.parquet'): Dataset => ({
  predictions: `${set}/${file}`,
  key: 'prediction_id',
  time: 'timestamp',
  prediction: 'prediction',
  ...(tasks[set] === 'binary' && { score: 'predicted_probability' }),
  features: null,
  segments: [],
  labels: {
    source: `${set}/labels.csv`,
    key: 'prediction_id',
    label: 'label',
    time: 'label_timestamp',
    delayMs: 0,
  },
});

export const windowOf = ({ from, to }: { from: string; to: string }): Window => ({
  from: Date.parse(`${from}Z`),
  to: Date.parse(`${to}Z`),
});

export const pairOf = (set: SetName, window: Window | null) => ({
  dataset: datasetOf(set),
  window,
  version: null,
  champion: 'champion' as VersionId,
  challenger: 'challenger' as VersionId,
  labelsUntil: later,
  challengerDataset: datasetOf(set, 'challenger.parquet'),
});

/** The window of the comparison called `all_analysis`: everything after the reference. */
export const analysisOf = (set: SetName): Window => ({
  from: windowOf(expectedOf(set).performance.reference).to,
  to: later,
});

/** Relative where numbers are large, absolute where they are small. */
export const apart = (a: number, b: number): number => Math.abs(a - b) / Math.max(1e-3, Math.abs(b));
