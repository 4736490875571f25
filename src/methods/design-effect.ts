import { chiSquareTest } from './chi-square.ts';
import { pool } from './pool.ts';

/** Fewer chunks say too little about their spread. */
export const fewestChunks = 8;

/**
 * Rao–Scott design effect from the reference itself: how much more chunks of it differ from its rest than independent rows
 * would, `max(1, mean of X²/(B − 1))`. Seasons and bursts make it large. Null when fewer than eight chunks can be tested.
 */
export function designEffect(reference: number[], chunks: number[][], ordered: boolean): number | null {
  const ratios: number[] = [];
  for (const chunk of chunks) {
    // A late row may be in its chunk and not in an older reference.
    const rest = reference.map((count, bin) => Math.max(0, count - chunk[bin]!));
    const pooled = pool(rest, chunk, ordered);
    const { statistic, degrees } = chiSquareTest(pooled.reference, pooled.current);
    if (degrees > 0) ratios.push(statistic / degrees);
  }
  if (ratios.length < fewestChunks) return null;
  return Math.max(1, ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length);
}
