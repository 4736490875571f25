import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { exactP, mcnemar } from '../../src/methods/mcnemar.ts';
import type { PairedBinary } from '../../src/methods/summary.ts';
import { analysisOf, expectedOf, openFixtures, pairOf, sets, tasks } from './fixture-pairs.ts';

const store = await openFixtures();
afterAll(() => store.close());

test.each(sets.filter((set) => tasks[set] === 'binary'))(
  'counts and p-values of %s are the published ones',
  async (set) => {
    const { mcnemar: published, difference } = expectedOf(set).champion_vs_challenger.challenger.all_analysis;
    const paired = (await store.paired('binary', pairOf(set, analysisOf(set)))) as PairedBinary;
    expect([paired.onlyChampionRight, paired.onlyChallengerRight]).toEqual([published.b, published.c]);
    const found = mcnemar(published.b, published.c, paired.n);
    expect(found.difference).toBeCloseTo(difference.accuracy, 12);
    expect(Math.abs(Math.log(found.pValue / published.chi2_cc_p))).toBeLessThan(1e-9);
    expect(Math.abs(Math.log(exactP(published.b, published.c) / published.exact_p))).toBeLessThan(1e-9);
  },
);

test('every published small table has its exact p-value', () => {
  let small = 0;
  for (const set of sets.filter((name) => tasks[name] === 'binary')) {
    for (const { mcnemar: published, n } of Object.values<never>(
      expectedOf(set).champion_vs_challenger.challenger,
    ) as never[] as {
      mcnemar: { b: number; c: number; exact_p: number };
      n: number;
    }[]) {
      if (published.b + published.c >= 25) continue;
      small += 1;
      const found = mcnemar(published.b, published.c, n);
      expect(found.exact).toBe(true);
      expect(found.pValue).toBeCloseTo(published.exact_p, 10);
    }
  }
  expect(small).toBeGreaterThan(5);
});

test('the interval of an exact test excludes 0 just when its p is below 0.05', () => {
  let [sure, unsure] = [0, 0];
  fc.assert(
    fc.property(fc.nat(12), fc.nat(12), fc.nat(100), (b, c, rest) => {
      const { interval, pValue, difference } = mcnemar(b, c, b + c + rest + 1);
      expect(interval[0]).toBeLessThanOrEqual(difference + 1e-12);
      expect(interval[1]).toBeGreaterThanOrEqual(difference - 1e-12);
      const excludes = interval[0] > 0 || interval[1] < 0;
      expect(excludes).toBe(pValue < 0.05);
      if (excludes) sure += 1;
      else unsure += 1;
    }),
    { numRuns: 500 },
  );
  expect(Math.min(sure, unsure)).toBeGreaterThan(20);
});

test('two models that are right on the same rows are equal for certain', () => {
  expect(mcnemar(0, 0, 50)).toMatchObject({ difference: 0, pValue: 1, exact: true });
  expect(mcnemar(0, 0, 0).pValue).toBe(1);
});
