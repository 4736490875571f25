import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binned, binsOf, namesRows } from '../../src/methods/bins.ts';
import type { Layout } from '../../src/methods/summary.ts';
import { profileOf, type Value, wholeLine } from './profile-of.ts';

const discrete: Layout = { column: 'd', kind: 'discrete' };
const categorical: Layout = { column: 'c', kind: 'categorical' };
const binsFor = (layout: Layout, values: Value[]) => binsOf(profileOf(layout, values));

test('twenty bins of a smooth column hold a twentieth of its reference each', () => {
  const profile = profileOf(
    wholeLine(),
    Array.from({ length: 10_000 }, (_, at) => at / 10_000),
  );
  const counts = binned(binsOf(profile), profile);
  expect(counts).toHaveLength(20);
  for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(20);
});

test('a value that fills several ranks ends one bin, and is inside of it', () => {
  const values = [...Array<number>(900).fill(0), ...Array.from({ length: 100 }, (_, at) => at + 1)];
  const profile = profileOf(wholeLine(), values);
  const bins = binsOf(profile);
  expect(binned(bins, profile)[0]).toBe(900);
  expect(bins.size).toBeLessThanOrEqual(4);
});

test('values outside of the reference fall into the first and the last bin', () => {
  const bins = binsFor(
    wholeLine(),
    Array.from({ length: 100 }, (_, at) => at),
  );
  const counts = binned(bins, profileOf(wholeLine(), [-1e9, -5, 1e9]));
  expect(counts[0]).toBe(2);
  expect(counts.at(-1)).toBe(1);
});

test('discrete values are apart and ascending, a new one is UNSEEN', () => {
  const bins = binsFor(discrete, [10, 9, 9, 2]);
  expect(bins).toMatchObject({ ordered: true, names: ['2', '9', '10', 'UNSEEN'] });
  expect(binned(bins, profileOf(discrete, [9, 3, 10, 10]))).toEqual([0, 1, 2, 1]);
});

test('the 50 commonest categories are apart, ties bytewise, then OTHER, then UNSEEN with nothing in the reference', () => {
  const many = Array.from({ length: 60 }, (_, at) => `k${String(at).padStart(2, '0')}`);
  const values = [...many, ...many, 'k59', 'k59'];
  const bins = binsFor(categorical, values.toReversed());
  if (bins.kind === 'numeric') throw new Error('not categorical');
  expect(bins.names.slice(0, 3)).toEqual(['k59', 'k00', 'k01']);
  expect(bins.names.slice(-2)).toEqual(['OTHER', 'UNSEEN']);
  expect(binned(bins, profileOf(categorical, values)).slice(-3)).toEqual([2, 20, 0]);
  expect(binned(bins, profileOf(categorical, ['k58', 'new', "'; drop table --"])).slice(-2)).toEqual([1, 2]);
});

test('a category called UNSEEN or __proto__ is a category like any other', () => {
  const names = ['UNSEEN', 'OTHER', '__proto__'];
  const bins = binsFor(categorical, [...names, ...names]);
  expect(binned(bins, profileOf(categorical, ['UNSEEN', '__proto__', 'x']))).toEqual([0, 1, 1, 1]);
});

test('rows that a store counted without naming their category are OTHER, not UNSEEN', () => {
  const cut = { ...profileOf(categorical, ['a', 'a', 'b', 'b']), n: 10, rows: 10 };
  const bins = binsOf(cut);
  expect(bins).toMatchObject({ names: ['a', 'b', 'OTHER', 'UNSEEN'] });
  expect(binned(bins, cut)).toEqual([2, 2, 6, 0]);
  expect(binned(bins, profileOf(categorical, ['a', 'perhaps seen']))).toEqual([1, 0, 1, 0]);
  const whole = binsFor(categorical, ['a', 'a', 'b', 'b']);
  expect(binned(whole, cut)).toEqual([2, 2, 6]);
});

