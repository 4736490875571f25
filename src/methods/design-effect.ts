import { chiSquareTest } from './chi-square.ts';
import { pool } from './pool.ts';
import { total } from './shares.ts';

/** Fewer chunks say too little about their spread. */
export const fewestChunks = 8;

/** Pearson statistics of chunks, each against the rest of the reference. */
export interface ChunkStatistics {
  statistics: number[];
  /** Degrees of freedom of all of them together. */
  degrees: number;
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
  const found: { statistic: number; degrees: number; size: number }[] = [];
  for (const chunk of chunks) {
    // A late row may be in its chunk and not in an older reference.
    const rest = reference.map((count, bin) => Math.max(0, count - chunk[bin]!));
    const pooled = pool(rest, chunk, ordered);
    const { statistic, degrees } = chiSquareTest(pooled.reference, pooled.current);
    const [n, m] = [total(rest), total(chunk)];
    if (degrees > 0) found.push({ statistic, degrees, size: (n * m) / (n + m) });
  }
  if (found.length < fewestChunks) return null;
  const mean = (of: (one: (typeof found)[number]) => number) =>
    found.reduce((sum, one) => sum + of(one), 0) / found.length;
  return {
    statistics: found.map(({ statistic }) => statistic),
    degrees: found.reduce((sum, { degrees }) => sum + degrees, 0),
    size: mean(({ size }) => size),
    deff: Math.max(
      1,
      mean(({ statistic, degrees }) => statistic / degrees),
    ),
  };
}

export const designEffect = (...given: Parameters<typeof chunkStatistics>): number | null =>
  chunkStatistics(...given)?.deff ?? null;
