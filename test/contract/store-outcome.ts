// Predictions against labels, and champion against challenger: part of the store contract.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VersionId } from '../../src/domain/ids.ts';
import { day, hour } from '../../src/lib/time.ts';
import type { BinaryOutcome, RegressionOutcome } from '../../src/methods/summary.ts';
import type { StoreKind } from '../../src/stores/contract.ts';
import { delong, logLoss } from '../stores/in-memory.ts';
import { datasetOf, faultOf, oddName, type StartStore, start, type Table, withStore } from './store-world.ts';

const runs = 25;
const columns: Table['columns'] = {
  id: 'text',
  at: 'time',
  version: 'text',
  prediction: 'number',
  score: 'number',
};
const labelColumns: Table['columns'] = { id: 'text', [oddName]: 'number', arrived: 'time' };
const labels = { key: 'id', label: oddName, time: 'arrived', delayMs: 0 };
const window = { from: start, to: start + 3 * day };
const labelsUntil = start + 4 * day;

const share = fc.constantFrom(0, 0.1, 0.25, 0.25, 0.5, 0.5, 0.75, 0.9, 1);
const someRow = fc.record({
  at: fc.integer({ min: -3, max: 75 }).map((hours) => start + hours * hour),
  a: share,
  b: share,
  bMissing: fc.boolean(),
  label: fc.constantFrom(0, 1, 1, 0, null),
  late: fc.integer({ min: 0, max: 60 }).map((hours) => hours * hour),
});
type Row = typeof someRow extends fc.Arbitrary<infer R> ? R : never;

const tablesOf = (rows: Row[]) => ({
  predictions: {
    columns,
    rows: rows.flatMap(({ at, a, b, bMissing }, i) => {
      const row = { id: `k${i}`, at, version: 'champion', prediction: a >= 0.5 ? 1 : 0, score: a };
      return bMissing
        ? [row]
        : [row, { ...row, version: 'challenger', prediction: b >= 0.5 ? 1 : 0, score: b }];
    }),
  },
  labels: {
    columns: labelColumns,
    rows: rows.flatMap(({ at, late, label }, i) => {
      const arrived = { id: `k${i}`, [oddName]: label, arrived: at + late };
      // A first, wrong label that is corrected later must not count.
      return label === null
        ? [arrived]
        : [{ ...arrived, [oddName]: 1 - label, arrived: at + late - hour }, arrived];
    }),
  },
});

const inWindow = ({ at }: Row) => at >= window.from && at < window.to;
/** The label as known at `labelsUntil`. */
function labelOf({ at, late, label }: Row): number | null {
  if (label === null || at + late - hour > labelsUntil) return null;
  return at + late <= labelsUntil ? label : 1 - label;
}
const close = (actual: number | null | undefined, expected: number) =>
  expect(actual).toBeCloseTo(expected, 9);

