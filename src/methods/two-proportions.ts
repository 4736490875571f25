import pnorm from '@stdlib/stats-base-dists-normal';

/** So many of so many rows. */
export interface Part {
  count: number;
  n: number;
}

/**
 * One-sided p-value that the current share exceeds the reference's: the pooled two-proportion z-test with Yates' continuity
 * correction, which keeps a handful of rows from looking certain. 1 when a side has no rows.
 */
export function shareRose(reference: Part, current: Part): number {
  if (reference.n === 0 || current.n === 0) return 1;
  const pooled = (reference.count + current.count) / (reference.n + current.n);
  const difference = current.count / current.n - reference.count / reference.n;
  const corrected = difference - (1 / reference.n + 1 / current.n) / 2;
  if (corrected <= 0 || pooled >= 1) return 1;
  const z = corrected / Math.sqrt(pooled * (1 - pooled) * (1 / reference.n + 1 / current.n));
  return pnorm.cdf(-z, 0, 1);
}
