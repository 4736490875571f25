import { chiSquareTail } from './chi-square-tail.ts';
import type { Binned } from './contract.ts';
import { defineMethod } from './contract.ts';
import { pool } from './pool.ts';
import { total } from './shares.ts';

export interface ChiSquare {
  statistic: number;
  /** Bins left after pooling, less one; 0: nothing to compare. */
  degrees: number;
  pValue: number;
}

/** Pearson's test of two rows of counts being one distribution, without continuity correction. Empty bins are left out. */
export function chiSquareTest(reference: number[], current: number[]): ChiSquare {
  const n = total(reference);
  const m = total(current);
  let statistic = 0;
  let bins = 0;
  for (const [bin, before] of reference.entries()) {
    const both = before + current[bin]!;
    if (both === 0) continue;
    bins += 1;
    // Both rows' terms (o − e)²/e share their numerator and add up to this.
    const excess = before - (both * n) / (n + m);
    statistic += (excess * excess * (n + m) ** 2) / (both * n * m);
  }
  if (bins < 2 || n === 0 || m === 0) return { statistic: 0, degrees: 0, pValue: 1 };
  return { statistic, degrees: bins - 1, pValue: chiSquareTail(statistic, bins - 1) };
}

/** The test of `drift.md`: counts divided by the design effect, then pooled until every expected count is at least 5. */
export function pooledTest(reference: Binned, current: Binned): ChiSquare {
  const pooled = pool(
    reference.counts.map((count) => count / reference.deff),
    current.counts.map((count) => count / current.deff),
    reference.bins.ordered,
  );
  return chiSquareTest(pooled.reference, pooled.current);
}

export const chiSquare = defineMethod({
  id: 'chi-square',
  title: 'Pearson chi-square',
  metric: 'chi_square',
  reads: 'counts',
  floor: null,
  lacks: { shares: 'a test statistic grows with the number of rows' },
  score: (reference, current) => pooledTest(reference, current).statistic,
});
