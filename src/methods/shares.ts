/** Shares of counts: plain for distances, with half a row more per bin where a logarithm must not meet zero. */

/** `c / n`; all 0 without rows. */
export function shares(counts: number[]): number[] {
  const n = total(counts);
  return counts.map((count) => (n > 0 ? count / n : 0));
}

/** `(c + ½) / (n + B/2)`, the Krichevsky–Trofimov estimate: positive, and sums to 1. */
export function smoothedShares(counts: number[]): number[] {
  const n = total(counts) + counts.length / 2;
  return counts.map((count) => (count + 0.5) / n);
}

export function total(counts: readonly number[]): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}
