/** What a window of this size could have found: without it, silence would be read as "no drift". */
import type { Effect } from '../domain/monitor.ts';
import { detectableNoncentrality } from './chi-square-tail.ts';
import type { ChunkTest } from './chunk-test.ts';

export interface Sizes {
  /** Rows of the reference and of the current window. */
  reference: number;
  current: number;
  deff: number;
}

/**
 * Each effect as a PSI, to which the test's noncentrality is proportional (`λ ≈ PSI · nm/(n + m)` near no drift). Jensen–Shannon
 * and Hellinger by their second-order expansions; KS and L∞ by the least PSI that a change of a share by d can have, 4d²;
 * Wasserstein ÷ σ as the shift of a normal distribution.
 */
const asPsi: Record<Exclude<Effect, 'cramers_v'>, { factor: number; power: 1 | 2 }> = {
  psi_corrected: { factor: 1, power: 1 },
  jensen_shannon: { factor: 8 * Math.LN2, power: 2 },
  hellinger: { factor: 8, power: 2 },
  ks_statistic: { factor: 4, power: 2 },
  l_infinity: { factor: 4, power: 2 },
  wasserstein_normed: { factor: 1, power: 2 },
};

export interface Detectable {
  /** Smallest effect that the test finds with 80 % probability, in the effect's own scale. */
  smallest: number;
  /** Rows that the current window needs to find an effect of the floor's size; null: the reference is too small. */
  needed: number | null;
}

/** `MDE = λ(deff/n + deff/m)` and `m = deff/(floor/λ − deff/n)`, at the level `alpha` of one of the check's tests. */
export function detectable(
  gate: { effect: Effect; floor: number; alpha: number; degrees: number; chunks?: ChunkTest | null },
  sizes: Sizes,
): Detectable {
  const { reference, current, deff } = sizes;
  const lambda = Math.max(
    detectableNoncentrality(Math.max(1, gate.degrees), gate.alpha),
    // In units of a row, not of an effective row.
    (gate.chunks?.detectable(gate.alpha) ?? 0) / deff,
  );
  if (gate.effect === 'cramers_v') {
    // V² = X²/N: how the N rows divide into windows is already in X².
    const needed = Math.ceil((lambda * deff) / gate.floor ** 2 - reference);
    return { smallest: Math.sqrt((lambda * deff) / (reference + current)), needed: Math.max(1, needed) };
  }
  const { factor, power } = asPsi[gate.effect];
  const psi = lambda * (deff / reference + deff / current);
  const room = (factor * gate.floor ** power) / lambda - deff / reference;
  return {
    smallest: (psi / factor) ** (1 / power),
    needed: room > 0 ? Math.ceil(deff / room) : null,
  };
}
