// What the doctor sees of a model's tables: whether they are there, with rows and columns, and whether labels find their predictions.
import { type Dataset, type Labels, timeless } from '../domain/dataset.ts';
import type { Model } from '../domain/model.ts';
import { day, type Instant, sayInstant } from '../lib/time.ts';
import type { Store } from '../stores/contract.ts';
import { type Answer, fail, ok, warning } from './diagnosis.ts';
import { columnsOf } from './open-files.ts';

type Columns = (string | null | undefined)[];

export function askPredictions(store: Store, { dataset }: Pick<Model, 'dataset'>): Promise<Answer> {
  const { key, time, version, prediction, score, features, segments } = dataset;
  const named = [...segments, ...(features ?? []).map(({ column }) => column)];
  return askTable(store, dataset, [key, time, version, prediction, score, ...named]);
}

interface Labelled extends Pick<Model, 'dataset' | 'task'> {
  labels: Labels;
  now: Instant;
}

/** The table, and how many of the predictions of a week have a label: that of the newest that should have one. */
export async function askLabels(store: Store, { dataset, task, labels, now }: Labelled): Promise<Answer> {
  const { source, key, label, time, delayMs } = labels;
  const { version: _, ...own } = dataset;
  const table = { ...own, predictions: source ?? dataset.predictions, time: time ?? timeless };
  const found = await askTable(store, table, [key, label, time]);
  if (found.result !== 'ok') return found;
  const all = { dataset: { ...dataset, labels }, version: null };
  const { last } = await store.extent({ ...all, window: null });
  const to = Math.min(last ?? now, now) - delayMs + 1;
  const window = { from: to - 7 * day, to };
  const { rows, labelled } = await store.outcome(task, { ...all, window, labelsUntil: now });
  const week = `the ${rows} predictions of the week to ${sayInstant(to - 1)}`;
  if (rows === 0) return ok(`${found.says}; no predictions are old enough to have one`);
  if (labelled > 0) return ok(`${found.says}; ${labelled} of ${week} have one`);
  return warning(`${found.says}; none of ${week} has one; look at the key ${key} and at delay`);
}

/** Monitors that compare with another table, by their names. */
export const tablesOf = ({
  monitors,
}: Pick<Model, 'monitors'>): { monitor: string; table: string; columns: Columns }[] =>
  monitors.flatMap((monitor) =>
    'reference' in monitor && 'kind' in monitor.reference && monitor.reference.kind === 'table'
      ? [{ monitor: monitor.id, table: monitor.reference.table, columns: monitor.columns ?? [] }]
      : [],
  );

/** The columns that a monitor names, else the features that the model names. */
export function askReference(
  store: Store,
  { dataset }: Pick<Model, 'dataset'>,
  { table, columns }: { table: string; columns: Columns },
): Promise<Answer> {
  const { version: _, ...own } = dataset;
  const named = columns.length > 0 ? columns : (dataset.features ?? []).map(({ column }) => column);
  return askTable(store, { ...own, predictions: table, time: timeless }, named);
}

async function askTable(store: Store, dataset: Dataset, columns: Columns): Promise<Answer> {
  const known = (await columnsOf(store, dataset, {})).map(({ column }) => column);
  const missing = columns.filter((column) => column != null && !known.includes(column));
  if (missing.length > 0) {
    const there = known.length > 12 ? [...known.slice(0, 12), '…'] : known;
    const lacking = [...new Set(missing)].join(', ');
    return fail(`${dataset.predictions} has no column ${lacking}; it has ${there.join(', ')}`);
  }
  const { rows, last } = await store.extent({ dataset, window: null, version: null });
  if (rows === 0) return warning('no rows yet');
  if (dataset.time === timeless) return ok(`${rows} rows`);
  return ok(`${rows} rows, the newest ${last === null ? 'without a time' : sayInstant(last)}`);
}
