/** Methods of counts in the same bins. */
import { chiSquareTest } from '../../../src/methods/chi-square.ts';
import { hellingerDistance } from '../../../src/methods/hellinger.ts';
import { jensenShannonDistance } from '../../../src/methods/jensen-shannon.ts';
import { klDivergence } from '../../../src/methods/kl-divergence.ts';
import { largestDifference } from '../../../src/methods/l-infinity.ts';
import { bhattacharyyaCoefficient, bhattacharyyaDistance } from '../../../src/methods/peers/bhattacharyya.ts';
import { chiSquareContingency, chiSquareGoodnessOfFit } from '../../../src/methods/peers/chi-square-peers.ts';
import { cramersVBalanced, cramersVCorrected } from '../../../src/methods/peers/cramers-v-corrected.ts';
import { evidentlyCounts } from '../../../src/methods/peers/evidently.ts';
import { fisherExact } from '../../../src/methods/peers/fisher-exact.ts';
import { gGoodnessOfFit, gTest } from '../../../src/methods/peers/g-test.ts';
import { totalVariationPermutation } from '../../../src/methods/peers/total-variation-permutation.ts';
import { twoProportionZ } from '../../../src/methods/peers/two-proportion-z.ts';
import { total } from '../../../src/methods/shares.ts';
import { totalVariationDistance } from '../../../src/methods/total-variation.ts';
import { psiBy, type ZeroRule, zeroRules } from '../../../src/methods/zero-rules.ts';
import { countsOf, samplesOf, type Vector } from './vector.ts';

type Numbers = Record<string, number | boolean>;
type Compute = (vector: Vector) => Numbers;

/** Rows are binned as the vector's own library would; counts are taken as they are. */
function binned(vector: Vector): { reference: number[]; current: number[] } {
  const samples = vector.input.ref === undefined ? null : samplesOf(vector);
  return samples ? evidentlyCounts(samples.reference, samples.current) : countsOf(vector);
}

/** Which rule for zeros a vector names, in its id or its parameters. */
function ruleOf({ id, params = {} }: Vector): ZeroRule {
  const words = `${id} ${JSON.stringify(params)}`;
  const rules: [RegExp, ZeroRule][] = [
    [/min_nonzero|^ev-/, 'evidently-fill'],
    [/2\.2\d*e-308|tiny|^fr-/, 'fill-tiny'],
    [/0\.01|1e-2|^dc-/, 'floor-1e-2'],
    [/1e-0?6/, 'floor-1e-6'],
    [/1e-0?4|0\.0001/, 'floor-1e-4'],
    [/\+ ?(1|one)\b|add.?one|laplace/i, 'add-one'],
  ];
  return rules.find(([pattern]) => pattern.test(words))?.[1] ?? 'add-half';
}

const with2 = ({ reference, current }: { reference: number[]; current: number[] }) =>
  [
    { count: reference[0] ?? 0, n: total(reference) },
    { count: current[0] ?? 0, n: total(current) },
  ] as const;

const two = (counts: number[]): [number, number] => [counts[0] ?? 0, counts[1] ?? 0];

