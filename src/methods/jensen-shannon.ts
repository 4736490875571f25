import { defineMethod } from './contract.ts';
import { shares } from './shares.ts';

/**
 * Jensen–Shannon distance, the square root of the divergence (as `scipy…jensenshannon`). With base 2 it lies in 0 … 1, with base e
 * (Evidently's) in 0 … √ln 2.
 */
export function jensenShannonDistance(reference: number[], current: number[], base: 2 | 'e' = 2): number {
  const before = shares(reference);
  const now = shares(current);
  const divergence = before.reduce((sum, share, bin) => {
    const middle = (share + now[bin]!) / 2;
    return sum + (entropyTerm(share, middle) + entropyTerm(now[bin]!, middle)) / 2;
  }, 0);
  return Math.sqrt(Math.max(0, base === 2 ? divergence : divergence * Math.LN2));
}

const entropyTerm = (share: number, middle: number) => (share > 0 ? share * Math.log2(share / middle) : 0);

export const jensenShannon = defineMethod({
  id: 'jensen-shannon',
  title: 'Jensen–Shannon distance',
  metric: 'jensen_shannon',
  reads: 'counts',
  floor: 0.19,
  lacks: {},
  score: (reference, current) => jensenShannonDistance(reference.counts, current.counts),
});
