/** What a window of this size could have found: without it, silence would be read as "no drift". */
import type { Effect } from '../domain/monitor.ts';
import { detectableNoncentrality } from './chi-square-tail.ts';

export interface Sizes {
  /** Rows of the reference and of the current window. */
  reference: number;
  current: number;
  deff: number;
}

/**
 * Each effect as a PSI, to which the test's noncentrality is proportional (`λ ≈ PSI · nm/(n + m)` near no drift). Jensen–Shannon
 * and Hellinger by their second-order expansions; KS and L∞ by the least PSI that a change of a share by d can have, 4d²;
 * Wasserstein ÷ σ as the shift of a normal distribution; Cramér's V by its definition.
 */
const asPsi: Record<Effect, (effect: number, sizes: Sizes) => number> = {
  psi_corrected: (psi) => psi,
  jensen_shannon: (distance) => 8 * Math.LN2 * distance ** 2,
  hellinger: (distance) => 8 * distance ** 2,
  ks_statistic: (difference) => 4 * difference ** 2,
  l_infinity: (difference) => 4 * difference ** 2,
  wasserstein_normed: (shift) => shift ** 2,
  cramers_v: (v, { reference, current }) => (v ** 2 * (reference + current) ** 2) / (reference * current),
};

export interface Detectable {
  /** Smallest effect that the test finds with 80 % probability, in the effect's own scale. */
  smallest: number;
  /** Rows that the current window needs to find an effect of the floor's size; null: the reference is too small. */
  needed: number | null;
}

/** `MDE = λ(deff/n + deff/m)` and `m = deff/(floor/λ − deff/n)`, at the level `alpha` of one of the check's tests. */
export function detectable(
  gate: { effect: Effect; floor: number; alpha: number; degrees: number },
  sizes: Sizes,
): Detectable {
  const lambda = detectableNoncentrality(Math.max(1, gate.degrees), gate.alpha);
  const psi = lambda * (sizes.deff / sizes.reference + sizes.deff / sizes.current);
  // Every scale but PSI itself is a square, with a factor that does not depend on the effect.
  const smallest = gate.effect === 'psi_corrected' ? psi : Math.sqrt(psi / asPsi[gate.effect](1, sizes));
  const room = asPsi[gate.effect](gate.floor, sizes) / lambda - sizes.deff / sizes.reference;
  return { smallest, needed: room > 0 ? Math.ceil(sizes.deff / room) : null };
}