/** By the vectors' names of methods. */
export const histogramMethods: Record<string, Compute> = {
  chi_square_gof_pvalue: (vector) => {
    const { reference, current } = countsOf(vector);
    const { statistic, pValue } = chiSquareGoodnessOfFit(reference, current);
    return { statistic, p_value: pValue, df: reference.length - 1 };
  },
  chi_square_contingency: (vector) => {
    const { reference, current } = countsOf(vector);
    const { statistic, pValue } = chiSquareContingency(reference, current);
    const bins = reference.filter((before, bin) => before + current[bin]! > 0).length;
    return { statistic, p_value: pValue, df: bins - 1 };
  },
  g_test_pvalue: (vector) => {
    const { reference, current } = countsOf(vector);
    const { statistic, pValue } = gGoodnessOfFit(reference, current);
    return { statistic, p_value: pValue };
  },
  two_proportion_z_pvalue: (vector) => {
    const { z, pValue } = twoProportionZ(...with2(countsOf(vector)));
    return { z, p_value: pValue };
  },
  fisher_exact_pvalue: (vector) => {
    const { reference, current } = countsOf(vector);
    return { p_value: fisherExact(two(reference), two(current)) };
  },
  total_variation_permutation_pvalue: (vector) => {
    const { reference, current } = countsOf(vector);
    const { statistic, pValue } = totalVariationPermutation(reference, current);
    return { tvd_statistic: statistic, p_value: pValue };
  },
  psi: (vector) => {
    const { reference, current } = binned(vector);
    return { value: psiBy(ruleOf(vector), reference, current) };
  },
  psi_zero_rules: (vector) => {
    const { reference, current } = binned(vector);
    const by = (rule: ZeroRule) => psiBy(rule, reference, current);
    const values = {
      add_half: by('add-half'),
      add_one: by('add-one'),
      floor_1e2: by('floor-1e-2'),
      floor_1e4: by('floor-1e-4'),
      floor_1e6: by('floor-1e-6'),
    };
    return Object.fromEntries(
      Object.keys(vector.expected).map((name) => [name, values[zeroRuleNamed(name)]]),
    );
  },
  kl_divergence: (vector) => {
    const { reference, current } = binned(vector);
    const fill = zeroRules[ruleOf(vector)];
    return { value: klDivergence(fill(reference), fill(current)) };
  },
  jensen_shannon_distance: (vector) => {
    const { reference, current } = binned(vector);
    return { value: jensenShannonDistance(reference, current, vector.params?.base === 2 ? 2 : 'e') };
  },
  hellinger: (vector) => {
    const { reference, current } = binned(vector);
    return { value: hellingerDistance(reference, current) };
  },
  total_variation: (vector) => {
    const { reference, current } = binned(vector);
    return { value: totalVariationDistance(reference, current) };
  },
  l_infinity: (vector) => {
    const { reference, current } = countsOf(vector);
    return { value: largestDifference(reference, current) };
  },
  bhattacharyya_distance: (vector) => {
    const { reference, current } = binned(vector);
    // Frouros calls 1 − BC the distance.
    const value = vector.id.startsWith('fr-')
      ? 1 - bhattacharyyaCoefficient(reference, current)
      : bhattacharyyaDistance(reference, current);
    return { value };
  },
  cramers_v_bias_corrected: (vector) => {
    const { reference, current } = countsOf(vector);
    return { value: cramersVBalanced(reference, current) };
  },
  all_histogram_metrics: (vector) => {
    const { reference, current } = countsOf(vector);
    const test = chiSquareTest(reference, current);
    const js = jensenShannonDistance(reference, current);
    return {
      psi: psiBy('floor-1e-6', reference, current),
      kl_ref_cur_nats: klDivergence(reference, current),
      kl_cur_ref_nats: klDivergence(current, reference),
      js_distance_base_e: jensenShannonDistance(reference, current, 'e'),
      js_distance_base_2: js,
      js_divergence_base_2: js ** 2,
      hellinger: hellingerDistance(reference, current),
      tvd: totalVariationDistance(reference, current),
      l_infinity: largestDifference(reference, current),
      bhattacharyya: bhattacharyyaDistance(reference, current),
      chi2_contingency: test.statistic,
      chi2_p: test.pValue,
      chi2_gof_p: chiSquareGoodnessOfFit(reference, current).pValue,
      cramers_v_bc: cramersVCorrected(reference, current),
      g_contingency: gTest(reference, current).statistic,
    };
  },
};

/** `plus_half`, `eps_1e-4`, `floor_0.01`: every author has names of his own. */
function zeroRuleNamed(name: string): 'add_half' | 'add_one' | 'floor_1e2' | 'floor_1e4' | 'floor_1e6' {
  if (/half|0\.5/.test(name)) return 'add_half';
  if (/0\.01|1e-?0?2/.test(name)) return 'floor_1e2';
  if (/0\.0001|1e-?0?4/.test(name)) return 'floor_1e4';
  if (/1e-?0?6/.test(name)) return 'floor_1e6';
  return 'add_one';
}
