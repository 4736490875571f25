import { defineMethod } from './contract.ts';
import { psi } from './psi.ts';

/**
 * PSI less what sampling alone adds: without drift its mean is about `(B − 1)(1/n + 1/m)` (Yurdakul 2018,
 * https://scholarworks.wmich.edu/dissertations/3208), so small windows would look drifted. Rows are effective rows.
 */
export const psiCorrected = defineMethod({
  id: 'psi-corrected',
  title: 'Population stability index, corrected for sample size',
  metric: 'psi_corrected',
  reads: 'counts',
  floor: 0.2,
  lacks: {},
  score(reference, current) {
    const noise = (reference.counts.length - 1) * (reference.deff / reference.n + current.deff / current.n);
    return Math.max(0, psi.score(reference, current) - noise);
  },
});