test('where the reference still met new categories, rare ones and new ones are OTHER together', () => {
  const common = Array.from({ length: 400 }, (_, at) => `k${at % 4}`);
  const bins = binsFor(categorical, [...common, 'once', 'twice', 'twice', 'also once', 'once more']);
  expect(bins).toMatchObject({ names: ['k0', 'k1', 'k2', 'k3', 'OTHER', 'UNSEEN'] });
  expect(binned(bins, profileOf(categorical, ['k1', 'twice', 'new']))).toEqual([0, 1, 0, 0, 2, 0]);
  // Two in four hundred are chance: here a new one is news.
  const closed = binsFor(categorical, [...common, 'once', 'also once']);
  expect(binned(closed, profileOf(categorical, ['once', 'new'])).at(-1)).toBe(1);
});

test('nearly unique is a column of which no category is seen often, once there are rows to tell', () => {
  const ids = (many: number) => Array.from({ length: many }, (_, at) => `id ${at}`);
  const isUnique = (values: string[]) =>
    namesRows(profileOf(categorical, values), profileOf(categorical, values));
  expect(isUnique(ids(9_000))).toBe(true);
  expect(isUnique([...ids(950), ...Array(50).fill('unknown')])).toBe(true);
  expect(isUnique([...ids(850), ...Array(150).fill('unknown')])).toBe(false);
  expect(isUnique([...ids(1_000), ...ids(1_000)])).toBe(true);
  expect(isUnique(ids(99))).toBe(false);
  // Counted up to a limit, as stores do.
  const cut = { ...profileOf(categorical, ids(1_000)), n: 100_000, rows: 100_000 };
  expect(namesRows(cut, cut)).toBe(true);
});

test('numbers name rows where both windows count on from row to row', () => {
  const from = (first: number, step = 1, many = 5_000) =>
    profileOf(
      wholeLine(),
      Array.from({ length: many }, (_, at) => first + step * at),
    );
  expect(namesRows(from(1), from(5_001))).toBe(true);
  expect(namesRows(from(-200), from(4_000_000_000))).toBe(true);
  // A gap, a step of their own, halves, one value twice, one that is missing, rows too few to tell.
  expect(
    namesRows(
      from(1),
      profileOf(
        wholeLine(),
        [...Array(5_000).keys()].map((at) => at + (at > 99 ? 2 : 1)),
      ),
    ),
  ).toBe(false);
  expect(namesRows(from(1, 10), from(50_001, 10))).toBe(false);
  expect(namesRows(from(0.5), from(5_000.5))).toBe(false);
  expect(namesRows(from(1), profileOf(wholeLine(), [...Array(5_000).keys(), 7]))).toBe(false);
  expect(namesRows(from(1), profileOf(wholeLine(), [...Array(5_000).keys(), null]))).toBe(false);
  expect(namesRows(from(1), from(5_001, 1, 99))).toBe(false);
  expect(namesRows(profileOf(wholeLine(), []), profileOf(wholeLine(), []))).toBe(false);
});

test('an empty reference gives one bin', () => {
  expect(binsFor(wholeLine(), []).size).toBe(1);
  expect(binsFor(discrete, [null, Number.NaN]).size).toBe(1);
});

test('bins hold every usable row once, and the reference fills at most 20 ranges', () => {
  const sizes = new Set<number>();
  const odd = fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 }), fc.constant(null));
  // Enough to fill many ranges, which doubles of any size seldom do.
  const spread = fc.integer({ min: -9000, max: 9000 }).map((thousandths) => thousandths / 1000);
  const many = fc.array(spread, { minLength: 200, maxLength: 300 });
  const numbers = fc.oneof(fc.array(odd, { maxLength: 300, size: 'max' }), many);
  fc.assert(
    fc.property(numbers, numbers, (reference, current) => {
      const profile = profileOf(wholeLine(), current);
      const bins = binsFor(wholeLine(), reference);
      const counts = binned(bins, profile);
      sizes.add(bins.size);
      return (
        bins.size <= 20 &&
        counts.length === bins.size &&
        counts.reduce((sum, count) => sum + count, 0) === profile.n
      );
    }),
  );
  expect(Math.max(...sizes)).toBe(20);
});