export function storeOutcomeContract(kind: StoreKind<never>, begin: StartStore): void {
  describe(`${kind.id} compares with labels`, () => {
    test('that had arrived, newest first, as rows in memory do', async () => {
      const seen = { scored: 0, unlabelled: 0, outside: 0 };
      await fc.assert(
        fc.asyncProperty(fc.array(someRow, { minLength: 2, maxLength: 40, size: 'max' }), async (rows) => {
          await withStore(kind, begin(tablesOf(rows)), async (store, nameOf) => {
            const dataset = datasetOf(nameOf('predictions'), {
              version: 'version',
              score: 'score',
              labels: { ...labels, source: nameOf('labels') },
            });
            const asked = { dataset, window, version: 'champion' as VersionId, labelsUntil };
            const wanted = rows.filter(inWindow);
            const labelled = wanted.flatMap((row) => {
              const label = labelOf(row);
              return label === null ? [] : [{ ...row, label, score: row.a, predicted: row.a >= 0.5 ? 1 : 0 }];
            });
            const binary = (await store.outcome('binary', asked)) as BinaryOutcome;
            expect([binary.rows, binary.labelled]).toEqual([wanted.length, labelled.length]);
            const hits = labelled.filter(({ label, predicted }) => label === 1 && predicted === 1);
            expect(binary.truePositive).toBe(hits.length);
            const expected = delong(labelled);
            if (expected) close(binary.score?.auroc, expected.aurocA);
            else expect(binary.score?.auroc).toBeNull();
            if (expected?.varA) close((binary.score?.aurocError ?? Number.NaN) ** 2, expected.varA);
            close(
              binary.score?.logLoss,
              labelled.reduce((sum, row) => sum + logLoss(row), 0),
            );
            close(
              binary.score?.logLossSquares,
              labelled.reduce((sum, row) => sum + logLoss(row) ** 2, 0),
            );
            close(
              binary.score?.brierSquares,
              labelled.reduce((sum, row) => sum + (row.score - row.label) ** 4, 0),
            );

            const regression = (await store.outcome('regression', asked)) as RegressionOutcome;
            expect([regression.rows, regression.labelled]).toEqual([wanted.length, labelled.length]);
            const days = new Map<number, typeof labelled>();
            for (const row of labelled) {
              const midnight = Math.floor(row.at / day) * day;
              days.set(midnight, [...(days.get(midnight) ?? []), row]);
            }
            expect(regression.days.map(({ day: at, n }) => [at, n])).toEqual(
              [...days].sort(([a], [b]) => a - b).map(([at, group]) => [at, group.length]),
            );
            for (const { day: at, sum } of regression.days) {
              close(
                sum,
                days.get(at)!.reduce((total, row) => total + row.predicted - row.label, 0),
              );
            }
            seen.scored += expected?.varA ? 1 : 0;
            seen.unlabelled += wanted.length - labelled.length;
            seen.outside += rows.length - wanted.length;
          });
        }),
        { numRuns: runs },
      );
      for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(0);
    });

    test("champion and challenger on common rows, with DeLong's covariance", async () => {
      const seen = { delong: 0, discordant: 0 };
      await fc.assert(
        fc.asyncProperty(fc.array(someRow, { minLength: 8, maxLength: 40, size: 'max' }), async (rows) => {
          await withStore(kind, begin(tablesOf(rows)), async (store, nameOf) => {
            const dataset = datasetOf(nameOf('predictions'), {
              version: 'version',
              score: 'score',
              labels: { ...labels, source: nameOf('labels') },
            });
            const versions = { champion: 'champion' as VersionId, challenger: 'challenger' as VersionId };
            const asked = { dataset, window, version: null, labelsUntil, ...versions };
            const both = rows
              .filter((row) => inWindow(row) && !row.bMissing)
              .flatMap((row) => {
                const label = labelOf(row);
                return label === null ? [] : [{ ...row, label }];
              });
            const paired = await store.paired('binary', asked);
            if (paired.task !== 'binary') throw new Error('asked for a binary comparison');
            expect(paired.n).toBe(both.length);
            expect(paired.positives).toBe(both.filter(({ label }) => label === 1).length);
            const right = (score: number, label: number) => (score >= 0.5 ? 1 : 0) === label;
            const onlyB = both.filter(({ a, b, label }) => right(b, label) && !right(a, label));
            expect(paired.onlyChallengerRight).toBe(onlyB.length);
            const expected = delong(both);
            if (expected?.covariance == null) expect(paired.delong).toBeNull();
            else {
              close(paired.delong?.varChampion, expected.varA!);
              close(paired.delong?.varChallenger, expected.varB!);
              close(paired.delong?.covariance, expected.covariance);
              seen.delong += expected.covariance !== 0 ? 1 : 0;
            }
            const difference = both.map(
              ({ a, b, label }) => logLoss({ label, score: b }) - logLoss({ label, score: a }),
            );
            close(
              paired.logLoss?.difference,
              difference.reduce((sum, d) => sum + d, 0),
            );
            close(
              paired.logLoss?.squares,
              difference.reduce((sum, d) => sum + d * d, 0),
            );
            seen.discordant += onlyB.length;

            const regression = await store.paired('regression', asked);
            if (regression.task !== 'regression') throw new Error('asked for a regression comparison');
            expect(regression.n).toBe(both.length);
          });
        }),
        { numRuns: runs },
      );
      for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(0);
    });
  });

  describe(`${kind.id} refuses`, () => {
    const rows = [{ id: 'k', at: start, version: 'v', prediction: 1, score: 0.5 }];
    const ask = (use: Parameters<typeof withStore>[2]) =>
      withStore(kind, begin({ predictions: { columns, rows } }), use);
    const all = { window: null, version: null };

    test('an unknown column, with a guess', () =>
      ask(async (store, nameOf) => {
        const dataset = datasetOf(nameOf('predictions'));
        const layout = { column: 'scor', kind: 'discrete' as const };
        const fault = await faultOf(store.summarize([layout], { dataset, ...all }));
        expect([fault.code, fault.retry]).toEqual(['column_missing', 'never']);
        expect(fault.message).toContain('did you mean “score”?');
      }));

    test('text where a number is needed', () =>
      ask(async (store, nameOf) => {
        const dataset = datasetOf(nameOf('predictions'));
        const layout = { column: 'id', kind: 'discrete' as const };
        const fault = await faultOf(store.summarize([layout], { dataset, ...all }));
        expect([fault.code, fault.retry]).toEqual(['wrong_type', 'never']);
      }));

    test.each([
      `x'); drop table predictions; --`,
      `predictions'; copy (select 1) to 'stolen.csv`,
      'nothing_here',
      '',
    ])('the table %j, and stays unharmed', (name) =>
      ask(async (store, nameOf) => {
        const fault = await faultOf(store.extent({ dataset: datasetOf(name), ...all }));
        expect(['table_missing', 'not_allowed']).toContain(fault.code);
        expect(fault.retry).toBe('never');
        expect((await store.extent({ dataset: datasetOf(nameOf('predictions')), ...all })).rows).toBe(1);
      }),
    );

    test('to go on when it was stopped or ran out of time', () =>
      ask(async (store, nameOf) => {
        const asked = { dataset: datasetOf(nameOf('predictions')), ...all };
        for (const call of [{ signal: AbortSignal.abort() }, { timeoutMs: 0 }]) {
          const fault = await faultOf(store.extent(asked, call));
          expect([fault.code, fault.retry]).toEqual(['store_timeout', 'later']);
        }
        expect((await store.extent(asked)).rows).toBe(1);
      }));

    test('questions after it was closed, and may be closed twice', () =>
      ask(async (store, nameOf) => {
        await store.close();
        await store.close();
        await faultOf(store.extent({ dataset: datasetOf(nameOf('predictions')), ...all }));
      }));
  });
}
