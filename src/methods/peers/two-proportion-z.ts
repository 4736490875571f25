import pnorm from '@stdlib/stats-base-dists-normal';
import type { Part } from '../two-proportions.ts';

/** The pooled two-proportion z-test, two-sided, without correction. p is 1 where both shares are 0 or 1. */
export function twoProportionZ(reference: Part, current: Part): { z: number; pValue: number } {
  const pooled = (reference.count + current.count) / (reference.n + current.n);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / reference.n + 1 / current.n));
  if (!(error > 0)) return { z: 0, pValue: 1 };
  const z = (reference.count / reference.n - current.count / current.n) / error;
  return { z, pValue: 2 * pnorm.cdf(-Math.abs(z), 0, 1) };
}
