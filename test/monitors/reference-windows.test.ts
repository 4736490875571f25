import { describe, expect, test } from 'vitest';
import type { Reference } from '../../src/domain/monitor.ts';
import { day, hour, type Window, week } from '../../src/lib/time.ts';
import { isFixed, referenceRows } from '../../src/monitors/reference-windows.ts';

// A Monday.
const monday = Date.UTC(2026, 10, 23);
const lastWeek: Window = { from: monday - week, to: monday };
const seasonsOf = (reference: Reference, window = lastWeek) =>
  referenceRows(reference, { window, trainedUntil: null })!.seasons;
const days = (from: number, to: number): Window => ({ from: monday + from * day, to: monday + to * day });

test('a span is itself, whatever the window', () => {
  expect(seasonsOf(days(-90, -60))).toEqual([[days(-90, -60)]]);
  expect(isFixed(days(-90, -60))).toBe(true);
});

test('previous and rolling end where the window begins, or a gap before it', () => {
  expect(seasonsOf({ kind: 'previous' })).toEqual([[days(-14, -7)]]);
  expect(seasonsOf({ kind: 'rolling', lengthMs: 28 * day, gapMs: 7 * day })).toEqual([[days(-42, -14)]]);
  expect(isFixed({ kind: 'previous' })).toBe(false);
});

test('a training set ends with the newest row that training saw, and is unknown without lineage', () => {
  const reference: Reference = { kind: 'training', lengthMs: 90 * day };
  const until = monday - 40 * day - 1;
  expect(referenceRows(reference, { window: lastWeek, trainedUntil: until })!.seasons).toEqual([
    [days(-130, -40)],
  ]);
  expect(referenceRows(reference, { window: lastWeek, trainedUntil: null })).toBeNull();
});

describe('the same season', () => {
  const weekly = (times: number, holidays: number[] = []): Reference => ({
    kind: 'season',
    every: 'week',
    times,
    holidays,
  });
  test('is the same hours of the last weeks', () => {
    const evening = { from: monday - 6 * hour, to: monday };
    expect(seasonsOf(weekly(2), evening)).toEqual(
      [1, 2].map((back) => [{ from: evening.from - back * week, to: evening.to - back * week }]),
    );
  });
  test('of a window of ten days steps by two weeks, so that no row is compared with itself', () => {
    expect(seasonsOf(weekly(2), days(-10, 0))).toEqual([[days(-24, -14)], [days(-38, -28)]]);
  });
  test('last year is 52 weeks ago, on the same weekday', () => {
    const [[window]] = seasonsOf({ kind: 'season', every: 'year', times: 1, holidays: [] }) as [[Window]];
    expect(window).toEqual(days(-371, -364));
    expect(new Date(window!.from).getUTCDay()).toBe(1);
  });
  test('leaves out weeks in which the day was a holiday', () => {
    const holiday = monday - 2 * week + 2 * day;
    const found = seasonsOf(weekly(2, [holiday]));
    // The Wednesday comes from a week further back, in both seasons.
    expect(found[0]).toEqual([days(-19, -18), days(-14, -12), days(-11, -7)]);
    expect(found.flat().every(({ from, to }) => to <= holiday || from >= holiday + day)).toBe(true);
    expect(found.map((season) => season.reduce((sum, { from, to }) => sum + to - from, 0))).toEqual([
      week,
      week,
    ]);
  });
  test('compares a holiday with earlier holidays', () => {
    const today = { from: monday, to: monday + day };
    const earlier = [monday - 100 * day, monday - 300 * day];
    expect(seasonsOf(weekly(2, [monday, ...earlier]), today)).toEqual(
      earlier.map((at) => [{ from: at, to: at + day }]),
    );
    expect(seasonsOf(weekly(2, [monday]), today)).toEqual([[], []]);
  });
});
