import type { Instant, Window } from '../lib/time.ts';
import type { MonitorId } from './ids.ts';

/** What to measure, over which window, against which reference, and when. Part of a model's configuration. */
export type Monitor = DriftMonitor | PerformanceMonitor | QualityMonitor;

interface Common {
  id: MonitorId;
  /** Cron expression, five fields, UTC. */
  schedule: string;
  /** Length of the window in ms; it ends at the scheduled instant (less the labels' delay for performance). */
  windowMs: number;
  /** False: findings are shown on cards and reports, but never open an alert. */
  alerts: boolean;
  /** Consecutive breaching windows that open an alert. */
  openAfter: number;
  /** Consecutive good windows that close it. */
  closeAfter: number;
}

/** What a window is compared with. A span of time is the reference for every window; the others depend on version or window. */
export type Reference =
  | Window
  /** The last so many ms up to the newest row that the version's training saw. */
  | { kind: 'training'; lengthMs: number }
  /** Every row of another table, such as the training set. */
  | { kind: 'table'; table: string }
  /** So many ms that end a gap before the window. */
  | { kind: 'rolling'; lengthMs: number; gapMs: number }
  /** As long as the window, right before it. */
  | { kind: 'previous' }
  /** The same hours of the last weeks, or of the same week of the last years; holidays are midnights (UTC). */
  | { kind: 'season'; every: 'week' | 'year'; times: number; holidays: Instant[] };

export interface DriftMonitor extends Common {
  kind: 'drift';
  reference: Reference;
  /** Null: every feature, the prediction and the score. */
  columns: string[] | null;
  /** The effect size that gates; null: PSI corrected for sample size. */
  effect: Effect;
  floor: number;
  /** Rate of false alarms of one check over all of its columns; of each column for the threshold `p-value`. */
  alpha: number;
  /** What a column is held against. Absent: calibrated. */
  threshold?: Threshold;
  /** Standard deviations above the mean of the reference's chunks, for `reference-chunks`. */
  sigmas?: number;
}

/** The floor alone; the spread of the reference's own chunks; or a p-value alone. */
export type Threshold = 'constant' | 'reference-chunks' | 'p-value';

/** Effect sizes that may gate a drift verdict; all of them are reported. */
export type Effect =
  | 'psi_corrected'
  | 'jensen_shannon'
  | 'hellinger'
  | 'ks_statistic'
  | 'wasserstein_normed'
  | 'l_infinity'
  | 'cramers_v';

export const defaultFloors: Record<Effect, number> = {
  psi_corrected: 0.2,
  jensen_shannon: 0.19,
  hellinger: 0.16,
  ks_statistic: 0.1,
  wasserstein_normed: 0.1,
  l_infinity: 0.1,
  cramers_v: 0.1,
};

export interface PerformanceMonitor extends Common {
  kind: 'performance';
  limits: Limit[];
  alpha: number;
}

export type Metric = RegressionMetric | BinaryMetric;
export type RegressionMetric = 'mae' | 'rmse' | 'bias';
export type BinaryMetric = 'auroc' | 'accuracy' | 'f1' | 'log_loss' | 'brier' | 'precision' | 'recall';

/** Which way is good. `bias` is judged by its absolute value. */
export const betterWhen: Record<Metric, 'lower' | 'higher'> = {
  mae: 'lower',
  rmse: 'lower',
  bias: 'lower',
  auroc: 'higher',
  accuracy: 'higher',
  f1: 'higher',
  log_loss: 'lower',
  brier: 'lower',
  precision: 'higher',
  recall: 'higher',
};

/** Crossing the floor is Failing; crossing only the target is Warning. */
export interface Limit {
  metric: Metric;
  floor: number | null;
  target: number | null;
}

export interface QualityMonitor extends Common {
  kind: 'quality';
  reference: Reference;
  columns: string[] | null;
  /** By how much (0…1) a share may exceed the reference's: missing, unseen categories, values out of range. */
  missing: number | null;
  unseen: number | null;
  outOfRange: number | null;
  /** Fewest rows in the window. */
  minRows: number | null;
  /** Longest time since the newest row, ms. */
  freshnessMs: number | null;
  alpha: number;
}
