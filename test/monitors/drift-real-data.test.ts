import { afterAll, expect, test } from 'vitest';
import { secret } from '../../src/config/secret.ts';
import type { Dataset } from '../../src/domain/dataset.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { MonitorId } from '../../src/domain/ids.ts';
import type { DriftMonitor } from '../../src/domain/monitor.ts';
import type { Window } from '../../src/lib/time.ts';
import type { Frozen } from '../../src/monitors/contract.ts';
import { drift } from '../../src/monitors/drift.ts';
import { duckdb } from '../../src/stores/duckdb.ts';

const store = await duckdb.open(
  {},
  { roots: [new URL('../fixtures/data', import.meta.url).pathname], secret },
);
afterAll(() => store.close());

const month = (year: number, at: number): Window => ({
  from: Date.UTC(year, at),
  to: Date.UTC(year, at + 1),
});

/** Checks the given windows one after the other against one reference, as a monitor does. */
async function check(set: string, reference: Window, windows: Window[]): Promise<Finding[][]> {
  const dataset: Dataset = {
    predictions: `${set}/predictions.parquet`,
    key: 'prediction_id',
    time: 'timestamp',
    prediction: 'prediction',
    features: null,
    segments: [],
  };
  const monitor: DriftMonitor = {
    id: 'inputs' as MonitorId,
    kind: 'drift',
    schedule: '0 6 1 * *',
    windowMs: 0,
    alerts: true,
    openAfter: 1,
    closeAfter: 2,
    reference,
    columns: null,
    effect: 'psi_corrected',
    floor: 0.2,
    alpha: 0.01,
  };
  let frozen: Frozen | null = null;
  const findings: Finding[][] = [];
  for (const window of windows) {
    const measured = await drift.measure({
      monitor,
      model: { task: 'binary', dataset },
      store,
      window,
      version: null,
      now: window.to,
      frozen,
    });
    frozen = measured.frozen;
    findings.push(measured.findings);
  }
  return findings;
}

const breached = (findings: Finding[]) =>
  findings.filter(({ verdict }) => verdict === 'breach').map(({ column }) => column);

test('customers in random order never drift: six months, 21 columns, no alarm and no gap in knowledge', async () => {
  const months = [6, 7, 8, 9, 10, 11].map((at) => month(2023, at));
  const checks = await check(
    'telco_churn_stationary',
    { from: Date.UTC(2023, 0), to: Date.UTC(2023, 6) },
    months,
  );
  expect(checks.flatMap(breached)).toEqual([]);
  expect(checks.flat().filter(({ verdict }) => verdict === 'error')).toEqual([]);
  expect(checks[0]).toHaveLength(21);
  expect(checks.flat().filter(({ verdict }) => verdict === 'ok').length).toBeGreaterThan(120);
});

test('shuffled years never drift against the same month of another year', async () => {
  for (const at of [0, 3, 6, 9]) {
    const [findings] = await check('weather_year_shuffled', month(2013, at), [month(2014, at)]);
    expect(breached(findings!)).toEqual([]);
  }
});

test('the pandemic moves bicycle counts against the same months of the year before', async () => {
  const [april] = await check('fremont_bridge', month(2019, 3), [month(2020, 3)]);
  expect(breached(april!)).toEqual(expect.arrayContaining(['count_24h_ago', 'mean_last_week']));
  const [before] = await check('fremont_bridge', month(2018, 9), [month(2019, 9)]);
  expect(breached(before!)).not.toContain('count_24h_ago');
});

test('house prices of other counties lie elsewhere', async () => {
  const reference = { from: Date.UTC(2020, 9), to: Date.UTC(2021, 5) };
  const [july] = await check('california_housing', reference, [month(2021, 6)]);
  expect(breached(july!)).toEqual(expect.arrayContaining(['Latitude', 'Longitude']));
});
