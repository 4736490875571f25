/**
 * What windows of the reference's own do to the chi-square statistic when nothing moved. Where rows depend on each other (moods
 * of days, bursts, sessions) a few directions carry all of the spread, so dividing by the design effect gets the mean right and
 * the tail wrong.
 */
import fisher from '@stdlib/stats-base-dists-f';
import { chiSquareTail, criticalValue, noncentrality } from './chi-square-tail.ts';
import type { ChunkStatistics } from './design-effect.ts';

/** Chunks are believed to vary as independent rows would until this p-value says otherwise; early, for the mistake is one-sided. */
const doubtful = 0.25;

export interface ChunkTest {
  pValue(statistic: number): number;
  /** The noncentrality that it finds with 80 % probability at this level. */
  detectable(alpha: number): number;
}

/**
 * p-value of a window's statistic as one more draw of what C chunks gave: as a·χ²_ν (Satterthwaite, Biometrics 2, 1946), so that it
 * over their mean is F(ν, Cν). ν = 2 ÷ CV² at the upper 95 % limit of CV, because few chunks tell it badly, and at least 1: a
 * single direction has the heaviest tail of all. `scale` is what the window's size makes of a chunk's statistic.
 * Null: chunks vary no more than independent rows do, or the window has no rows to be judged.
 */
export function chunkTest(
  { statistics, degrees }: Pick<ChunkStatistics, 'statistics' | 'degrees'>,
  scale: number,
): ChunkTest | null {
  const chunks = statistics.length;
  const sum = statistics.reduce((total, statistic) => total + statistic, 0);
  if (!(scale > 0) || chiSquareTail(sum, degrees) >= doubtful) return null;
  const mean = sum / chunks;
  const squares = statistics.reduce((total, statistic) => total + (statistic - mean) ** 2, 0);
  const widest = squares / mean ** 2 / criticalValue(0.95, chunks - 1);
  const nu = Math.min(degrees / chunks, Math.max(1, 2 / widest));
  const expected = mean * scale;
  return {
    pValue: (statistic) => 1 - fisher.cdf(statistic / expected, nu, chunks * nu),
    detectable(alpha) {
      const critical = fisher.quantile(1 - alpha, nu, chunks * nu) * expected;
      const unit = expected / nu;
      // Chunks may have varied more by chance alone, and the window's rows are then independent after all.
      return Math.max(unit * noncentrality(critical / unit, nu), noncentrality(critical, degrees / chunks));
    },
  };
}
