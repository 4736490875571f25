/** How far a metric of performance may be off by chance: the interval that its rows allow. */
import normal from '@stdlib/stats-base-dists-normal';
import student from '@stdlib/stats-base-dists-t';
import type { Metric } from '../domain/monitor.ts';
import { performanceOf } from './performance.ts';
import type { BinaryOutcome, Outcome, RegressionOutcome } from './summary.ts';

/**
 * Two-sided interval at a confidence such as 0.95; a one-sided limit at 1 − α is its end at 1 − 2α. Null where the metric does
 * not exist or too few rows (one day, one row) leave it unknown. AUROC: DeLong; shares: Wilson; F1: delta method; log loss and
 * Brier: mean ± z·s/√n; regression: ratio of sums over day clusters with Student's t.
 */
export function intervalOf(outcome: Outcome, metric: Metric, confidence: number): [number, number] | null {
  const value = performanceOf(outcome)[metric];
  if (value === undefined) return null;
  const tail = (1 + confidence) / 2;
  return outcome.task === 'regression'
    ? clustered(outcome, metric, { value, tail })
    : binary(outcome, metric, { value, z: normal.quantile(tail, 0, 1) });
}

/**
 * Days are the clusters, because errors of one day resemble each other. `Var(ΣA / Σn) = D/(D−1) · Σ(A_d − R·n_d)² / (Σn)²`
 * (Cochran, Sampling Techniques, 3rd ed., 9A.4), with t of D − 1 degrees; RMSE through its square.
 */
function clustered(
  { days }: RegressionOutcome,
  metric: Metric,
  { value, tail }: { value: number; tail: number },
): [number, number] | null {
  if (days.length < 2) return null;
  const n = days.reduce((sum, day) => sum + day.n, 0);
  const centre = metric === 'rmse' ? value ** 2 : value;
  const amount = { mae: 'sumAbs', rmse: 'sumSquares', bias: 'sum' } as const;
  const of = amount[metric as keyof typeof amount];
  const spread = days.reduce((sum, day) => sum + (day[of] - centre * day.n) ** 2, 0);
  const error = Math.sqrt((days.length / (days.length - 1)) * spread) / n;
  const half = student.quantile(tail, days.length - 1) * error;
  if (metric === 'bias') return [value - half, value + half];
  const [low, high] = [Math.max(0, centre - half), centre + half];
  return metric === 'rmse' ? [Math.sqrt(low), Math.sqrt(high)] : [low, high];
}

function binary(
  outcome: BinaryOutcome,
  metric: Metric,
  { value, z }: { value: number; z: number },
): [number, number] | null {
  const { labelled: n, truePositive, falsePositive, trueNegative, falseNegative, score } = outcome;
  const around = (error: number | null | undefined): [number, number] | null =>
    error == null ? null : [Math.max(0, value - z * error), value + z * error];
  const share = (part: number, of: number) => (of === 0 ? null : wilson(part, of, z));
  if (metric === 'accuracy') return share(truePositive + trueNegative, n);
  if (metric === 'precision') return share(truePositive, truePositive + falsePositive);
  if (metric === 'recall') return share(truePositive, truePositive + falseNegative);
  if (metric === 'f1') return capped(around(f1Error(outcome)));
  if (metric === 'auroc') return capped(around(score?.aurocError));
  if (score === null || n < 2) return null;
  const squares = metric === 'log_loss' ? score.logLossSquares : score.brierSquares;
  return around(Math.sqrt(Math.max(0, squares / n - value ** 2) / (n - 1)));
}

const capped = (interval: [number, number] | null): [number, number] | null =>
  interval && [interval[0], Math.min(1, interval[1])];

/** Wilson's score interval of a share (J. Am. Stat. Assoc. 22, 1927), without continuity correction. */
export function wilson(part: number, of: number, z: number): [number, number] {
  const share = part / of;
  const scale = 1 + z ** 2 / of;
  const centre = share + z ** 2 / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return [(centre - half) / scale, (centre + half) / scale];
}

/**
 * Standard error of F1 by the delta method over multinomial counts: with T = TP and E = FP + FN it is
 * `√(4·T·E·(T + E)) / (2T + E)²`. Null when there is neither a positive label nor a positive prediction.
 */
export function f1Error(outcome: BinaryOutcome): number | null {
  const hits = outcome.truePositive;
  const errors = outcome.falsePositive + outcome.falseNegative;
  const weight = 2 * hits + errors;
  return weight === 0 ? null : Math.sqrt(4 * hits * errors * (hits + errors)) / weight ** 2;
}
