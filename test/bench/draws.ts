/** Counts drawn at once instead of row by row. */
export type Uniform = () => number;

/** By Box and Muller. */
export const normal = (uniform: Uniform): number =>
  Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

export function multinomial(uniform: Uniform, n: number, shares: number[]): number[] {
  const counts = new Array<number>(shares.length);
  let [left, mass] = [n, 1];
  for (let bin = 0; bin < shares.length - 1; bin += 1) {
    const count = binomial(uniform, left, Math.min(1, shares[bin]! / mass));
    counts[bin] = count;
    left -= count;
    mass -= shares[bin]!;
  }
  counts[shares.length - 1] = left;
  return counts;
}

/**
 * By inversion where few are expected (BINV of Kachitvichyanukul and Schmeiser, Commun. ACM 31, 1988), else by the rounded normal, whose error
 * is far below what 4,000 runs could see.
 */
export function binomial(uniform: Uniform, n: number, p: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomial(uniform, n, 1 - p);
  if (n * p > 60) {
    const drawn = Math.round(n * p + Math.sqrt(n * p * (1 - p)) * normal(uniform));
    return Math.min(n, Math.max(0, drawn));
  }
  const odds = p / (1 - p);
  let left = uniform();
  let chance = Math.exp(n * Math.log1p(-p));
  let count = 0;
  while (left > chance && count < n) {
    left -= chance;
    count += 1;
    chance *= (odds * (n - count + 1)) / count;
  }
  return count;
}
