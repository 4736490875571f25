import { afterAll, expect, test } from 'vitest';
import { performanceOf } from '../../src/methods/performance.ts';
import { intervalOf, wilson } from '../../src/methods/performance-interval.ts';
import type { BinaryOutcome, RegressionOutcome } from '../../src/methods/summary.ts';
import { apart, datasetOf, expectedOf, later, openFixtures, sets, tasks, windowOf } from './fixture-pairs.ts';

const store = await openFixtures();
afterAll(() => store.close());

const names = { auc: 'auroc' } as Record<string, string>;

test.each(sets)('every published metric of every period of %s agrees to 1e-9', async (set) => {
  let compared = 0;
  for (const [period, published] of Object.entries<Record<string, never>>(expectedOf(set).performance)) {
    if (!('from' in published)) continue;
    const rows = {
      dataset: datasetOf(set),
      window: windowOf(published as never),
      version: null,
      labelsUntil: later,
    };
    const outcome = await store.outcome(tasks[set], rows);
    expect(outcome.labelled).toBe(published.n_labelled);
    const found = performanceOf(outcome);
    for (const name of [
      'mae',
      'rmse',
      'bias',
      'auc',
      'accuracy',
      'f1',
      'log_loss',
      'brier',
      'precision',
      'recall',
    ]) {
      if (published[name] == null) continue;
      const value = found[(names[name] ?? name) as keyof typeof found];
      expect(apart(value!, published[name]), `${period} ${name} ${value}`).toBeLessThan(1e-9);
      compared += 1;
    }
    const known: [keyof typeof found, [number, number] | undefined][] = [
      ['auroc', (published.auc_delong as { ci?: [number, number] } | undefined)?.ci],
      ['accuracy', published.accuracy_wilson],
    ];
    for (const [metric, ends] of known) {
      if (!ends) continue;
      const interval = intervalOf(outcome, metric, 0.95)!;
      // The published limits of AUROC are not cut off at 1.
      for (const end of [0, 1] as const) {
        expect(Math.abs(interval[end] - Math.min(1, ends[end]))).toBeLessThan(1e-9);
      }
    }
  }
  expect(compared).toBeGreaterThan(30);
});

// Bootstraps of rows over the reference, 1,000 draws with numpy's default_rng(1000).
const byRows = {
  fremont_bridge: { mae: [24.955854, 26.471471], rmse: [43.295031, 46.505594], bias: [-9.452623, -7.556878] },
  bike_sharing: { mae: [21.975445, 23.16607], rmse: [35.550759, 38.381537], bias: [0.26982, 1.778789] },
} as const;

test.each(['fremont_bridge', 'bike_sharing'] as const)(
  'intervals of %s lie around the metric and are wider by days than by rows, because errors of a day resemble each other',
  async (set) => {
    const { reference } = expectedOf(set).performance;
    const rows = { dataset: datasetOf(set), window: windowOf(reference), version: null, labelsUntil: later };
    const outcome = await store.outcome('regression', rows);
    for (const metric of ['mae', 'rmse', 'bias'] as const) {
      const [low, high] = intervalOf(outcome, metric, 0.95)!;
      const [rowLow, rowHigh] = byRows[set][metric];
      expect(low).toBeLessThan(rowLow);
      expect(high).toBeGreaterThan(rowHigh);
      expect(high - low).toBeLessThan(6 * (rowHigh - rowLow));
    }
  },
);

test.each(['telco_churn_stationary', 'california_housing'] as const)(
  'intervals of F1, log loss and Brier agree with the bootstrap of %s',
  async (set) => {
    const { reference } = expectedOf(set).performance;
    const rows = { dataset: datasetOf(set), window: windowOf(reference), version: null, labelsUntil: later };
    const outcome = await store.outcome('binary', rows);
    for (const metric of ['f1', 'log_loss', 'brier', 'precision', 'recall'] as const) {
      const interval = intervalOf(outcome, metric, 0.95)!;
      const width = reference.bootstrap[metric][1] - reference.bootstrap[metric][0];
      for (const end of [0, 1] as const) {
        expect(Math.abs(interval[end] - reference.bootstrap[metric][end]) / width).toBeLessThan(0.15);
      }
    }
  },
);

const binary: BinaryOutcome = {
  task: 'binary',
  rows: 10,
  labelled: 10,
  truePositive: 0,
  falsePositive: 0,
  trueNegative: 10,
  falseNegative: 0,
  score: null,
};

test('a window without positives has shares of 0 and no interval for what was never tried', () => {
  expect(performanceOf(binary)).toEqual({ accuracy: 1, f1: 0, precision: 0, recall: 0 });
  expect(intervalOf(binary, 'precision', 0.95)).toBeNull();
  expect(intervalOf(binary, 'f1', 0.95)).toBeNull();
  expect(intervalOf(binary, 'auroc', 0.95)).toBeNull();
});

test('without a labelled row there is no metric', () => {
  const nothing: RegressionOutcome = { task: 'regression', rows: 5, labelled: 0, days: [] };
  expect(performanceOf(nothing)).toEqual({});
  expect(performanceOf({ ...binary, labelled: 0, trueNegative: 0 })).toEqual({});
  expect(intervalOf(nothing, 'mae', 0.95)).toBeNull();
});

test('one day says nothing about other days', () => {
  const day = { day: 0, n: 100, sumAbs: 200, sumSquares: 500, sum: 10 };
  const outcome: RegressionOutcome = { task: 'regression', rows: 100, labelled: 100, days: [day] };
  expect(performanceOf(outcome)).toEqual({ mae: 2, rmse: Math.sqrt(5), bias: 0.1 });
  expect(intervalOf(outcome, 'mae', 0.95)).toBeNull();
});

// Agresti, Coull, "Approximate is better than exact", Am. Stat. 52 (1998): 0 of 10 has the Wilson limits 0 and 0.278.
test("Wilson's interval of no hits in ten", () => {
  const [low, high] = wilson(0, 10, 1.959963984540054);
  expect(low).toBeCloseTo(0, 12);
  expect(high).toBeCloseTo(0.27753, 4);
});
