/**
 * What Evidently 0.7 does by default with one column: p-values while the reference has at most 1,000 usable rows, distances above;
 * numbers of at most five distinct values as if they were categories. No correction for looking at many columns.
 */
import { jensenShannonDistance } from '../jensen-shannon.ts';
import type { Profile, ValueProfile } from '../summary.ts';
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

/** What is asked for only where a column needs it. */
export interface Exact {
  distances(): Promise<{ ks: number; wasserstein: number }>;
  /** Population standard deviation of the reference. */
  deviation(): Promise<number>;
}

/** Both windows must have usable values. */
export async function evidentlyDrift(
  reference: Profile,
  current: Profile,
  exact: Exact,
): Promise<EvidentlyDrift> {
  const small = reference.n <= smallReference;
  const counts = valueCounts(reference, current);
  if (counts === null || (reference.kind !== 'categorical' && counts.reference.length > fewValues)) {
    const { ks, wasserstein } = await exact.distances();
    if (!small) {
      return distance('wasserstein_normed', wasserstein / Math.max(await exact.deviation(), leastDeviation));
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
