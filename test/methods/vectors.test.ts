/** Every reference vector of other projects, within its own tolerance. `STEWARD_VECTORS` names a folder with more of them. */
import { describe, expect, test } from 'vitest';
import { largestDifference } from '../../src/methods/l-infinity.ts';
import { ksAsymptoticP, ksStatistic } from '../../src/methods/peers/ks-two-sample.ts';
import {
  type Column,
  exactWasserstein,
  nannymlCounts,
  nannymlHellinger,
  nannymlJensenShannon,
  nannymlWasserstein,
} from '../../src/methods/peers/nannyml.ts';
import { histogramMethods } from './vectors/histograms.ts';
import { sampleMethods } from './vectors/samples.ts';
import { type RowsCase, readVectors, type Vector } from './vectors/vector.ts';

/** Of estimation, which is not built yet: calibration, estimated performance and its sampling errors, reconstruction. */
const pending =
  /^(ece|cbpe|dle|sampling_error|isotonic|calibration|pca|reconstruction|domain_classifier|mmd)/;

/** Vectors whose rows are words that no other vector of the folder explains. */
const isUnexplained = ({ input }: Vector) => /^same arrays/.test(String(input.ref));

const folders = [
  new URL('../fixtures/vectors', import.meta.url).pathname,
  ...(process.env.STEWARD_VECTORS ? [process.env.STEWARD_VECTORS] : []),
];
const files = folders.flatMap(readVectors);
const all = explained(files.flatMap(({ vectors }) => vectors));

/** `same arrays as ev-cvm` means the rows of the vector with that id. */
function explained(vectors: Vector[]): Vector[] {
  return vectors.map((vector) => {
    const other = /^same arrays as (\S+)$/.exec(String(vector.input.ref))?.[1];
    const found =
      vectors.find(({ id }) => id === other) ?? vectors.find(({ id }) => id.startsWith(other ?? '\0'));
    return found
      ? { ...vector, input: { ...vector.input, ref: found.input.ref, cur: found.input.cur } }
      : vector;
  });
}

const computed: Record<string, (vector: Vector) => Record<string, number | boolean>> = {
  ...histogramMethods,
  ...sampleMethods,
};

/** Random splits cannot be drawn again in another language; what is drawn anew is near. */
const isPermutation = ({ method, input }: Vector) => /permutation/.test(method + JSON.stringify(input));

function compare(vector: Vector, expected: Record<string, unknown>, tolerance: number): void {
  const compute = computed[vector.method];
  if (!compute) throw new Error(`nothing computes the method “${vector.method}” of ${vector.id}`);
  const got = compute(vector);
  for (const [name, value] of Object.entries(expected)) {
    // Whether their rule calls it drift is decided by the number beside it and by the threshold among the parameters.
    if (name === 'drift' || name === 'critical_values') continue;
    expect(Object.keys(got), `${vector.id} has no ${name}`).toContain(name);
    if (typeof value === 'number')
      expect(Math.abs(Number(got[name]) - value), `${vector.id} ${name}`).toBeLessThanOrEqual(tolerance);
    else expect(got[name], `${vector.id} ${name}`).toEqual(value);
  }
}

describe('vectors', () => {
  const isPending = (vector: Vector) => pending.test(vector.method) || isUnexplained(vector);
  test.each(all.filter((vector) => !isPending(vector)).map((vector) => [vector.id, vector] as const))(
    '%s',
    (_, vector) => {
      const given = vector.tolerance ?? 1e-9;
      compare(vector, vector.expected, isPermutation(vector) ? 0.04 : given);
    },
  );
  test.todo(
    `pending: ${all
      .filter(isPending)
      .map(({ id }) => id)
      .join(', ')}`,
  );
  test('there are vectors of every kind of method', () => {
    const tried = new Set(all.map(({ method }) => method));
    expect(tried.size).toBeGreaterThan(15);
    expect(files.flatMap(({ cases }) => cases).length).toBeGreaterThan(0);
  });
});

const column = (values: (number | string)[]): Column =>
  typeof values[0] === 'number'
    ? { kind: 'continuous', values: values as number[] }
    : { kind: 'categorical', values: values.map(String) };

function nannyml({ method, reference, analysis }: RowsCase): number {
  const [before, now] = [column(reference), column(analysis)];
  if (method.startsWith('jensen_shannon')) return nannymlJensenShannon(before, now);
  if (method.startsWith('hellinger')) return nannymlHellinger(before, now);
  if (method.startsWith('l_infinity')) {
    const counts = nannymlCounts(before, now);
    return largestDifference(counts.reference, counts.current);
  }
  if (method.startsWith('wasserstein'))
    return nannymlWasserstein(reference as number[], analysis as number[]);
  throw new Error(`nothing computes NannyML's “${method}”`);
}

describe("NannyML's own cases, to the last digits of its code", () => {
  test.each(files.flatMap(({ cases }) => cases).map((one) => [one.name, one] as const))('%s', (_, one) => {
    expect(nannyml(one)).toBeCloseTo(one.nannyml_full, one.method.startsWith('wasserstein') ? 3 : 9);
    if (one.scipy_wasserstein_exact !== undefined) {
      const [before, now] = [one.reference as number[], one.analysis as number[]];
      expect(exactWasserstein(before, now)).toBeCloseTo(one.scipy_wasserstein_exact, 9);
      const { stat, p_asymp } = one.scipy_ks!;
      expect(ksStatistic(before, now)).toBeCloseTo(stat, 9);
      expect(ksAsymptoticP(stat, before.length, now.length)).toBeCloseTo(p_asymp, 4);
    }
  });
});
