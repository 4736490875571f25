import { expect, test } from 'vitest';
import type { Dataset } from '../../src/domain/dataset.ts';
import type { MonitorId } from '../../src/domain/ids.ts';
import type { Limit, PerformanceMonitor } from '../../src/domain/monitor.ts';
import { Fault } from '../../src/lib/fault.ts';
import { day, hour } from '../../src/lib/time.ts';
import type { BinaryOutcome, Outcome, RegressionOutcome } from '../../src/methods/summary.ts';
import { measure, monitorKinds } from '../../src/monitors/index.ts';
import { performanceFindings } from '../../src/monitors/performance.ts';
import type { LabelledRows } from '../../src/stores/contract.ts';
import { memoryStore } from './memory-store.ts';

/** Ten days whose mean absolute error is `error`, alternating by `spread`; every error is too high. */
const errors = (
  error: number,
  { spread = 1, n = 100, rows = n }: { spread?: number; n?: number; rows?: number } = {},
): RegressionOutcome => ({
  task: 'regression',
  rows,
  labelled: n,
  days: Array.from({ length: 10 }, (_, at) => {
    const here = error + (at % 2 === 0 ? spread : -spread);
    return {
      day: at * day,
      n: n / 10,
      sumAbs: here * (n / 10),
      sumSquares: here ** 2 * (n / 10),
      sum: here * (n / 10),
    };
  }),
});

