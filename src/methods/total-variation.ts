import { defineMethod } from './contract.ts';
import { shares } from './shares.ts';

/** Total variation distance `½ Σ |p − q|`, 0 … 1: the share of rows that would have to change bins. */
export function totalVariationDistance(reference: number[], current: number[]): number {
  const now = shares(current);
  return shares(reference).reduce((sum, share, bin) => sum + Math.abs(share - now[bin]!), 0) / 2;
}

export const totalVariation = defineMethod({
  id: 'total-variation',
  title: 'Total variation distance',
  metric: 'total_variation',
  reads: 'counts',
  floor: 0.1,
  lacks: {},
  score: (reference, current) => totalVariationDistance(reference.counts, current.counts),
});
