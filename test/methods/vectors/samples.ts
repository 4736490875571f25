/** Methods of rows, and rules about many numbers. */
import { qValues } from '../../../src/methods/benjamini-hochberg.ts';
import { andersonDarling } from '../../../src/methods/peers/anderson-darling.ts';
import { cramerVonMises } from '../../../src/methods/peers/cramer-von-mises.ts';
import { criticalPsi } from '../../../src/methods/peers/critical-psi.ts';
import { energyDistance } from '../../../src/methods/peers/energy-distance.ts';
import { eppsSingleton } from '../../../src/methods/peers/epps-singleton.ts';
import { extremes } from '../../../src/methods/peers/equal-width-bins.ts';
import { ksAsymptoticP, ksExactP, ksP, ksStatistic } from '../../../src/methods/peers/ks-two-sample.ts';
import { mannWhitney } from '../../../src/methods/peers/mann-whitney.ts';
import { exactWasserstein } from '../../../src/methods/peers/nannyml.ts';
import { squares } from '../../../src/methods/peers/ordered.ts';
import {
  type DeviationRule,
  deviationThreshold,
} from '../../../src/methods/peers/standard-deviation-threshold.ts';
import { tTest } from '../../../src/methods/peers/student-t.ts';
import { numbersOf, type Vector } from './vector.ts';

type Numbers = Record<string, number | boolean>;
type Compute = (vector: Vector) => Numbers;

const ks: Compute = (vector) => {
  const { reference, current } = numbersOf(vector);
  const statistic = ksStatistic(reference, current);
  const [n, m] = [reference.length, current.length];
  return {
    statistic,
    value: statistic,
    p_value: ksP(statistic, n, m),
    p_exact: ksExactP(statistic, n, m),
    p_asymp: ksAsymptoticP(statistic, n, m),
  };
};

/** Some vectors hold 101 quantiles in place of their rows: the area between them is the distance, nearly. */
function fromQuantiles({ input }: Vector): number | null {
  const [before, now] = [input.ref_quantiles_101, input.cur_quantiles_101] as (number[] | undefined)[];
  if (!before || !now) return null;
  const gaps = before.map((value, at) => Math.abs(value - now[at]!));
  return gaps.slice(1).reduce((sum, gap, at) => sum + (gap + gaps[at]!) / 2 / 100, 0);
}

const wasserstein: Compute = (vector) => {
  const near = fromQuantiles(vector);
  if (near !== null) return { value: near };
  const { reference, current } = numbersOf(vector);
  const value = exactWasserstein(reference, current);
  const deviation = Math.max(Math.sqrt(squares(reference) / reference.length), 0.001);
  return { value, normed_by_ref_std_pop: value / deviation };
};

export const sampleMethods: Record<string, Compute> = {
  ks_2samp: ks,
  ks_statistic: ks,
  ks_pvalue: ks,
  wasserstein,
  wasserstein_normed: (vector) => ({ value: wasserstein(vector).normed_by_ref_std_pop! }),
  earth_movers_scaled: (vector) => {
    const { reference, current } = numbersOf(vector);
    const [low, high] = extremes(reference.concat(current));
    return { value: high > low ? exactWasserstein(reference, current) / (high - low) : 0 };
  },
  cramer_von_mises_pvalue: (vector) => {
    const { reference, current } = numbersOf(vector);
    const { statistic, pValue } = cramerVonMises(reference, current);
    return { statistic, p_value: pValue };
  },
  anderson_darling_ksamp_pvalue: (vector) => {
    const { reference, current } = numbersOf(vector);
    const { statistic, pValue } = andersonDarling(reference, current);
    return { statistic, p_value: pValue, 'drift_at_0.001': pValue < 0.001 };
  },
  energy_distance: (vector) => {
    const { reference, current } = numbersOf(vector);
    return { value: energyDistance(reference, current) };
  },
  epps_singleton_pvalue: (vector) => {
    const { reference, current } = numbersOf(vector);
    const { statistic, pValue } = eppsSingleton(reference, current);
    return { statistic, p_value: pValue };
  },
  mann_whitney_u_pvalue: (vector) => {
    const { reference, current } = numbersOf(vector);
    const { u, less, twoSided } = mannWhitney(reference, current);
    const oneSided = /less/.test(String(vector.params?.alternative ?? 'less'));
    return { u, p_value: oneSided ? less : twoSided, p_two_sided: twoSided };
  },
  student_t_pvalue: (vector) => {
    const { reference, current } = numbersOf(vector);
    const { t, pValue } = tTest(reference, current, 'equal');
    return { t, p_value: pValue, welch_p_value: tTest(reference, current, 'own').pValue };
  },
  std_threshold: ({ input, params = {} }) => {
    const rule: DeviationRule = {
      lower: 'lower_mult' in params ? (params.lower_mult as number | null) : 3,
      upper: 'upper_mult' in params ? (params.upper_mult as number | null) : 3,
      offset: (params.offset_from as DeviationRule['offset']) ?? 'mean',
    };
    const { lower, upper } = deviationThreshold(input.values as number[], rule);
    return { lower: lower ?? Number.NaN, upper: upper ?? Number.NaN };
  },
  dataset_drift: ({ input, params }) => {
    const share = Number(input.drifted_columns) / Number(input.columns);
    return { share, dataset_drift: share >= Number(params?.drift_share ?? 0.5) };
  },
  bh_fdr_any: ({ input, params }) => ({
    any_significant: qValues(listOf(input.p_values)).some((q) => q < Number(params?.q ?? 0.05)),
  }),
  bonferroni_threshold: ({ input }) => ({ threshold: Number(input.p) / Number(input.n_features) }),
  psi_critical_value: ({ input, params }) => ({
    critical: criticalPsi(
      { reference: Number(input.n_ref), current: Number(input.n_cur) },
      Number(input.bins),
      Number(params?.alpha ?? 0.05),
    ),
  }),
};

/** A list, or one in words: `1000 x (0.05-1e-5)`. */
function listOf(given: unknown): number[] {
  if (Array.isArray(given)) return given as number[];
  const match = /^(\d+) ?x ?\(?([\d.e-]+?)(?:([+-])([\d.]+e-?\d+|[\d.]+))?\)?$/.exec(String(given));
  if (!match) throw new Error(`cannot read the list ${String(given)}`);
  const [, times, base, sign, step] = match;
  const value = Number(base) + (step ? Number(`${sign}${step}`) : 0);
  return new Array<number>(Number(times)).fill(value);
}
