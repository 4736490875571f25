import { expect, test } from 'vitest';
import type { Dataset } from '../../src/domain/dataset.ts';
import type { Reference } from '../../src/domain/monitor.ts';
import { day } from '../../src/lib/time.ts';
import { planted } from '../../src/methods/planted.ts';
import type { Layout, NumericLayout, NumericProfile } from '../../src/methods/summary.ts';
import { type BackTest, backTest, type History, quietestFirst } from '../../src/monitors/back-test.ts';
import { chunked } from '../../src/monitors/chunked.ts';
import { memoryShelf } from '../../src/monitors/memory-shelf.ts';
import { normal, profileOf, random, wholeLine } from '../methods/profile-of.ts';
import { memoryStore, type Row } from './memory-store.ts';

test('a planted shift moves its share of rows to one place and keeps their number', () => {
  const values = Array.from({ length: 1000 }, (_, at) => at / 100);
  const before = profileOf(wholeLine(), values) as NumericProfile;
  const after = planted(before, 0.2) as NumericProfile;
  expect(after.n).toBeCloseTo(1000, 9);
  expect(after.rows).toBeCloseTo(1000, 9);
  const moved = after.cells.findIndex(
    (cell, at) => after.counts[at]! > before.counts[before.cells.indexOf(cell)]!,
  );
  expect(after.sums[moved]! / after.counts[moved]!).toBeCloseTo(9.49, 0);
  const words = planted(profileOf({ column: 'x', kind: 'categorical' }, ['a', 'a', 'a', 'b']), 0.5);
  expect(words).toMatchObject({
    n: 4,
    counts: new Map([
      ['a', 1.5],
      ['b', 2.5],
    ]),
  });
  expect(planted(profileOf(wholeLine(), [null]), 0.2).n).toBe(0);
  // Ends that nobody asked for stay unknown, for the heap lies between them.
  const { ends, ...without } = wholeLine() as NumericLayout;
  expect(planted(profileOf(without, [1, 2, 3]), 0.2)).toMatchObject({ min: null, max: null });
});

const start = Date.UTC(2026, 0, 5);
const dataset: Dataset = {
  predictions: 'log',
  key: 'id',
  time: 'at',
  prediction: 'x',
  features: null,
  segments: [],
};
const layouts: Layout[] = [{ column: 'x', kind: 'numeric', grid: { center: 0, scale: 1 } }];

/** Weekends are other days, and over the months everything moves slowly. */
const rows: Row[] = (() => {
  const gauss = normal(random(7));
  return Array.from({ length: 140 * 150 }, (_, at) => {
    const today = Math.floor(at / 150);
    return { at: start + (at * day) / 150, x: gauss() + (today % 7 >= 5 ? 4 : 0) + today / 300 };
  });
})();
const history = (windowMs: number): History => ({
  store: chunked(memoryStore(rows, { at: 'time', x: 'numeric' }), {
    shelf: memoryShelf(),
    now: start + 150 * day,
  }),
  rows: { dataset, version: null },
  layouts,
  windows: Array.from({ length: 14 }, (_, at) => ({
    from: start + 140 * day - (at + 1) * windowMs,
    to: start + 140 * day - at * windowMs,
  })),
  trainedUntil: null,
  monitor: { effect: 'psi_corrected' },
});

test('where weekends differ and months drift, the same days of the last weeks are quietest', async () => {
  const weekly: Reference = { kind: 'season', every: 'week', times: 4, holidays: [] };
  const past = history(day);
  const tried: (BackTest | null)[] = [];
  for (const one of [weekly, { kind: 'previous' } as const, { from: start, to: start + 35 * day }]) {
    tried.push(await backTest(one, past));
  }
  const [season, yesterday, old] = tried.map((one) => one!);
  expect(tried.map((one) => one!.windows)).toEqual([14, 14, 14]);
  expect(season!.rate).toBeLessThan(yesterday!.rate);
  expect(tried.map((one) => one!).sort(quietestFirst)[0]).toBe(season);
  expect(old!.noise).toBeGreaterThan(season!.noise);
});

test('a reference that history is too short for is not judged', async () => {
  expect(await backTest({ kind: 'season', every: 'year', times: 1, holidays: [] }, history(day))).toBeNull();
  expect(await backTest({ kind: 'training', lengthMs: day }, history(day))).toBeNull();
  expect(await backTest({ from: start, to: start + 140 * day }, history(day))).toBeNull();
});
