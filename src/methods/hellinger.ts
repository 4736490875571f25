import { defineMethod } from './contract.ts';
import { shares } from './shares.ts';

/** Hellinger distance, `‖√p − √q‖₂ / √2`, 0 … 1. */
export function hellingerDistance(reference: number[], current: number[]): number {
  const before = shares(reference);
  const now = shares(current);
  return Math.sqrt(
    before.reduce((sum, share, bin) => sum + (Math.sqrt(share) - Math.sqrt(now[bin]!)) ** 2, 0) / 2,
  );
}

export const hellinger = defineMethod({
  id: 'hellinger',
  title: 'Hellinger distance',
  metric: 'hellinger',
  reads: 'counts',
  floor: 0.16,
  lacks: {},
  score: (reference, current) => hellingerDistance(reference.counts, current.counts),
});
