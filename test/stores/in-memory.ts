// What a store must agree with, computed row by row as the definitions say it.

export const mean = (values: number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

/** Share of pairs in which the first beats the second, ties counting half. */
const wins = (x: number, others: number[]): number =>
  others.reduce((sum, y) => sum + (x > y ? 1 : x === y ? 0.5 : 0), 0) / others.length;

export interface Scored {
  label: number;
  a: number;
  b: number;
}

/** DeLong's AUROCs and covariance by comparing every positive with every negative; null below two of a class. */
export function delong(rows: Scored[]) {
  const positives = rows.filter(({ label }) => label === 1);
  const negatives = rows.filter(({ label }) => label === 0);
  const side = (of: 'a' | 'b') => {
    const [above, below] = [positives.map((row) => row[of]), negatives.map((row) => row[of])];
    return { up: above.map((x) => wins(x, below)), down: below.map((y) => 1 - wins(y, above)) };
  };
  if (positives.length === 0 || negatives.length === 0) return null;
  const [a, b] = [side('a'), side('b')];
  const covariance = (x: number[], y: number[]) =>
    x.reduce((sum, _, i) => sum + (x[i]! - mean(x)) * (y[i]! - mean(y)), 0) / (x.length - 1) / x.length;
  const of = (one: typeof a, other: typeof a) =>
    positives.length < 2 || negatives.length < 2
      ? null
      : covariance(one.up, other.up) + covariance(one.down, other.down);
  return { aurocA: mean(a.up), aurocB: mean(b.up), varA: of(a, a), varB: of(b, b), covariance: of(a, b) };
}

export function logLoss({ label, score }: { label: number; score: number }): number {
  const p = Math.min(Math.max(score, 1e-15), 1 - 1e-15);
  return -(label === 1 ? Math.log(p) : Math.log(1 - p));
}

/** `numpy.quantile`, linear. */
export function quantile(values: number[], p: number): number {
  const sorted = values.toSorted((x, y) => x - y);
  const at = p * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
}

export function distances(reference: number[], current: number[]) {
  const points = [...new Set([...reference, ...current])].sort((x, y) => x - y);
  const share = (values: number[], x: number) => values.filter((value) => value <= x).length / values.length;
  const gaps = points.map((x) => Math.abs(share(reference, x) - share(current, x)));
  return {
    ks: Math.max(...gaps),
    wasserstein: gaps.slice(0, -1).reduce((sum, gap, i) => sum + gap * (points[i + 1]! - points[i]!), 0),
  };
}

/** Range, deviation and skewness of values that are not too large to be cubed. */
export function spreadOf(values: number[]): {
  n: number;
  low: number;
  high: number;
  deviation: number;
  skewness: number;
} {
  const n = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  const moment = (power: number) => values.reduce((sum, x) => sum + (x - mean) ** power, 0) / n;
  const second = moment(2);
  return {
    ...{ n, low: Math.min(...values) + 0, high: Math.max(...values) + 0 },
    deviation: Math.sqrt(second),
    skewness: second > 0 ? moment(3) / second ** 1.5 : 0,
  };
}
