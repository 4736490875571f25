import { chiSquareTail } from './chi-square-tail.ts';
import type { Binned } from './contract.ts';
import { defineMethod } from './contract.ts';
import { hellingerDistance } from './hellinger.ts';
import { type Pooled, pool } from './pool.ts';
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

/**
 * Freeman and Tukey's statistic (Ann. Math. Stat. 21, 1950), `4 nm/(n + m) Σ (√p − √q)²`: what Pearson's is where little moved. Bins that become
 * commoner count no more than those that become rarer, so it has a shorter tail where a mood moves all shares to and fro.
 */
export function freemanTukey(reference: number[], current: number[]): number {
  const [n, m] = [total(reference), total(current)];
  return n === 0 || m === 0 ? 0 : (8 * n * m * hellingerDistance(reference, current) ** 2) / (n + m);
}

/** Effective rows, pooled until every expected count is at least 5. */
export const effectivePair = (reference: Binned, current: Binned): Pooled =>
  pool(
    reference.counts.map((count) => count / reference.deff),
    current.counts.map((count) => count / current.deff),
    reference.bins.ordered,
  );

/** The test of effective rows. */
export function pooledTest(reference: Binned, current: Binned): ChiSquare {
  const pooled = effectivePair(reference, current);
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