const classes = (outcome: Partial<BinaryOutcome>): BinaryOutcome => ({
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

const judged = (outcome: Outcome, limit: Limit, dueAt: number | null = null) =>
  performanceFindings(outcome, { limits: [limit], alpha: 0.01 }, dueAt)[0]!;

test('a value beyond the floor is failing, however wide its interval', () => {
  const finding = judged(errors(61, { spread: 30 }), { metric: 'mae', floor: 60, target: 40 });
  expect(finding).toMatchObject({ verdict: 'breach', severity: 'failing', limit: 60, value: 61, n: 100 });
  expect(finding.interval![0]).toBeLessThan(40);
  expect(finding.metrics).toMatchObject({ bias: 61, rows: 100 });
});

test('a value beyond the target warns only when chance does not explain it', () => {
  const limit: Limit = { metric: 'mae', floor: 100, target: 40 };
  expect(judged(errors(42, { spread: 1 }), limit)).toMatchObject({
    verdict: 'breach',
    severity: 'warning',
    limit: 40,
  });
  const unsure = judged(errors(42, { spread: 20 }), limit);
  expect(unsure).toMatchObject({ verdict: 'ok', note: expect.stringContaining('chance') });
  expect(judged(errors(39), limit)).toMatchObject({ verdict: 'ok', limit: 40 });
  expect(judged(errors(39), limit).note).toBeUndefined();
});

test('where higher is better, falling below is the breach', () => {
  expect(judged(classes({}), { metric: 'accuracy', floor: 0.85, target: null }).verdict).toBe('breach');
  expect(judged(classes({}), { metric: 'accuracy', floor: 0.75, target: null }).verdict).toBe('ok');
  expect(judged(classes({}), { metric: 'recall', floor: 0.5, target: 0.95 })).toMatchObject({
    verdict: 'breach',
    severity: 'warning',
  });
});

test('bias is judged by its size on both sides, and an interval over 0 is no bias', () => {
  const limit: Limit = { metric: 'bias', floor: 100, target: 5 };
  const low = errors(10);
  const tooLow = { ...low, days: low.days.map((one) => ({ ...one, sum: -one.sum })) };
  expect(judged(low, limit)).toMatchObject({ verdict: 'breach', value: 10 });
  expect(judged(tooLow, limit)).toMatchObject({ verdict: 'breach', value: -10 });
  const both = { ...low, days: low.days.map((one, at) => ({ ...one, sum: one.sum * (at % 2 ? 20 : -19) })) };
  expect(judged(both, { ...limit, floor: null }).verdict).toBe('ok');
  expect(judged(tooLow, { metric: 'bias', floor: 9, target: null })).toMatchObject({ severity: 'failing' });
});

test('29 labelled rows are not enough, 30 are', () => {
  const limit: Limit = { metric: 'accuracy', floor: 0.9, target: null };
  const few = (labelled: number) => classes({ labelled, truePositive: labelled - 20, trueNegative: 0 });
  expect(judged(few(29), limit)).toMatchObject({
    verdict: 'not_enough_data',
    note: '29 of 100 rows labelled; 30 are needed.',
  });
  expect(judged(few(30), limit).verdict).toBe('breach');
});

test('a window whose labels are still due never breaches and says when they come', () => {
  const finding = judged(
    errors(500, { n: 40, rows: 100 }),
    { metric: 'mae', floor: 60, target: null },
    Date.UTC(2020, 0, 3),
  );
  expect(finding).toMatchObject({
    verdict: 'not_enough_data',
    value: 500,
    note: '40 of 100 rows labelled; the rest is due until 2020-01-03.',
  });
});

test('what cannot be measured says why', () => {
  const auroc: Limit = { metric: 'auroc', floor: 0.8, target: null };
  expect(judged(classes({}), auroc)).toMatchObject({
    verdict: 'error',
    note: expect.stringContaining('score'),
  });
  const score = { auroc: null, aurocError: null, logLoss: 1, logLossSquares: 1, brier: 1, brierSquares: 1 };
  expect(judged(classes({ score }), auroc)).toMatchObject({
    verdict: 'not_enough_data',
    note: expect.stringContaining('one class'),
  });
  expect(judged(errors(1), auroc)).toMatchObject({
    verdict: 'error',
    note: 'A regression model has no auroc.',
  });
  expect(
    judged({ task: 'regression', rows: 0, labelled: 0, days: [] }, { metric: 'mae', floor: 1, target: null }),
  ).toMatchObject({
    verdict: 'not_enough_data',
    note: 'No rows in the window.',
    value: null,
  });
});

const dataset: Dataset = {
  predictions: 'log',
  key: 'id',
  time: 'at',
  prediction: 'prediction',
  features: null,
  segments: [],
  labels: { source: 'labels', key: 'id', label: 'y', time: 'seen', delayMs: 2 * day },
};
const monitor: PerformanceMonitor = {
  id: 'errors' as MonitorId,
  kind: 'performance',
  schedule: '0 6 * * *',
  windowMs: 10 * day,
  alerts: true,
  openAfter: 1,
  closeAfter: 2,
  limits: [{ metric: 'mae', floor: 60, target: null }],
  alpha: 0.01,
};

function measured(outcome: Outcome | Fault, now: number, { labelled = true } = {}) {
  const asked: LabelledRows[] = [];
  const store = Object.assign(memoryStore([], {}), {
    async outcome(_: string, rows: LabelledRows) {
      asked.push(rows);
      if (outcome instanceof Fault) throw outcome;
      return outcome;
    },
  });
  const { labels: _, ...unlabelled } = dataset;
  const model = { task: 'regression' as const, dataset: labelled ? dataset : unlabelled };
  const window = { from: 0, to: 10 * day };
  return { asked, result: measure({ monitor, model, store, window, version: null, now, frozen: null }) };
}

test('before the labels are due the same bad numbers are provisional, afterwards a breach', async () => {
  const bad = errors(70, { n: 50, rows: 100 });
  const early = await measured(bad, 11 * day).result;
  expect(early.findings[0]!.verdict).toBe('not_enough_data');
  expect((await measured(bad, 12 * day).result).findings[0]!.verdict).toBe('breach');
});

test('a window with nearly all of its labels is judged at once', async () => {
  const { result } = measured(errors(70, { n: 100, rows: 101 }), 10 * day + hour);
  expect((await result).findings[0]).toMatchObject({ verdict: 'breach', note: '100 of 101 rows labelled.' });
});

test('nothing later than now is asked for', async () => {
  const { asked, result } = measured(errors(1), 5 * day);
  await result;
  expect(asked[0]).toMatchObject({ window: { from: 0, to: 5 * day }, labelsUntil: 5 * day });
});

test('a store that is down and a model without labels are findings, a bug is thrown', async () => {
  const down = new Fault('store_down', 'The store does not answer.', { retry: 'later' });
  expect(await measured(down, 20 * day).result).toMatchObject({
    findings: [{ verdict: 'error', note: 'The store does not answer.', metric: 'mae' }],
    frozen: null,
  });
  const unlabelled = measured(errors(1), 20 * day, { labelled: false });
  expect((await unlabelled.result).findings[0]).toMatchObject({ verdict: 'error' });
  await expect(measured({ task: 'regression' } as never, 20 * day).result).rejects.toThrow(TypeError);
});

test('every kind of monitor is found under its own name', () => {
  for (const [name, { kind }] of Object.entries(monitorKinds)) expect(kind).toBe(name);
});
