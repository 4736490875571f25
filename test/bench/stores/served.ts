import type { Store } from '../../../src/stores/contract.ts';

/** A store over the rows of a prediction log, in a table `log`, beside its own engine. */
export interface Served {
  /** With its version. */
  name: string;
  store: Store;
  /** The name of the table for the store. */
  table: string;
  /** What is measured beside: statements over the same columns, the floor first. */
  scans: [plan: string, sql: string][];
  /** Asks the engine itself. */
  ask(sql: string): Promise<unknown>;
  /** Processor time of the engine so far, in ms; null where it cannot be told. */
  cpu(): number | null;
  stop(): Promise<void>;
}
