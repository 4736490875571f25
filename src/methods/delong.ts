/** Two AUROCs on the same rows: DeLong's covariance and the test of their difference. */
import normal from '@stdlib/stats-base-dists-normal';

export interface AurocCovariance {
  varChampion: number;
  varChallenger: number;
  covariance: number;
}

export interface PairedTest {
  /** Challenger minus champion. */
  difference: number;
  standardError: number;
  pValue: number;
  /** 95 %. */
  interval: [number, number];
}

/** z of a two-sided 95 % interval. */
export const z95 = 1.959963984540054;

/**
 * Paired z-test of two AUROCs (DeLong, DeLong, Clarke-Pearson, Biometrics 44, 1988). Two models that rank every row alike
 * have difference 0 and p = 1.
 */
export function delongTest(
  champion: number,
  challenger: number,
  { varChampion, varChallenger, covariance }: AurocCovariance,
): PairedTest {
  const difference = challenger - champion;
  const variance = varChampion + varChallenger - 2 * covariance;
  // Below rounding of the three terms there is no variance: equal rankings leave ±1e-20.
  const none = variance <= 1e-13 * (varChampion + varChallenger);
  const standardError = none ? 0 : Math.sqrt(variance);
  const z = none ? 0 : difference / standardError;
  const half = z95 * standardError;
  return {
    difference,
    standardError,
    pValue: none ? 1 : 2 * normal.cdf(-Math.abs(z), 0, 1),
    interval: [difference - half, difference + half],
  };
}

/**
 * Both AUROCs and DeLong's covariance from rows, by midranks in O(n log n) (Sun, Xu, IEEE Signal Processing Letters 21, 2014).
 * `labels` are 0 or 1. Null with fewer than two rows of a class, where no variance exists.
 */
export function delongOf(
  labels: ArrayLike<number>,
  champion: ArrayLike<number>,
  challenger: ArrayLike<number>,
): ({ champion: number; challenger: number } & AurocCovariance) | null {
  const a = placements(labels, champion);
  const b = placements(labels, challenger);
  if (a.positives.length < 2 || a.negatives.length < 2) return null;
  const covariance = (one: typeof a, other: typeof a) =>
    covarianceOf(one.positives, other.positives) / one.positives.length +
    covarianceOf(one.negatives, other.negatives) / one.negatives.length;
  return {
    champion: mean(a.positives),
    challenger: mean(b.positives),
    varChampion: covariance(a, a),
    varChallenger: covariance(b, b),
    covariance: covariance(a, b),
  };
}

/** Per positive the share of negatives below it, per negative the share of positives above it, ties counting half. */
function placements(labels: ArrayLike<number>, scores: ArrayLike<number>) {
  const rows = Array.from({ length: labels.length }, (_, row) => row);
  const positive = rows.filter((row) => labels[row] === 1);
  const negative = rows.filter((row) => labels[row] !== 1);
  const among = (some: number[]) => midranks(some.map((row) => scores[row]!));
  const all = among(rows);
  const [within, outside] = [among(positive), among(negative)];
  return {
    positives: positive.map((row, at) => (all[row]! - within[at]!) / negative.length),
    negatives: negative.map((row, at) => 1 - (all[row]! - outside[at]!) / positive.length),
  };
}

/** Ranks from 1; equal values share the mean of their ranks. */
function midranks(values: number[]): Float64Array {
  const order = Float64Array.from(values.keys()).sort((i, j) => values[i]! - values[j]!);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to += 1;
    for (let at = from; at < to; at += 1) ranks[order[at]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function covarianceOf(a: number[], b: number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  return a.reduce((sum, value, at) => sum + (value - meanA) * (b[at]! - meanB), 0) / (a.length - 1);
}
