import gammaln from '@stdlib/math-base-special-gammaln';

/**
 * Fisher's exact test of a 2 × 2 table, two-sided: the probability of all tables with the same margins that are as improbable
 * as this one (`scipy.stats.fisher_exact`).
 */
export function fisherExact(reference: [number, number], current: [number, number]): number {
  const [a, b] = reference;
  const [c, d] = current;
  const [row, column, all] = [a + b, a + c, a + b + c + d];
  const ways = (n: number, k: number) => gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1);
  const probability = (x: number) => Math.exp(ways(column, x) + ways(all - column, row - x) - ways(all, row));
  const here = probability(a);
  let sum = 0;
  for (let x = Math.max(0, row + column - all); x <= Math.min(row, column); x += 1) {
    const other = probability(x);
    // Tables of equal probability differ in their last digits.
    if (other <= here * (1 + 1e-7)) sum += other;
  }
  return Math.min(1, sum);
}
