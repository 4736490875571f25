/**
 * What Evidently 0.7 does by default with one column: p-values while the reference has at most 1,000 usable rows, distances above;
 * numbers of at most five distinct values as if they were categories. No correction for looking at many columns.
 */
import { jensenShannonDistance } from '../jensen-shannon.ts';
import type { NumericProfile, Profile, ValueProfile } from '../summary.ts';
import { chiSquareGoodnessOfFit } from './chi-square-peers.ts';
import { ksP } from './ks-two-sample.ts';
import { twoProportionZ } from './two-proportion-z.ts';

const smallReference = 1000;
const fewValues = 5;
const alpha = 0.05;
const farthest = 0.1;
/** Stands in for a smaller standard deviation. */
const leastDeviation = 0.001;

export interface EvidentlyDrift {
  metric: 'ks_pvalue' | 'chi_square_pvalue' | 'z_pvalue' | 'wasserstein_normed' | 'jensen_shannon_natural';
  value: number;
  limit: number;
  drifted: boolean;
}

/** Exact distances are asked for where the column needs them. Both windows must have usable values. */
export async function evidentlyDrift(
  reference: Profile,
  current: Profile,
  distances: () => Promise<{ ks: number; wasserstein: number }>,
): Promise<EvidentlyDrift> {
  const small = reference.n <= smallReference;
  const counts = valueCounts(reference, current);
  if (counts === null || (reference.kind !== 'categorical' && counts.reference.length > fewValues)) {
    const { ks, wasserstein } = await distances();
    if (!small) {
      return distance('wasserstein_normed', wasserstein / Math.max(deviationOf(reference), leastDeviation));
    }
    const value = ksP(ks, reference.n, current.n);
    return { metric: 'ks_pvalue', value, limit: alpha, drifted: value <= alpha };
  }
  if (!small) {
    return distance('jensen_shannon_natural', jensenShannonDistance(counts.reference, counts.current, 'e'));
  }
  if (counts.reference.length > 2) {
    return pValue('chi_square_pvalue', chiSquareGoodnessOfFit(counts.reference, counts.current).pValue);
  }
  const part = ([count]: number[], { n }: Profile) => ({ count: count!, n });
  return pValue(
    'z_pvalue',
    twoProportionZ(part(counts.reference, reference), part(counts.current, current)).pValue,
  );
}

const distance = (metric: EvidentlyDrift['metric'], value: number): EvidentlyDrift => ({
  ...{ metric, value, limit: farthest },
  drifted: value >= farthest,
});
const pValue = (metric: EvidentlyDrift['metric'], value: number): EvidentlyDrift => ({
  ...{ metric, value, limit: alpha },
  drifted: value < alpha,
});

/** One bin per value that either window has; null where values are not counted apart. */
function valueCounts(
  reference: Profile,
  current: Profile,
): { reference: number[]; current: number[] } | null {
  if (reference.kind === 'numeric' || current.kind === 'numeric') return null;
  const values = [...new Set([...reference.counts.keys(), ...current.counts.keys()])];
  const of = ({ counts }: ValueProfile) => values.map((value) => counts.get(value) ?? 0);
  return { reference: of(reference), current: of(current) };
}

/** Population standard deviation. */
function deviationOf(profile: Profile): number {
  if (profile.kind === 'numeric') return numericDeviation(profile);
  const points = [...profile.counts].map(([value, count]) => ({ value: Number(value), count }));
  const mean = points.reduce((sum, { value, count }) => sum + value * count, 0) / profile.n;
  return Math.sqrt(
    points.reduce((sum, { value, count }) => sum + count * (value - mean) ** 2, 0) / profile.n,
  );
}

function numericDeviation({ n, sum, sumSquares, counts, sums }: NumericProfile): number {
  const mean = sum / n;
  const variance = sumSquares / n - mean ** 2;
  if (variance > 1e-6 * mean ** 2) return Math.sqrt(variance);
  // Far from zero the difference has lost its digits: cells tell it to seven of them, each being a 2,048th of its distance wide.
  const between = counts.reduce((total, count, at) => total + count * (sums[at]! / count - mean) ** 2, 0);
  return Math.sqrt(between / n);
}
