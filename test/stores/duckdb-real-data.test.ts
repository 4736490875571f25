import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { secret } from '../../src/config/secret.ts';
import type { Dataset } from '../../src/domain/dataset.ts';
import type { VersionId } from '../../src/domain/ids.ts';
import { parseInstant, type Window } from '../../src/lib/time.ts';
import type { BinaryOutcome, RegressionOutcome } from '../../src/methods/summary.ts';
import type { Store } from '../../src/stores/contract.ts';
import { duckdb } from '../../src/stores/duckdb.ts';

const folder = path.resolve(import.meta.dirname, '../fixtures/data');
const later = Date.UTC(2100, 0, 1);

interface Period {
  from: string;
  to: string;
  n_labelled: number;
  mae: number;
  rmse: number;
  bias: number;
  auc: number;
  log_loss: number;
  brier: number;
  confusion: { tp: number; fp: number; fn: number; tn: number };
  auc_delong: { se: number };
}

interface Expected {
  performance: Record<string, Period>;
  champion_vs_challenger: { challenger: Record<string, Compared> };
  drift: {
    fixed_reference: Record<
      string,
      {
        from: string;
        to: string;
        ref_from: string;
        ref_to: string;
        columns: Record<string, { kind: string; ks_stat: number; wasserstein: number }>;
      }
    >;
  };
}

interface Compared {
  n: number;
  from?: string;
  delong: { var_champion: number; var_challenger: number; cov: number };
  mcnemar: { b: number; c: number };
  difference: Record<string, number>;
}

const expectedOf = (name: string): Expected =>
  JSON.parse(readFileSync(path.join(folder, name, 'expected.json'), 'utf8'));

const datasetOf = (name: string, task: 'binary' | 'regression'): Dataset => ({
  predictions: `${name}/predictions.parquet`,
  key: 'prediction_id',
  time: 'timestamp',
  prediction: 'prediction',
  ...(task === 'binary' ? { score: 'predicted_probability' } : {}),
  features: null,
  segments: [],
  labels: {
    source: `${name}/labels.csv`,
    key: 'prediction_id',
    label: 'label',
    time: 'label_timestamp',
    delayMs: 0,
  },
});

const windowOf = ({ from, to }: { from: string; to: string }): Window => ({
  from: parseInstant(from)!,
  to: parseInstant(to)!,
});

let store: Store;
beforeAll(async () => {
  store = await duckdb.open({ folder }, { roots: [folder], secret });
});
afterAll(() => store.close());

const near = (actual: number | null | undefined, expected: number) =>
  expect(Math.abs(actual! - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));

describe.each(['california_housing', 'telco_churn_stationary', 'weather_year_shuffled'])('%s', (name) => {
  test('has the AUROC with its error, the losses and the counts that scikit-learn found, in every period', async () => {
    const periods = Object.values(expectedOf(name).performance);
    expect(periods.length).toBeGreaterThan(6);
    for (const period of periods) {
      const rows = {
        dataset: datasetOf(name, 'binary'),
        window: windowOf(period),
        version: null,
        labelsUntil: later,
      };
      const outcome = (await store.outcome('binary', rows)) as BinaryOutcome;
      expect(outcome.labelled).toBe(period.n_labelled);
      near(outcome.score?.auroc, period.auc);
      near(outcome.score?.aurocError, period.auc_delong.se);
      near(outcome.score!.logLoss / outcome.labelled, period.log_loss);
      near(outcome.score!.brier / outcome.labelled, period.brier);
      const { truePositive: tp, falsePositive: fp, falseNegative: fn, trueNegative: tn } = outcome;
      expect({ tp, fp, fn, tn }).toEqual(period.confusion);
    }
  });

  test("has DeLong's variances and McNemar's counts against its challenger", async () => {
    const all = expectedOf(name).champion_vs_challenger.challenger.all_analysis!;
    const periods = Object.entries(expectedOf(name).performance).filter(([key]) => key !== 'reference');
    const from = parseInstant(expectedOf(name).performance.reference!.to)!;
    const to = Math.max(...periods.map(([, period]) => parseInstant(period.to)!));
    const dataset = datasetOf(name, 'binary');
    const paired = await store.paired('binary', {
      dataset,
      challengerDataset: { ...dataset, predictions: `${name}/challenger.parquet` },
      window: { from, to },
      version: null,
      champion: 'a' as VersionId,
      challenger: 'b' as VersionId,
      labelsUntil: later,
    });
    if (paired.task !== 'binary') throw new Error('not binary');
    expect(paired.n).toBe(all.n);
    near(paired.delong?.varChampion, all.delong.var_champion);
    near(paired.delong?.varChallenger, all.delong.var_challenger);
    near(paired.delong?.covariance, all.delong.cov);
    expect([paired.onlyChampionRight, paired.onlyChallengerRight]).toEqual([all.mcnemar.b, all.mcnemar.c]);
    near(paired.logLoss!.difference / paired.n, all.difference.log_loss!);
    near(paired.brier!.difference / paired.n, all.difference.brier!);
  });
});

describe.each(['fremont_bridge', 'bike_sharing'])('%s', (name) => {
  test('has the errors that numpy found, in every period', async () => {
    const periods = Object.values(expectedOf(name).performance);
    expect(periods.length).toBeGreaterThan(12);
    for (const period of periods) {
      const rows = {
        dataset: datasetOf(name, 'regression'),
        window: windowOf(period),
        version: null,
        labelsUntil: later,
      };
      const { labelled, days } = (await store.outcome('regression', rows)) as RegressionOutcome;
      const total = (of: 'sumAbs' | 'sumSquares' | 'sum') => days.reduce((sum, day) => sum + day[of], 0);
      expect(labelled).toBe(period.n_labelled);
      near(total('sumAbs') / labelled, period.mae);
      near(Math.sqrt(total('sumSquares') / labelled), period.rmse);
      near(total('sum') / labelled, period.bias);
    }
  });
});

test.each([
  'california_housing',
  'telco_churn_stationary',
  'fremont_bridge',
  'bike_sharing',
  'weather_year_shuffled',
])('%s has the distances that scipy found', async (name) => {
  let compared = 0;
  for (const period of Object.values(expectedOf(name).drift.fixed_reference).slice(0, 6)) {
    const dataset = datasetOf(name, 'regression');
    const known = await store.describe(dataset);
    const columns = Object.keys(period.columns).filter((column) =>
      known.some(
        (info) =>
          info.column === column && info.kind === 'numeric' && period.columns[column]!.kind === 'numeric',
      ),
    );
    const found = await store.distances!(columns, {
      reference: { dataset, window: windowOf({ from: period.ref_from, to: period.ref_to }), version: null },
      current: { dataset, window: windowOf(period), version: null },
    });
    for (const { column, ks, wasserstein } of found) {
      near(ks, period.columns[column]!.ks_stat);
      near(wasserstein, period.columns[column]!.wasserstein);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(10);
});
