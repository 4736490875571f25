import { criticalValue } from '../chi-square-tail.ts';

/**
 * The PSI that chance alone exceeds with probability α: `χ²_{1−α, B−1} (1/n + 1/m)` (Yurdakul, Statistical Properties of Population
 * Stability Index, 2018).
 */
export const criticalPsi = (
  rows: { reference: number; current: number },
  bins: number,
  alpha: number,
): number => criticalValue(alpha, bins - 1) * (1 / rows.reference + 1 / rows.current);
