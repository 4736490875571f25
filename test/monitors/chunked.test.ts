import fc from 'fast-check';
import { expect, test } from 'vitest';
import { summaryRows } from '../../src/db/summaries.ts';
import type { Dataset } from '../../src/domain/dataset.ts';
import { Fault } from '../../src/lib/fault.ts';
import { day, hour, type Window } from '../../src/lib/time.ts';
import type { Layout } from '../../src/methods/summary.ts';
import { chunked, split } from '../../src/monitors/chunked.ts';
import { memoryShelf } from '../../src/monitors/memory-shelf.ts';
import { freshDatabase } from '../database.ts';
import { wholeLine } from '../methods/profile-of.ts';
import { memoryStore, type Row } from './memory-store.ts';

const start = Date.UTC(2026, 0, 1);
const dataset: Dataset = {
  predictions: 'log',
  key: 'id',
  time: 'at',
  prediction: 'x',
  features: null,
  segments: [],
  chunks: { lengthMs: day, latenessMs: 2 * day, keepMs: 100 * day },
};
const layouts: Layout[] = [
  wholeLine(),
  { column: 'few', kind: 'discrete' },
  { column: 'word', kind: 'categorical' },
];
const columns = { at: 'time', x: 'numeric', few: 'numeric', word: 'categorical' } as const;
const rowAt = (at: number, x: number | null = 1): Row => ({
  at,
  x,
  few: x === null ? null : x % 3,
  word: `w${x}`,
});
const daysOf = (many: number): Row[] =>
  Array.from({ length: many * 4 }, (_, at) => rowAt(start + at * 6 * hour, at % 7));
const askOf = (window: Window) => ({ dataset, window, version: null });
const dayAt = (number: number): Window => ({ from: start + number * day, to: start + (number + 1) * day });

test('a window of few rows is read as a whole, and nothing of it is kept', async () => {
  const shelf = memoryShelf();
  const asked: (Window | null)[] = [];
  const all = memoryStore(daysOf(3), columns);
  const few = (isSmall: boolean) => ({
    ...all,
    isSmall: async () => isSmall,
    summarize: (...[of, rows]: Parameters<typeof all.summarize>) => {
      asked.push(rows.window);
      return all.summarize(of, rows);
    },
  });
  const window = { from: start, to: start + 3 * day };
  for (const isSmall of [true, false]) {
    const store = chunked(few(isSmall), { shelf, now: window.to + 9 * day });
    await store.summarize(layouts, askOf(window));
  }
  expect(asked).toEqual([window, dayAt(0), dayAt(1), dayAt(2)]);
});

test('any window is the sum of its chunks and its ends, to the last count, whatever was read before and came late', async () => {
  await using fresh = await freshDatabase();
  const shelf = summaryRows(fresh.db, 'warehouse');
  const [merged, late, ragged] = [new Set<boolean>(), new Set<boolean>(), new Set<boolean>()];
  let run = 0;
  // Integers, because sums of other numbers depend on their order in the last bit.
  const row = fc.record({
    hour: fc.integer({ min: 0, max: 11 * 24 }),
    x: fc.option(fc.integer({ min: -90, max: 90 })),
    late: fc.boolean(),
  });
  const ask = fc.record({
    from: fc.integer({ min: 0, max: 8 * 24 }),
    hours: fc.integer({ min: 1, max: 8 * 24 }),
    at: fc.integer({ min: 0, max: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 60 }),
      fc.array(ask, { minLength: 1, maxLength: 4 }),
      async (given, asked) => {
        run += 1;
        const mine = { ...dataset, predictions: `log ${run}` };
        const stored: Row[] = [];
        // Late rows come a day and a half after their time, within the lateness.
        const arrivesAt = ({ hour: at, late: isLate }: (typeof given)[number]) => at + (isLate ? 36 : 0);
        const waiting = given.toSorted((a, b) => arrivesAt(a) - arrivesAt(b));
        const store = memoryStore(stored, columns);
        let now = 0;
        for (const { from, hours, at } of asked) {
          now = Math.max(now + at, from + hours);
          while (waiting[0] && arrivesAt(waiting[0]) <= now) {
            const next = waiting.shift()!;
            if (next.late) late.add(true);
            stored.push(rowAt(start + next.hour * hour, next.x));
          }
          const window = { from: start + from * hour, to: start + (from + hours) * hour };
          const parts = split(window, day, start + now * hour);
          merged.add(parts.chunks.length > 1);
          ragged.add(parts.ends.length > 0);
          const rows = { dataset: mine, window, version: null };
          const found = await chunked(store, { shelf, now: start + now * hour }).summarize(layouts, rows);
          const sorted = await store.summarize(layouts, rows);
          expect(found).toEqual(sorted);
        }
      },
    ),
    { numRuns: 40 },
  );
  expect([merged.size, ragged.has(true), late.has(true)]).toEqual([2, true, true]);
});

