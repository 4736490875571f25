// What every prediction store promises, held against rows counted in memory. Called by each store's test.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VersionId } from '../../src/domain/ids.ts';
import { day, hour, type Window } from '../../src/lib/time.ts';
import type { Layout, Profile } from '../../src/methods/summary.ts';
import type { StoreKind } from '../../src/stores/contract.ts';
import { profileOf } from '../methods/profile-of.ts';
import { distances, quantile, spreadOf } from '../stores/in-memory.ts';
import { expectSameProfile } from './same-profile.ts';
import { storeOutcomeContract } from './store-outcome.ts';
import { storeValuesContract } from './store-values.ts';
import {
  type Cell,
  datasetOf,
  oddName,
  type StartStore,
  start,
  type Table,
  withStore,
} from './store-world.ts';
import { expectParts } from './with-parts.ts';

export interface StoreContract {
  start: StartStore;
}

const runs = 25;

const columns: Table['columns'] = {
  id: 'text',
  at: 'time',
  version: 'text',
  prediction: 'number',
  x: 'number',
  [oddName]: 'number',
  word: 'text',
  flag: 'flag',
};

const special = [
  0,
  -0,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  // Of scale 1 and of scale 3 these lie half-way between two cells.
  4095,
  -4095,
  4093,
  -4093,
  1e200,
  -1e200,
  1e-300,
];
const someNumber = fc.oneof(
  { weight: 4, arbitrary: fc.double() },
  { weight: 3, arbitrary: fc.constantFrom(...special) },
  { weight: 3, arbitrary: fc.integer({ min: -20, max: 20 }) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const someRow = fc.record({
  id: fc.uuid(),
  at: fc.integer({ min: 0, max: 72 }).map((hours) => start + hours * hour),
  version: fc.constantFrom('v1', "v'2", 'v1; drop table predictions'),
  prediction: fc.constant(1),
  x: someNumber,
  [oddName]: someNumber,
  word: fc.option(fc.constantFrom('red', 'blue', "o'hara", '', 'größe', '<b>', 'a,b\n"c"'), { freq: 5 }),
  flag: fc.option(fc.boolean(), { freq: 5 }),
});

const layouts: Layout[] = [
  { column: 'x', kind: 'numeric', grid: { center: 0, scale: 1 } },
  { column: 'x', kind: 'numeric', grid: { center: 0, scale: 3 }, ends: true, stepped: true },
  { column: oddName, kind: 'numeric', grid: { center: 3.7, scale: 0.013 }, usual: null },
  { column: 'x', kind: 'numeric', grid: { center: -1, scale: 1e5, even: true }, ends: true, usual: 0 },
  { column: oddName, kind: 'discrete' },
  { column: 'word', kind: 'categorical' },
  { column: 'flag', kind: 'categorical' },
];

export function storeContract<Config>(of: StoreKind<Config>, { start: begin }: StoreContract): void {
  const kind = of as unknown as StoreKind<never>;

  describe(`${kind.id} counts`, () => {
    test('what a count in memory finds: nulls, NaN, infinities, both zeros and heavy tails, in [from, to) of one version', async () => {
      const seen = { nan: 0, infinite: 0, negativeZero: 0, huge: 0, missing: 0, atFrom: 0, atTo: 0 };
      await fc.assert(
        fc.asyncProperty(fc.array(someRow, { minLength: 1, maxLength: 60, size: 'max' }), async (rows) => {
          const window = { from: start + 5 * hour, to: start + 60 * hour };
          const version = rows[0]!.version as VersionId;
          for (const { x, at } of rows) {
            seen.nan += Number.isNaN(x) ? 1 : 0;
            seen.infinite += Math.abs(Number(x)) === Infinity ? 1 : 0;
            seen.negativeZero += Object.is(x, -0) ? 1 : 0;
            seen.huge += Number.isFinite(x) && Math.abs(Number(x)) > 1e100 ? 1 : 0;
            seen.missing += x === null ? 1 : 0;
            seen.atFrom += at === window.from ? 1 : 0;
            seen.atTo += at === window.to ? 1 : 0;
          }
          await withStore(kind, begin({ predictions: { columns, rows } }), async (store, nameOf) => {
            const dataset = datasetOf(nameOf('predictions'), { version: 'version' });
            const profiles = await store.summarize(layouts, { dataset, window, version });
            const wanted = rows.filter(
              (row) => row.version === version && row.at >= window.from && row.at < window.to,
            );
            const valuesIn = ({ column }: Layout, { from, to }: Window) =>
              wanted.filter(({ at }) => at >= from && at < to).map((row) => row[column as 'x'] as Cell);
            const expectCounted = (found: Profile[], span: Window) =>
              layouts.forEach((layout, i) => {
                const values = valuesIn(layout, span);
                expectSameProfile(found[i]!, profileOf(layout, values), values);
              });
            expectCounted(profiles, window);
            const windows = [0, 1, 2].map((at) => ({
              from: window.from + at * 18 * hour,
              to: window.from + (at + 1) * 18 * hour,
            }));
            const each = await store.summarizeEach?.(layouts, { dataset, window, version }, { windows });
            for (const [at, found] of each?.entries() ?? []) expectCounted(found, windows[at]!);
            const asked = { layouts, rows: { dataset, window, version }, windows: windows.slice(0, 2) };
            await expectParts(store, asked, valuesIn);
            const extent = await store.extent({ dataset, window, version });
            expect(extent.rows).toBe(wanted.length);
            expect(extent.first).toBe(wanted.length ? Math.min(...wanted.map(({ at }) => at)) : null);
            expect(extent.last).toBe(wanted.length ? Math.max(...wanted.map(({ at }) => at)) : null);
          });
        }),
        { numRuns: runs },
      );
      for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(0);
    });

    test('quantiles, histograms and distances as sorting in memory does', async () => {
      let compared = 0;
      const partTooSmall: [number[], number[]] = [[0, -5e-324, 2], [0]];
      const values = fc.array(fc.oneof(someNumber, fc.integer({ min: -5, max: 5 })), {
        minLength: 3,
        maxLength: 40,
      });
      const tame = (x: number | null): x is number => Number.isFinite(x);
      await fc.assert(
        fc.asyncProperty(values, values, async (before, after) => {
          // Differences of huge numbers overflow in any order of adding; tails are tested by the counts.
          const small = (list: typeof before) =>
            list.map((x) => (Math.abs(x ?? 0) > 1e9 && Number.isFinite(x) ? 7 : x));
          const [reference, current] = [small(before), small(after)];
          if (!reference.some(tame) || !current.some(tame)) return;
          const rowsOf = (list: typeof before, at: number) =>
            list.map((x, i) => ({
              id: `${at}-${i}`,
              at,
              version: 'v1',
              prediction: 0,
              x,
              [oddName]: x,
              ...{ word: null, flag: null },
            }));
          const one = { columns, rows: rowsOf(reference, start) };
          const two = { columns, rows: rowsOf(current, start + day) };
          await withStore(kind, begin({ one, two }), async (store, nameOf) => {
            const ofOne = { dataset: datasetOf(nameOf('one')), window: null, version: null };
            const pair = { reference: ofOne, current: { ...ofOne, dataset: datasetOf(nameOf('two')) } };
            const finite = reference.filter(tame);
            if (store.distances) {
              const [found] = await store.distances([oddName], pair);
              const expected = distances(finite, current.filter(tame));
              expect(found!.ks).toBeCloseTo(expected.ks, 10);
              expect(found!.wasserstein / (1 + expected.wasserstein)).toBeCloseTo(
                expected.wasserstein / (1 + expected.wasserstein),
                10,
              );
              compared += 1;
            }
            const probabilities = [0, 0.1, 0.5, 0.99, 1];
            const [quantiles] = (await store.quantiles?.([oddName], probabilities, ofOne)) ?? [];
            const exact = probabilities.map((p) => quantile(finite, p));
            for (const [i, q] of (quantiles ?? []).entries()) expect(q).toBeCloseTo(exact[i]!, 5);
            const edges = [-5, 0, 0.5, 7];
            const [counts] = (await store.histogram?.([{ column: 'x', edges }], ofOne)) ?? [];
            counts?.forEach((count, bin) => {
              const inside = (x: number) =>
                x > (edges[bin - 1] ?? -Infinity) && x <= (edges[bin] ?? Infinity);
              expect(count).toBe(finite.filter(inside).length);
            });
            const [spread] = (await store.moments?.([oddName], ofOne)) ?? [];
            if (spread) {
              const { deviation, skewness, ...range } = spreadOf(finite);
              expect(spread).toMatchObject(range);
              expect(spread.deviation / (1 + deviation)).toBeCloseTo(deviation / (1 + deviation), 9);
              // Two values that differ in their last bits have no deviation to speak of.
              if (range.high - range.low > 1e-6) expect(spread.skewness).toBeCloseTo(skewness, 6);
            }
          });
        }),
        { numRuns: runs, examples: [partTooSmall] },
      );
      expect(compared > 0).toBe(!kind.lacks.distances);
    });

    test('when the rows of some ranks happened', async () => {
      const hours = [5, 1, 3, 3, 2, 9, 7];
      const rows = hours.map((at, i) => ({
        ...{ id: `${i}`, at: start + at * hour, version: 'v1', prediction: 1 },
        ...{ x: 1, [oddName]: 2, word: 'a', flag: true },
      }));
      await withStore(kind, begin({ events: { columns, rows } }), async (store, nameOf) => {
        const asked = { dataset: datasetOf(nameOf('events')), window: null, version: null };
        const found = await store.instants?.([1, 3, 4, 7], asked);
        expect(found ?? [1, 3, 3, 9].map((at) => start + at * hour)).toEqual(
          [1, 3, 3, 9].map((at) => start + at * hour),
        );
        const window = { from: start + 2 * hour, to: start + 6 * hour };
        expect((await store.instants?.([2], { ...asked, window })) ?? [start + 3 * hour]).toEqual([
          start + 3 * hour,
        ]);
      });
    });

    test('an empty window as nothing', async () => {
      const row = {
        id: '1',
        at: start,
        version: 'v1',
        prediction: 1,
        x: 1,
        [oddName]: 2,
        word: 'a',
        flag: true,
      };
      await withStore(kind, begin({ predictions: { columns, rows: [row] } }), async (store, nameOf) => {
        const dataset = datasetOf(nameOf('predictions'));
        const window = { from: start + day, to: start + 2 * day };
        expect(await store.extent({ dataset, window, version: null })).toEqual({
          rows: 0,
          first: null,
          last: null,
        });
        const profiles = await store.summarize(layouts, { dataset, window, version: null });
        expect(profiles).toEqual(layouts.map((layout) => profileOf(layout, [])));
        const requests = [{ column: 'x', kind: 'numeric' as const }];
        expect(await store.fit(requests, { dataset, window, version: null })).toHaveLength(1);
      });
    });
  });

  storeValuesContract(kind, begin);
  storeOutcomeContract(kind, begin);
}
