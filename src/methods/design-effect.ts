import { chiSquareTest, freemanTukey } from './chi-square.ts';
import { chiSquareTail } from './chi-square-tail.ts';
import { pool } from './pool.ts';
import { total } from './shares.ts';

/** Fewer chunks say too little about their spread. */
export const fewestChunks = 8;

/** What chunks, each against the rest of the reference, say of how rows depend on each other. */
export interface ChunkStatistics {
  chunks: number;
  /** p-value of chunks varying no more than independent rows would. */
  independence: number;
  /** Freeman–Tukey statistic of a chunk beyond its degrees of freedom, on average; not below 0. */
  excess: number;
  /** Harmonic size `nm/(n + m)` of a chunk and its rest, on average. */
  size: number;
  /** `max(1, mean of X²/(B − 1))`. */
  deff: number;
}

/**
 * Rao–Scott design effect from the reference itself: how much more chunks of it differ from its rest than independent rows
 * would. Seasons and bursts make it large. Null when fewer than eight chunks can be tested.
 */
export function chunkStatistics(
  reference: number[],
  chunks: number[][],
  ordered: boolean,
): ChunkStatistics | null {
  const found: { statistic: number; degrees: number; excess: number; size: number }[] = [];
  for (const chunk of chunks) {
    // A late row may be in its chunk and not in an older reference.
    const rest = reference.map((count, bin) => Math.max(0, count - chunk[bin]!));
    const pooled = pool(rest, chunk, ordered);
    const { statistic, degrees } = chiSquareTest(pooled.reference, pooled.current);
    const [n, m] = [total(rest), total(chunk)];
    const excess = freemanTukey(pooled.reference, pooled.current) - degrees;
    if (degrees > 0) found.push({ statistic, degrees, excess, size: (n * m) / (n + m) });
  }
  if (found.length < fewestChunks) return null;
  const sum = (of: (one: (typeof found)[number]) => number) =>
    found.reduce((total, one) => total + of(one), 0);
  const mean = (of: (one: (typeof found)[number]) => number) => sum(of) / found.length;
  return {
    chunks: found.length,
    independence: chiSquareTail(
      sum(({ statistic }) => statistic),
      sum(({ degrees }) => degrees),
    ),
    excess: Math.max(
      0,
      mean(({ excess }) => excess),
    ),
    size: mean(({ size }) => size),
    deff: Math.max(
      1,
      mean(({ statistic, degrees }) => statistic / degrees),
    ),
  };
}

export const designEffect = (...given: Parameters<typeof chunkStatistics>): number | null =>
  chunkStatistics(...given)?.deff ?? null;
