import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../src/domain/dataset.ts';
import type { MonitorId } from '../../src/domain/ids.ts';
import type { QualityMonitor } from '../../src/domain/monitor.ts';
import { Fault } from '../../src/lib/fault.ts';
import { day, hour } from '../../src/lib/time.ts';
import type { Measure } from '../../src/monitors/contract.ts';
import { quality } from '../../src/monitors/quality.ts';
import { random } from '../methods/profile-of.ts';
import { memoryStore, type Row } from './memory-store.ts';

const start = Date.UTC(2024, 0, 1);
const dataset: Dataset = {
  predictions: 'log',
  key: 'id',
  time: 'at',
  prediction: 'prediction',
  features: [
    { column: 'age', type: null },
    { column: 'plan', type: null },
  ],
  segments: [],
};
const columns = {
  id: 'categorical',
  at: 'time',
  age: 'numeric',
  plan: 'categorical',
  prediction: 'numeric',
} as const;
const monitor: QualityMonitor = {
  id: 'feed' as MonitorId,
  kind: 'quality',
  schedule: '0 * * * *',
  windowMs: day,
  alerts: true,
  openAfter: 1,
  closeAfter: 2,
  reference: { from: start, to: start + 20 * day },
  columns: null,
  missing: 0.05,
  unseen: 0.02,
  outOfRange: 0.02,
  minRows: 50,
  freshnessMs: 2 * hour,
  alpha: 0.01,
};

/** 200 rows a day with 2 % of ages missing; `broken` changes the rows of the last day. */
function rows(broken: (row: Row, uniform: number) => Row = (row) => row): Row[] {
  const uniform = random(4);
  return Array.from({ length: 21 * 200 }, (_, at) => {
    const row: Row = {
      id: `r${at}`,
      at: start + at * (day / 200),
      age: uniform() < 0.02 ? null : 18 + Math.floor(uniform() * 60),
      plan: uniform() < 0.4 ? 'pro' : 'free',
      prediction: uniform(),
    };
    return at >= 20 * 200 ? broken(row, uniform()) : row;
  });
}

const window = { from: start + 20 * day, to: start + 21 * day };
const measure = (log: Row[], other: Partial<Measure<QualityMonitor>> = {}) => {
  const store = memoryStore(log, columns);
  const input: Measure<QualityMonitor> = {
    monitor,
    model: { task: 'regression', dataset },
    store,
    window,
    version: null,
    now: window.to,
    frozen: null,
    ...other,
  };
  return {
    store,
    input,
    /** Runs one check each time it is read. */
    get measured() {
      return quality.measure(input);
    },
  };
};
const verdicts = (findings: { metric: string; column?: string; verdict: string }[]) =>
  Object.fromEntries(
    findings.map(({ metric, column, verdict }) => [column ? `${metric} ${column}` : metric, verdict]),
  );

test('a good day is ok everywhere', async () => {
  const { findings } = await measure(rows()).measured;
  expect(verdicts(findings)).toEqual({
    'missing age': 'ok',
    'out_of_range age': 'ok',
    'missing plan': 'ok',
    'unseen plan': 'ok',
    'missing prediction': 'ok',
    'out_of_range prediction': 'ok',
    rows: 'ok',
    freshness: 'ok',
  });
});

test.each([
  ['missing age', (row: Row, u: number) => ({ ...row, age: u < 0.2 ? null : row.age! })],
  [
    'missing prediction',
    (row: Row, u: number) => ({ ...row, prediction: u < 0.2 ? Number.NaN : row.prediction! }),
  ],
  ['unseen plan', (row: Row, u: number) => ({ ...row, plan: u < 0.2 ? '<b>gold</b>' : row.plan! })],
  ['out_of_range age', (row: Row, u: number) => ({ ...row, age: u < 0.2 ? 999 : row.age! })],
])('a fifth of rows with %s is a breach of that alone, as a Warning', async (what, broken) => {
  const { findings } = await measure(rows(broken)).measured;
  const breaches = findings.filter(({ verdict }) => verdict === 'breach');
  expect(Object.keys(verdicts(breaches))).toEqual([what]);
  expect(breaches[0]!.severity).toBe('warning');
  expect(breaches[0]!.value).toBeGreaterThan(0.12);
  expect(breaches[0]!.pValue).toBeLessThan(0.01);
});

test('a rise that is significant but below the configured points is ok', async () => {
  const loose = { ...monitor, missing: 0.5 };
  const { findings } = await measure(
    rows((row, u) => ({ ...row, age: u < 0.2 ? null : row.age! })),
    { monitor: loose },
  ).measured;
  expect(findings[0]).toMatchObject({ metric: 'missing', verdict: 'ok' });
  expect(findings[0]!.pValue).toBeLessThan(0.01);
});

test('one bad row of three is no proof where bad rows are ordinary', async () => {
  const few = [...rows().slice(0, 4000), ...rows().slice(-3)];
  few[4000] = { ...few[4000]!, age: null };
  const { findings } = await measure(few).measured;
  expect(findings[0]).toMatchObject({ metric: 'missing', value: 1 / 3, n: 3, verdict: 'ok' });
});

test('a column without a single value is missing in full', async () => {
  const { findings } = await measure(rows((row) => ({ ...row, age: null }))).measured;
  expect(verdicts(findings)).toMatchObject({
    'missing age': 'breach',
    'out_of_range age': 'not_enough_data',
  });
});

describe('arrivals', () => {
  test('too few rows and an old newest row are Failing', async () => {
    const stale = rows().slice(0, 4000);
    const { findings } = await measure(stale).measured;
    const failing = findings.filter(({ severity }) => severity === 'failing');
    expect(failing).toMatchObject([
      { metric: 'rows', value: 0, limit: 50, verdict: 'breach' },
      { metric: 'freshness', limit: 2 * hour, verdict: 'breach' },
    ]);
    expect(failing[1]!.value).toBe(window.to - Number(stale.at(-1)!.at));
    expect(verdicts(findings)).toMatchObject({ 'missing age': 'not_enough_data' });
  });

  test('rows later than now do not exist yet', async () => {
    const { findings } = await measure(rows(), { now: window.from + 6 * hour }).measured;
    const arrived = findings.find(({ metric }) => metric === 'rows')!;
    expect(arrived.value).toBe(50);
    expect(findings.find(({ metric }) => metric === 'freshness')!.value).toBeGreaterThanOrEqual(0);
  });

  test('no prediction at all is a breach with a sentence', async () => {
    const { findings, frozen } = await measure([]).measured;
    expect(findings.at(-1)).toMatchObject({ metric: 'freshness', value: null, verdict: 'breach' });
    expect(frozen).toBeNull();
  });

  test('what is not configured is not read', async () => {
    const only = { ...monitor, missing: null, unseen: null, outOfRange: null, minRows: null };
    const { store, input } = measure(rows(), { monitor: only });
    expect(verdicts((await quality.measure(input)).findings)).toEqual({ freshness: 'ok' });
    expect(store.calls).toEqual({ describe: 0, extent: 1, fit: 0, summarize: 0 });
  });
});

test('a store that is down is said once', async () => {
  const { store, input } = measure(rows());
  store.down = new Fault('store_down', 'The store does not answer.', { retry: 'later' });
  expect((await quality.measure(input)).findings).toMatchObject([
    { verdict: 'error', note: 'The store does not answer.' },
  ]);
});

test('the reference is read once', async () => {
  const { frozen, findings } = await measure(rows()).measured;
  const again = measure(rows(), { frozen });
  expect((await again.measured).findings).toEqual(findings);
  expect(again.store.calls).toMatchObject({ fit: 0, summarize: 1 });
});
