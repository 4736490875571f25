/** Every drift method, one line each. */
import { chiSquare } from './chi-square.ts';
import type { Method } from './contract.ts';
import { cramersV } from './cramers-v.ts';
import { hellinger } from './hellinger.ts';
import { jensenShannon } from './jensen-shannon.ts';
import { kullbackLeibler } from './kl-divergence.ts';
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts';
import { lInfinity } from './l-infinity.ts';
import { psi } from './psi.ts';
import { psiCorrected } from './psi-corrected.ts';
import { totalVariation } from './total-variation.ts';
import { wasserstein } from './wasserstein.ts';

export const methods: readonly Method[] = [
  chiSquare,
  cramersV,
  hellinger,
  jensenShannon,
  kullbackLeibler,
  kolmogorovSmirnov,
  lInfinity,
  psi,
  psiCorrected,
  totalVariation,
  wasserstein,
];
