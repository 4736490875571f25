// Tables for the store contract, and a store that is open on them for as long as a test needs it.
import { expect } from 'vitest';
import { secret } from '../../src/config/secret.ts';
import type { Dataset } from '../../src/domain/dataset.ts';
import { Fault } from '../../src/lib/fault.ts';
import type { Store, StoreKind } from '../../src/stores/contract.ts';

export type Cell = number | string | boolean | null;
export interface Table {
  /** Times are given in milliseconds; `zoned` ones are kept with a time zone, of a `date` only the UTC day is kept. */
  columns: Record<string, 'number' | 'decimal' | 'text' | 'flag' | 'time' | 'zoned' | 'date'>;
  rows: Record<string, Cell>[];
}

/** Puts tables where the store reads, and says under which name it finds them. */
export type StartStore = (tables: Record<string, Table>) => Promise<{
  config: unknown;
  roots: string[];
  /** Variables that the configuration names. */
  environment?: Record<string, string>;
  nameOf(table: string): string;
  stop(): Promise<void>;
}>;

export const start = Date.UTC(2024, 1, 28);
export const oddName = `a "b" c'; größe`;

export const datasetOf = (predictions: string, more: Partial<Dataset> = {}): Dataset => ({
  predictions,
  key: 'id',
  time: 'at',
  prediction: 'prediction',
  features: null,
  segments: [],
  ...more,
});

/** Opens a store on the tables for as long as `use` takes. */
export async function withStore(
  kind: StoreKind<never>,
  started: ReturnType<StartStore>,
  use: (store: Store, nameOf: (table: string) => string) => Promise<void>,
): Promise<void> {
  const { config, roots, environment = {}, nameOf, stop } = await started;
  const store = await kind.open(kind.config.parse(config), {
    roots,
    secret: (reference) => secret(reference, environment),
  });
  try {
    await use(store, nameOf);
  } finally {
    await store.close();
    await stop();
  }
}

export const faultOf = async (asked: Promise<unknown>): Promise<Fault> => {
  const thrown = await asked.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Fault);
  return thrown as Fault;
};
