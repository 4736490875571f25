import { defineMethod } from './contract.ts';
import { smoothedShares } from './shares.ts';

/** Population stability index, `Σ (q − p) ln(q/p)` over smoothed shares: the symmetrised Kullback–Leibler divergence. */
export const psi = defineMethod({
  id: 'psi',
  title: 'Population stability index',
  metric: 'psi',
  reads: 'counts',
  floor: 0.2,
  lacks: {},
  score(reference, current) {
    const before = smoothedShares(reference.counts);
    const now = smoothedShares(current.counts);
    return before.reduce((sum, share, bin) => sum + (now[bin]! - share) * Math.log(now[bin]! / share), 0);
  },
});
