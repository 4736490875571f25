import type { z } from 'zod';
import type { ColumnType, Dataset, Task } from '../domain/dataset.ts';
import type { VersionId } from '../domain/ids.ts';
import type { Instant, Window } from '../lib/time.ts';
import type { CoarseProfile, Layout, Outcome, Paired, Profile } from '../methods/summary.ts';

/**
 * A store is where a team's predictions already live. Steward only reads it: summaries are computed inside by pushed-down
 * SQL, rows stay there. Everything throws `Fault`: `store_down` and `store_timeout` (later), `table_missing`,
 * `column_missing`, `wrong_type`, `not_allowed` (never).
 */
export interface Store {
  /** Columns of the predictions, in the store's order, with the kind of value that they hold. */
  describe(dataset: Dataset, options?: Call): Promise<ColumnInfo[]>;
  /** First and last prediction and how many there are. */
  extent(rows: Rows, options?: Call): Promise<Extent>;
  /** Chooses how each column is counted, from the reference's rows, whose extent it asks for unless told. */
  fit(columns: ColumnRequest[], rows: Rows, options?: Call & { extent?: Extent }): Promise<Layout[]>;
  /** One pass over the rows: a profile per layout, in the same order. */
  summarize(layouts: Layout[], rows: Rows, options?: Call): Promise<Profile[]>;
  /** The same for neighbouring windows of one length, ascending, in one pass over all their rows: profiles per window. */
  summarizeEach?(layouts: Layout[], rows: Rows, options: Call & { windows: Window[] }): Promise<Profile[][]>;
  /**
   * Profiles of the rows, and per window coarse ones of windows within them: at least one, ascending, of one length and multiples of it
   * apart. One pass over the rows, and no window's cells leave the store.
   */
  summarizeWithParts?(
    layouts: Layout[],
    rows: Rows,
    options: Call & { windows: Window[]; resolution: Resolution },
  ): Promise<{ profiles: Profile[]; parts: CoarseProfile[][] }>;
  /**
   * One text per window that changes when rows of it come or go, cheaper than counting them anew. A row that is changed in place
   * may go unnoticed. Without it recent windows are always read again.
   */
  stamps?(rows: Rows, windows: Window[], options?: Call): Promise<string[]>;
  /** Whether there are so few rows that reading them anew costs less than keeping count of their parts. */
  isSmall?(rows: Rows, options?: Call): Promise<boolean>;
  /** Exact two-sample distances of numeric columns, by sorting inside the store. On demand: costs a sort per column. */
  distances?(columns: string[], pair: RowsPair, options?: Call): Promise<Distances[]>;
  /** Exact quantiles of numeric columns with linear interpolation between order statistics (as `numpy.quantile`). */
  quantiles?(columns: string[], probabilities: number[], rows: Rows, options?: Call): Promise<number[][]>;
  /** Counts of finite values in right-closed bins between the given edges: `edges.length + 1` counts per column. */
  histogram?(columns: { column: string; edges: number[] }[], rows: Rows, options?: Call): Promise<number[][]>;
  /** Range, deviation and skewness of the finite values of numeric columns. */
  moments?(columns: string[], rows: Rows, options?: Call): Promise<Moments[]>;
  /** When the rows of these ranks (from 1) happened, in the order of their time, to the ms. */
  instants?(ranks: number[], rows: Rows, options?: Call): Promise<Instant[]>;
  /** Predictions against the labels that had arrived by `rows.labelsUntil`. */
  outcome(task: Task, rows: LabelledRows, options?: Call): Promise<Outcome>;
  /** Champion and challenger on the rows that both predicted. */
  paired(task: Task, rows: PairRows, options?: Call): Promise<Paired>;
  close(): Promise<void>;
}

/** What coarse profiles tell apart, by what all rows hold. */
export interface Resolution {
  /** Cells on two sides of one of so many quantiles of all values; a quantile lies after the cell that reaches it. */
  ranges: number;
  /** All values of a discrete column, and the so many commonest of a categorical one with those that are as common; the others have no name. */
  categories: number;
  /** A categorical column where more than this share of rows have a value to themselves … */
  openShare: number;
  /** … has names only for what at least so many rows hold. */
  knownRows: number;
}

export interface Call {
  signal?: AbortSignal;
  timeoutMs?: number;
  /** Of one check: what a store has looked up for one of its questions, tables and files, stands for all of them. */
  found?: Map<string, unknown>;
}

export interface ColumnInfo {
  column: string;
  /** The store's own word for the type. */
  type: string;
  kind: ColumnType | 'time' | 'other';
}

export interface ColumnRequest {
  column: string;
  kind: ColumnType;
}

/** Which predictions: half-open in the dataset's time column, of one version when the dataset has a version column. */
export interface Rows {
  dataset: Dataset;
  window: Window | null;
  version: VersionId | null;
}

export interface RowsPair {
  reference: Rows;
  current: Rows;
}

export interface LabelledRows extends Rows {
  /** Labels that arrived later than this are not seen. */
  labelsUntil: Instant;
}

export interface PairRows extends LabelledRows {
  champion: VersionId;
  challenger: VersionId;
  /** Where the challenger's predictions lie when not in the dataset's own table under its version (CLI comparison). */
  challengerDataset?: Dataset;
}

export interface Extent {
  rows: number;
  first: Instant | null;
  last: Instant | null;
}

export interface Distances {
  column: string;
  ks: number;
  /** In the column's own unit. */
  wasserstein: number;
}

export interface Moments {
  column: string;
  /** Finite values. */
  n: number;
  /** Least and greatest; NaN without values. */
  low: number;
  high: number;
  /** Population standard deviation; 0 for one distinct value. */
  deviation: number;
  /** Third moment about the mean ÷ the cube of the population standard deviation; 0 for one distinct value. */
  skewness: number;
}

/** The whole public shape of a store adapter; one line in `index.ts` registers it. */
export interface StoreKind<Config = unknown> {
  /** Equals the file name. */
  id: string;
  config: z.ZodType<Config>;
  /** What it cannot do, with the reason; contract suites skip by this. */
  lacks: Partial<Record<'distances' | 'quantiles' | 'histogram' | 'cancel', string>>;
  open(config: Config, options: OpenStore): Promise<Store>;
}

export interface OpenStore {
  /** Folders that file stores may read below; anything else is `not_allowed`. */
  roots: string[];
  /** The secret behind `env:NAME` or `file:PATH`; throws Fault `secret_missing` (never). */
  secret(reference: string): Promise<string>;
}

export const defineStore = <Config>(kind: StoreKind<Config>): StoreKind<Config> => kind;
