/** Champion against challenger on the same rows: metrics of both, what is between them, and who is better. */
import normal from '@stdlib/stats-base-dists-normal';
import student from '@stdlib/stats-base-dists-t';
import type { ComparedMetric, Comparison } from '../domain/evaluation.ts';
import { betterWhen, type Metric } from '../domain/monitor.ts';
import { dayBootstrap } from './day-bootstrap.ts';
import { delongTest, z95 } from './delong.ts';
import { mcnemar } from './mcnemar.ts';
import { errorMetrics, performanceOf } from './performance.ts';
import { f1Error } from './performance-interval.ts';
import type { BinaryOutcome, Paired, PairedBinary, PairedRegression } from './summary.ts';

type Judgement = Pick<ComparedMetric, 'interval' | 'pValue' | 'method'>;
const unknown: Judgement = { interval: null, pValue: null, method: null };

/** Two-sided level of every verdict, matching the 95 % intervals. */
const level = 0.05;

/**
 * Every metric that both sides allow. A side wins where the interval excludes 0 and p is below 0.05; the key metric decides the
 * whole, and without it (no score, one class) there is no clear winner. Differences of `bias` are differences of its absolute
 * value. @param options `seed` of the bootstrap; equal seeds give equal numbers.
 */
export function compare(paired: Paired, keyMetric: Metric, options: { seed?: string } = {}): Comparison {
  const metrics =
    paired.task === 'regression' ? regression(paired, options.seed ?? 'steward') : binary(paired);
  const verdict = metrics.find(({ metric }) => metric === keyMetric)?.verdict ?? 'no_clear_winner';
  return { n: paired.n, metrics, verdict, keyMetric };
}

function regression(paired: PairedRegression, seed: string): ComparedMetric[] {
  const total = (side: 'champion' | 'challenger') => {
    const sum = { n: paired.n, abs: 0, squares: 0, sum: 0 };
    for (const day of paired.days) {
      sum.abs += day[side].abs;
      sum.squares += day[side].squares;
      sum.sum += day[side].sum;
    }
    return sum;
  };
  const [a, b] = [total('champion'), total('challenger')];
  const [champion, challenger] = [errorMetrics(a), errorMetrics(b)];
  const drawn = dayBootstrap(paired, { seed });
  const judgementOf = (metric: 'mae' | 'rmse' | 'bias'): Judgement => {
    if (drawn) return { ...drawn[metric], method: 'day_cluster_bootstrap' };
    if (metric !== 'mae') return unknown;
    const squares = paired.days.reduce((sum, day) => sum + day.differenceSquares, 0);
    return pairedT({ n: paired.n, difference: b.abs - a.abs, squares });
  };
  return (['mae', 'rmse', 'bias'] as const).flatMap((metric) =>
    compared(metric, [champion[metric], challenger[metric]], judgementOf(metric)),
  );
}

function binary(paired: PairedBinary): ComparedMetric[] {
  const [champion, challenger] = [performanceOf(paired.champion), performanceOf(paired.challenger)];
  const judgementOf = (metric: Metric): Judgement => {
    if (metric === 'auroc' && paired.delong) {
      return { ...delongTest(champion.auroc!, challenger.auroc!, paired.delong), method: 'delong' };
    }
    if (metric === 'accuracy') {
      const test = mcnemar(paired.onlyChampionRight, paired.onlyChallengerRight, paired.n);
      return { ...test, method: test.exact ? 'mcnemar_exact' : 'mcnemar' };
    }
    if (metric === 'log_loss' && paired.logLoss) return pairedT({ n: paired.n, ...paired.logLoss });
    if (metric === 'brier' && paired.brier) return pairedT({ n: paired.n, ...paired.brier });
    return unpaired(metric, paired);
  };
  const order = ['auroc', 'accuracy', 'f1', 'log_loss', 'brier', 'precision', 'recall'] as const;
  return order.flatMap((metric) =>
    compared(metric, [champion[metric], challenger[metric]], judgementOf(metric)),
  );
}

/** One entry, or none where a side lacks the metric. */
function compared(
  metric: Metric,
  [champion, challenger]: [number | undefined, number | undefined],
  { interval, pValue, method }: Judgement,
): ComparedMetric[] {
  if (champion === undefined || challenger === undefined) return [];
  const size = (value: number) => (metric === 'bias' ? Math.abs(value) : value);
  const difference = size(challenger) - size(champion);
  const decided =
    interval !== null && (interval[0] > 0 || interval[1] < 0) && pValue !== null && pValue < level;
  const better = difference > 0 === (betterWhen[metric] === 'higher');
  const verdict = decided ? (better ? 'better' : 'worse') : 'no_clear_winner';
  return [{ metric, champion, challenger, difference, interval, pValue, method, verdict }];
}

/** Student's paired t-test from the sum of differences and of their squares; rows count as independent. */
export function pairedT(sums: { n: number; difference: number; squares: number }): Judgement {
  const { n, difference, squares } = sums;
  if (n < 2) return unknown;
  const mean = difference / n;
  const variance = Math.max(0, squares - n * mean ** 2) / (n - 1);
  const error = Math.sqrt(variance / n);
  const half = student.quantile(0.975, n - 1) * error;
  const pValue = error === 0 ? (mean === 0 ? 1 : 0) : 2 * student.cdf(-Math.abs(mean / error), n - 1);
  return { interval: [mean - half, mean + half], pValue, method: 'paired_t' };
}

/**
 * F1, precision and recall as if on separate rows. The sums say nothing about their covariance, which is positive for models of
 * the same thing: so the interval is too wide rather than too narrow.
 */
function unpaired(metric: Metric, { champion, challenger }: PairedBinary): Judgement {
  const [a, b] = [errorOf(metric, champion), errorOf(metric, challenger)];
  if (a === null || b === null) return unknown;
  const error = Math.hypot(a, b);
  const difference = performanceOf(challenger)[metric]! - performanceOf(champion)[metric]!;
  const z = error === 0 ? 0 : difference / error;
  return {
    interval: [difference - z95 * error, difference + z95 * error],
    pValue: error === 0 ? 1 : 2 * normal.cdf(-Math.abs(z), 0, 1),
    method: 'unpaired_z',
  };
}

function errorOf(metric: Metric, outcome: BinaryOutcome): number | null {
  if (metric === 'f1') return f1Error(outcome);
  const misses = { precision: outcome.falsePositive, recall: outcome.falseNegative };
  if (metric !== 'precision' && metric !== 'recall') return null;
  const of = outcome.truePositive + misses[metric];
  const share = outcome.truePositive / of;
  return of === 0 ? null : Math.sqrt((share * (1 - share)) / of);
}
