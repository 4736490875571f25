import { shares } from '../shares.ts';

/** `Σ √(p q)`, 0 (nothing in common) … 1 (equal). */
export function bhattacharyyaCoefficient(reference: number[], current: number[]): number {
  const now = shares(current);
  return Math.min(
    1,
    shares(reference).reduce((sum, share, bin) => sum + Math.sqrt(share * now[bin]!), 0),
  );
}

/** `−ln Σ √(p q)` (Bull. Calcutta Math. Soc. 35, 1943); infinite where the windows have no bin in common. */
export const bhattacharyyaDistance = (reference: number[], current: number[]): number =>
  Math.max(0, -Math.log(bhattacharyyaCoefficient(reference, current)));
