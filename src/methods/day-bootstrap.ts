/** Two regressors on the same rows, with whole days drawn again: errors of one day resemble each other, so rows are no sample. */
import { seeded } from '../lib/random.ts';
import type { PairedRegression } from './summary.ts';

export interface Bootstrapped {
  /** 95 %, percentiles of the drawn differences. */
  interval: [number, number];
  /** Two-sided; never below 1 / (draws + 1). */
  pValue: number;
}

type Difference = 'mae' | 'rmse' | 'bias';

/** Percentiles of fewer days than this are far too narrow. */
export const fewestDays = 8;

/**
 * Paired cluster bootstrap of MAE, RMSE and |bias|, challenger minus champion (Efron, Tibshirani, An Introduction to the
 * Bootstrap, ch. 8 and 13; the p-value with Davison and Hinkley's +1). Null below eight days. The same seed gives the same
 * numbers. @param options `draws` is 2,000 by default.
 */
export function dayBootstrap(
  { days }: PairedRegression,
  { seed, draws = 2000 }: { seed: string; draws?: number },
): Record<Difference, Bootstrapped> | null {
  if (days.length < fewestDays) return null;
  const random = seeded(seed);
  // One row of sums per day, flat, because two million draws of objects take a second.
  const sums = Float64Array.from(
    days.flatMap(({ n, champion: a, challenger: b }) => [
      n,
      a.abs,
      a.squares,
      a.sum,
      b.abs,
      b.squares,
      b.sum,
    ]),
  );
  const drawn = {
    mae: new Float64Array(draws),
    rmse: new Float64Array(draws),
    bias: new Float64Array(draws),
  };
  const total = new Float64Array(7);
  for (let draw = 0; draw < draws; draw += 1) {
    total.fill(0);
    for (let pick = 0; pick < days.length; pick += 1) {
      const from = Math.floor(random() * days.length) * 7;
      for (let at = 0; at < 7; at += 1) total[at]! += sums[from + at]!;
    }
    const n = total[0]!;
    drawn.mae[draw] = (total[4]! - total[1]!) / n;
    drawn.rmse[draw] = Math.sqrt(total[5]! / n) - Math.sqrt(total[2]! / n);
    drawn.bias[draw] = (Math.abs(total[6]!) - Math.abs(total[3]!)) / n;
  }
  return { mae: summarized(drawn.mae), rmse: summarized(drawn.rmse), bias: summarized(drawn.bias) };
}

function summarized(differences: Float64Array): Bootstrapped {
  const sorted = differences.sort();
  let [below, above] = [0, 0];
  for (const difference of sorted) {
    if (difference <= 0) below += 1;
    if (difference >= 0) above += 1;
  }
  const pValue = Math.min(1, (2 * (Math.min(below, above) + 1)) / (sorted.length + 1));
  return { interval: [percentile(sorted, 0.025), percentile(sorted, 0.975)], pValue };
}

/** Linear interpolation between order statistics. */
function percentile(sorted: Float64Array, probability: number): number {
  const place = probability * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (place - below);
}
