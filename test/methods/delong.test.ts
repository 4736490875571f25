import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { delongOf, delongTest } from '../../src/methods/delong.ts';
import type { PairedBinary } from '../../src/methods/summary.ts';
import { analysisOf, expectedOf, openFixtures, pairOf, sets, tasks } from './fixture-pairs.ts';

const store = await openFixtures();
afterAll(() => store.close());

test.each(sets.filter((set) => tasks[set] === 'binary'))(
  'the paired difference of %s is the published one, with its error, interval and p',
  async (set) => {
    const published = expectedOf(set).champion_vs_challenger.challenger.all_analysis.delong;
    const paired = (await store.paired('binary', pairOf(set, analysisOf(set)))) as PairedBinary;
    const found = delongTest(paired.champion.score!.auroc!, paired.challenger.score!.auroc!, paired.delong!);
    expect(found.difference).toBeCloseTo(published.diff, 10);
    expect(found.standardError).toBeCloseTo(published.se, 10);
    expect(found.interval[0]).toBeCloseTo(published.ci[0], 10);
    expect(found.interval[1]).toBeCloseTo(published.ci[1], 10);
    expect(Math.abs(Math.log(found.pValue / published.p))).toBeLessThan(1e-6);
  },
);

/** The definition itself, pair by pair. */
function slow(labels: number[], a: number[], b: number[]) {
  const positive = labels.flatMap((label, row) => (label === 1 ? [row] : []));
  const negative = labels.flatMap((label, row) => (label === 1 ? [] : [row]));
  const wins = (x: number, y: number) => (x > y ? 1 : x === y ? 0.5 : 0);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const parts = (s: number[]) => ({
    v10: positive.map((p) => mean(negative.map((n) => wins(s[p]!, s[n]!)))),
    v01: negative.map((n) => mean(positive.map((p) => wins(s[p]!, s[n]!)))),
  });
  const [x, y] = [parts(a), parts(b)];
  const cov = (u: number[], v: number[]) =>
    u.reduce((sum, value, at) => sum + (value - mean(u)) * (v[at]! - mean(v)), 0) / (u.length - 1);
  const both = (u: typeof x, v: typeof x) =>
    cov(u.v10, v.v10) / positive.length + cov(u.v01, v.v01) / negative.length;
  return {
    champion: mean(x.v10),
    challenger: mean(y.v10),
    varChampion: both(x, x),
    varChallenger: both(y, y),
    covariance: both(x, y),
  };
}

test('ranks give what comparing every pair gives, ties included', () => {
  let [tied, refused] = [0, 0];
  const row = fc.tuple(
    fc.integer({ min: 0, max: 1 }),
    fc.integer({ min: 0, max: 8 }),
    fc.integer({ min: 0, max: 8 }),
  );
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), (rows) => {
      const [labels, a, b] = [0, 1, 2].map((at) => rows.map((one) => one[at as 0 | 1 | 2])) as [
        number[],
        number[],
        number[],
      ];
      const positives = labels.filter((label) => label === 1).length;
      const found = delongOf(labels, a, b);
      if (positives < 2 || labels.length - positives < 2) {
        refused += 1;
        expect(found).toBeNull();
        return;
      }
      if (new Set(a).size < a.length) tied += 1;
      for (const [name, value] of Object.entries(slow(labels, a, b))) {
        expect(found![name as keyof typeof found]).toBeCloseTo(value, 10);
      }
    }),
  );
  expect(tied).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(0);
});

test('a model against itself differs by nothing, and nothing is sure', () => {
  const found = delongOf([0, 1, 0, 1, 1], [0.1, 0.4, 0.35, 0.8, 0.3], [0.1, 0.4, 0.35, 0.8, 0.3])!;
  expect(delongTest(found.champion, found.challenger, found)).toEqual({
    difference: 0,
    standardError: 0,
    pValue: 1,
    interval: [0, 0],
  });
});

test('a hundred thousand rows do not take a comparison of every pair', () => {
  const rows = Array.from({ length: 100_000 }, (_, at) => at);
  const found = delongOf(
    rows.map((at) => at % 2),
    rows.map((at) => (at * 7919) % 10_007),
    rows.map((at) => at),
  );
  expect(found).not.toBeNull();
  // Ten thousand million pairs would take longer than a test may.
}, 20_000);
