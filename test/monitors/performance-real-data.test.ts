import { afterAll, expect, test } from 'vitest';
import type { MonitorId } from '../../src/domain/ids.ts';
import type { Limit, PerformanceMonitor } from '../../src/domain/monitor.ts';
import { day, hour, sayInstant, week } from '../../src/lib/time.ts';
import { measure } from '../../src/monitors/index.ts';
import { datasetOf, openFixtures, type SetName, tasks } from '../methods/fixture-pairs.ts';

const store = await openFixtures();
afterAll(() => store.close());

async function check(
  set: SetName,
  limits: Limit[],
  { to, days, delayMs }: { to: number; days: number; delayMs: number },
) {
  const monitor: PerformanceMonitor = {
    id: 'performance' as MonitorId,
    kind: 'performance',
    schedule: '0 6 * * 1',
    windowMs: days * day,
    alerts: true,
    openAfter: 1,
    closeAfter: 2,
    limits,
    alpha: 0.01,
  };
  const dataset = datasetOf(set);
  const model = { task: tasks[set], dataset: { ...dataset, labels: { ...dataset.labels!, delayMs } } };
  const window = { from: to - days * day, to };
  const input = { monitor, model, store, window, version: null, frozen: null };
  return (await measure({ ...input, now: to + delayMs + 6 * hour })).findings;
}

test('with a floor of MAE 60, the pandemic is found in the window that ends on 13 April 2020, and nothing before', async () => {
  const breaches: string[] = [];
  let checks = 0;
  for (let to = Date.UTC(2018, 1, 5); to <= Date.UTC(2020, 5, 1); to += week) {
    const [finding] = await check('fremont_bridge', [{ metric: 'mae', floor: 60, target: null }], {
      to,
      days: 28,
      delayMs: hour,
    });
    checks += 1;
    expect(finding!.verdict).not.toBe('error');
    expect(finding!.n).toBeGreaterThan(660);
    if (finding!.verdict === 'breach') breaches.push(sayInstant(to));
  }
  expect(checks).toBe(122);
  expect(breaches[0]).toBe('2020-04-13');
  // It does not come and go: every week since breaches.
  expect(breaches).toHaveLength(8);
});

test('customers in random order never breach: twelve months, floors below and targets at what the model can do', async () => {
  const limits: Limit[] = [
    { metric: 'auroc', floor: 0.78, target: 0.836 },
    { metric: 'accuracy', floor: 0.72, target: 0.79 },
    { metric: 'f1', floor: 0.45, target: 0.58 },
    { metric: 'log_loss', floor: 0.6, target: 0.428 },
    { metric: 'brier', floor: 0.2, target: 0.14 },
  ];
  let ok = 0;
  for (let month = 1; month <= 12; month += 1) {
    const to = Date.UTC(2023, month);
    const days = (to - Date.UTC(2023, month - 1)) / day;
    const findings = await check('telco_churn_stationary', limits, { to, days, delayMs: 30 * day });
    expect(findings.filter(({ verdict }) => verdict === 'breach')).toEqual([]);
    ok += findings.filter(({ verdict }) => verdict === 'ok').length;
  }
  expect(ok).toBe(60);
});

test('growth of ridership breaches a floor that last year kept', async () => {
  const limits: Limit[] = [{ metric: 'mae', floor: 50, target: null }];
  const [before] = await check('bike_sharing', limits, { to: Date.UTC(2011, 9), days: 30, delayMs: hour });
  const [after] = await check('bike_sharing', limits, { to: Date.UTC(2012, 9), days: 30, delayMs: hour });
  expect([before!.verdict, after!.verdict]).toEqual(['ok', 'breach']);
});

test('seen a week after its predictions, a month of churn is provisional', async () => {
  const limits: Limit[] = [{ metric: 'auroc', floor: 0.99, target: null }];
  const to = Date.UTC(2023, 6);
  const dataset = datasetOf('telco_churn_stationary');
  const monitor = {
    id: 'p' as MonitorId,
    kind: 'performance',
    schedule: '0 6 1 * *',
    windowMs: 30 * day,
  } as const;
  const { findings } = await measure({
    monitor: { ...monitor, alerts: true, openAfter: 1, closeAfter: 2, limits, alpha: 0.01 },
    model: { task: 'binary', dataset: { ...dataset, labels: { ...dataset.labels!, delayMs: 30 * day } } },
    store,
    window: { from: to - 30 * day, to },
    version: null,
    now: to + 7 * day,
    frozen: null,
  });
  expect(findings[0]!.verdict).toBe('not_enough_data');
  expect(findings[0]!.note).toMatch(/of 378 rows labelled; the rest is due until 2023-07-31\.$/);
});
