import { day } from '../lib/time.ts';

/** Where a model's predictions and labels lie in its store, and which column means what. Names are the store's own. */
export interface Dataset {
  /** A table, or for file stores a path or glob. */
  predictions: string;
  /** Names one prediction; joins labels and pairs champion with challenger. */
  key: string;
  /** `timeless` for files without one, which then have no windows. */
  time: string;
  /** Holds the version that predicted; without it all rows belong to whoever is champion. */
  version?: string;
  prediction: string;
  /** Predicted probability of the positive class (binary models). */
  score?: string;
  /** Null: every column that has no other meaning here. */
  features: Feature[] | null;
  segments: string[];
  labels?: Labels;
  /** How its rows are counted once and kept; `defaultChunks` when absent. */
  chunks?: Chunks;
}

/** Rows are counted chunk by chunk of time, and a window is a sum of chunks. All in ms. */
export interface Chunks {
  /** Chunks begin at multiples of it since 1970. */
  lengthMs: number;
  /** How late rows may arrive: a chunk is looked at again until so long after its end. */
  latenessMs: number;
  /** How long what was counted is kept. */
  keepMs: number;
}

export const defaultChunks: Chunks = { lengthMs: day, latenessMs: 3 * day, keepMs: 800 * day };

/** In place of a time column: rows of a file that stand outside time. No column has an empty name. */
export const timeless = '';

export interface Feature {
  column: string;
  /** Null: strings and booleans are categorical, numbers numeric. */
  type: ColumnType | null;
  /** Share of importance to the model, 0…1, when it is known. */
  importance?: number;
}

export type ColumnType = 'numeric' | 'categorical';

export interface Labels {
  /** A table, path or glob; null: the predictions' own rows. */
  source: string | null;
  key: string;
  label: string;
  /** When the label arrived (not when the prediction was made); null: known at once. */
  time: string | null;
  /** How long labels usually take, in ms: performance windows end this much before now. */
  delayMs: number;
}

export type Task = 'regression' | 'binary';
