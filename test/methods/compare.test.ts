import { afterAll, expect, test } from 'vitest';
import { compare, pairedT } from '../../src/methods/compare.ts';
import type { BinaryOutcome, PairedBinary, PairedRegression } from '../../src/methods/summary.ts';
import { analysisOf, apart, expectedOf, openFixtures, pairOf, sets, tasks } from './fixture-pairs.ts';

const store = await openFixtures();
afterAll(() => store.close());

test.each(sets)('metrics of both sides and their differences are the published ones of %s', async (set) => {
  const published = expectedOf(set).champion_vs_challenger.challenger.all_analysis;
  const paired = await store.paired(tasks[set], pairOf(set, analysisOf(set)));
  const { n, metrics, verdict } = compare(paired, tasks[set] === 'binary' ? 'auroc' : 'mae');
  expect(n).toBe(published.n);
  let compared = 0;
  for (const found of metrics) {
    const name = found.metric === 'auroc' ? 'auc' : found.metric;
    expect(apart(found.champion, published.champion[name])).toBeLessThan(1e-9);
    expect(apart(found.challenger, published.challenger[name])).toBeLessThan(1e-9);
    if (found.metric !== 'bias')
      expect(Math.abs(found.difference - published.difference[name])).toBeLessThan(1e-8);
    compared += 1;
  }
  expect(compared).toBe(tasks[set] === 'binary' ? 7 : 3);
  for (const metric of ['log_loss', 'brier'] as const) {
    const t = published[`paired_t_${metric}`];
    if (!t) continue;
    const found = metrics.find((one) => one.metric === metric)!;
    expect(found.method).toBe('paired_t');
    expect(Math.abs(Math.log(found.pValue! / t.p))).toBeLessThan(1e-6);
    expect((found.interval![0] + found.interval![1]) / 2).toBeCloseTo(t.mean_diff, 9);
  }
  const key = metrics[0]!;
  const decided = key.interval![0] > 0 || key.interval![1] < 0;
  expect(verdict !== 'no_clear_winner').toBe(decided);
});

test('models that learn from last week win after the pandemic, and a wrong one loses', async () => {
  const paired = (await store.paired(
    'regression',
    pairOf('fremont_bridge', analysisOf('fremont_bridge')),
  )) as PairedRegression;
  expect(compare(paired, 'mae').verdict).toBe('better');
  const swapped = {
    ...paired,
    days: paired.days.map((day) => ({ ...day, champion: day.challenger, challenger: day.champion })),
  };
  expect(compare(swapped, 'mae').verdict).toBe('worse');
  const same = { ...paired, days: paired.days.map((day) => ({ ...day, challenger: day.champion })) };
  expect(compare(same, 'rmse').verdict).toBe('no_clear_winner');
});

test('the paired t-test of absolute errors is the published one', async () => {
  for (const set of ['fremont_bridge', 'bike_sharing'] as const) {
    const published = expectedOf(set).champion_vs_challenger.challenger.all_analysis.paired_t_abs_error;
    const { n, days } = (await store.paired('regression', pairOf(set, analysisOf(set)))) as PairedRegression;
    const sum = (of: (day: (typeof days)[number]) => number) =>
      days.reduce((total, day) => total + of(day), 0);
    const found = pairedT({
      n,
      difference: sum((day) => day.challenger.abs - day.champion.abs),
      squares: sum((day) => day.differenceSquares),
    });
    const half = (found.interval![1] - found.interval![0]) / 2;
    expect(half / published.se).toBeCloseTo(1.96, 2);
    expect((found.interval![0] + found.interval![1]) / 2).toBeCloseTo(published.mean_diff, 9);
  }
});

test('below eight days only the absolute error is judged, by rows', async () => {
  const paired = (await store.paired(
    'regression',
    pairOf('fremont_bridge', analysisOf('fremont_bridge')),
  )) as PairedRegression;
  const days = paired.days.slice(0, 5);
  const { metrics } = compare({ ...paired, n: days.reduce((sum, { n }) => sum + n, 0), days }, 'mae');
  expect(metrics.map(({ method }) => method)).toEqual(['paired_t', null, null]);
  expect(metrics[1]!.verdict).toBe('no_clear_winner');
});

const side = (outcome: Partial<BinaryOutcome>): BinaryOutcome => ({
  task: 'binary',
  rows: 100,
  labelled: 100,
  truePositive: 40,
  falsePositive: 10,
  trueNegative: 40,
  falseNegative: 10,
  score: null,
  ...outcome,
});
const noScores: PairedBinary = {
  task: 'binary',
  n: 100,
  positives: 50,
  champion: side({}),
  challenger: side({ truePositive: 48, falseNegative: 2 }),
  onlyChampionRight: 0,
  onlyChallengerRight: 8,
  delong: null,
  logLoss: null,
  brier: null,
};

test('without scores there is no AUROC, and a verdict that waits for it is none', () => {
  const { metrics, verdict } = compare(noScores, 'auroc');
  expect(metrics.map(({ metric }) => metric)).toEqual(['accuracy', 'f1', 'precision', 'recall']);
  expect(verdict).toBe('no_clear_winner');
  expect(compare(noScores, 'accuracy')).toMatchObject({ verdict: 'better', keyMetric: 'accuracy' });
  expect(metrics.find(({ metric }) => metric === 'recall')!.verdict).toBe('better');
});

test('equal seeds give equal numbers', async () => {
  const paired = await store.paired('regression', pairOf('bike_sharing', analysisOf('bike_sharing')));
  expect(compare(paired, 'mae', { seed: 'E-1' })).toEqual(compare(paired, 'mae', { seed: 'E-1' }));
  expect(compare(paired, 'mae', { seed: 'E-1' })).not.toEqual(compare(paired, 'mae', { seed: 'E-2' }));
});
