import { defineMethod } from './contract.ts';
import { shares } from './shares.ts';

/** Largest difference of any bin's share, 0 … 1. */
export function largestDifference(reference: number[], current: number[]): number {
  const now = shares(current);
  return shares(reference).reduce((largest, share, bin) => Math.max(largest, Math.abs(share - now[bin]!)), 0);
}

export const lInfinity = defineMethod({
  id: 'l-infinity',
  title: 'Largest change of a share',
  metric: 'l_infinity',
  reads: 'counts',
  floor: 0.1,
  lacks: {},
  score: (reference, current) => largestDifference(reference.counts, current.counts),
});
