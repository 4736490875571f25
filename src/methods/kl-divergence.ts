import { defineMethod } from './contract.ts';
import { shares, smoothedShares } from './shares.ts';

/**
 * Kullback–Leibler divergence `Σ p ln(p/q)` in nats (Ann. Math. Stat. 22, 1951), of the first window's shares p from the second's q.
 * Infinite where q lacks a bin that p has.
 */
export function klDivergence(p: number[], q: number[]): number {
  const base = shares(q);
  return shares(p).reduce(
    (sum, share, bin) => sum + (share > 0 ? share * Math.log(share / base[bin]!) : 0),
    0,
  );
}

/** Of the reference from the window, over smoothed shares, which keep it finite. */
export const kullbackLeibler = defineMethod({
  id: 'kl-divergence',
  title: 'Kullback–Leibler divergence',
  metric: 'kl_divergence',
  reads: 'counts',
  floor: 0.1,
  lacks: { shares: 'an empty bin counts as half a row, which weighs less the more rows there are' },
  score(reference, current) {
    const divergence = klDivergence(smoothedShares(reference.counts), smoothedShares(current.counts));
    // Rounding leaves a hair below zero where both are equal.
    return Math.max(0, divergence);
  },
});
