import { type Dataset, timeless } from '../domain/dataset.ts';
import type { Call, Store } from '../stores/contract.ts';

/** Another table as a dataset: all of its rows, of no version; in time where it has the same time column. */
export async function tableOf(
  store: Store,
  { dataset, table, call }: { dataset: Dataset; table: string; call: Call },
): Promise<Dataset> {
  const { version: _, ...own } = dataset;
  const training = { ...own, predictions: table };
  const columns = await store.describe({ ...training, time: timeless }, call);
  const hasTime = columns.some(({ column, kind }) => column === dataset.time && kind === 'time');
  return { ...training, time: hasTime ? dataset.time : timeless };
}