test('a check reads the chunks that it has not seen and nothing else', async () => {
  const shelf = memoryShelf();
  const store = memoryStore(daysOf(20), columns);
  const week = (to: number) => askOf({ from: start + (to - 7) * day, to: start + to * day });
  await chunked(store, { shelf, now: start + 10 * day }).summarize(layouts, week(10));
  expect(store.read).toEqual([3, 4, 5, 6, 7, 8, 9].map(dayAt));
  store.read.length = 0;
  await chunked(store, { shelf, now: start + 11 * day }).summarize(layouts, week(11));
  expect(store.read).toEqual([dayAt(10)]);
  store.read.length = 0;
  await chunked(store, { shelf, now: start + 11 * day }).summarize([...layouts, wholeLine('few')], week(11));
  // A new layout is counted everywhere, the others nowhere.
  expect(store.read).toEqual([4, 5, 6, 7, 8, 9, 10].map(dayAt));
});

test('late rows open exactly their chunks again, until the lateness has passed', async () => {
  const shelf = memoryShelf();
  const rows = daysOf(10);
  const store = memoryStore(rows, columns);
  const ask = (now: number) =>
    chunked(store, { shelf, now: start + now }).summarize(
      layouts,
      askOf({ from: start, to: start + 10 * day }),
    );
  await ask(10 * day);
  rows.push(rowAt(start + 9 * day + hour), rowAt(start + 2 * day + hour));
  store.read.length = 0;
  const [x] = await ask(10 * day + hour);
  // Day 2 came a week late: its rows are not looked for any more.
  expect(store.read).toEqual([dayAt(9)]);
  expect(x!.rows).toBe(41);
  // Between the last look and the end of the lateness: seen by the first check after it, and by none later.
  rows.push(rowAt(start + 9 * day + 2 * hour));
  store.read.length = 0;
  await ask(13 * day);
  await ask(14 * day);
  expect(store.read).toEqual([dayAt(9)]);
  rows.push(rowAt(start + 9 * day + 3 * hour));
  store.read.length = 0;
  await ask(15 * day);
  expect(store.read).toEqual([]);
});

test('a chunk that has not ended, or that a store cannot stamp, is read again', async () => {
  const shelf = memoryShelf();
  const store = memoryStore(daysOf(5), columns);
  const { stamps: _, ...blind } = store;
  const window = { from: start, to: start + 4 * day + 12 * hour };
  const now = window.to;
  await chunked(blind, { shelf, now }).summarize(layouts, askOf(window));
  store.read.length = 0;
  await chunked(blind, { shelf, now }).summarize(layouts, askOf(window));
  expect(store.read).toEqual([dayAt(2), dayAt(3), { from: start + 4 * day, to: now }]);
});

test('a store that dies half-way has what it answered kept', async () => {
  const shelf = memoryShelf();
  const store = memoryStore(daysOf(10), columns);
  const window = askOf({ from: start, to: start + 10 * day });
  let answers = 0;
  const dying = {
    ...store,
    summarize: async (...asked: Parameters<typeof store.summarize>) => {
      if (++answers > 6) throw new Fault('store_down', 'The store is gone.', { retry: 'later' });
      return store.summarize(...asked);
    },
  };
  const now = start + 30 * day;
  await expect(chunked(dying, { shelf, now }).summarize(layouts, window)).rejects.toThrow(
    'The store is gone.',
  );
  store.read.length = 0;
  await chunked(store, { shelf, now }).summarize(layouts, window);
  expect(store.read.length).toBe(4);
});

test('old chunks are forgotten', async () => {
  await using fresh = await freshDatabase();
  const shelf = summaryRows(fresh.db, 'warehouse');
  const store = memoryStore(daysOf(5), columns);
  await chunked(store, { shelf, now: start + 5 * day }).summarize(
    layouts,
    askOf({ from: start, to: start + 5 * day }),
  );
  const count = async () => Number((await fresh.db.sql`select count(*) from summaries`)[0]!.count);
  expect(await count()).toBe(15);
  await chunked(store, { shelf, now: start + 103 * day }).summarize(layouts, askOf(dayAt(100)));
  expect(await count()).toBe(3 + 9);
});
