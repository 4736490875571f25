import { expect, test } from 'vitest';
import { missingIn, outOfRangeIn, unseenIn } from '../../src/methods/quality-shares.ts';
import { shareRose } from '../../src/methods/two-proportions.ts';
import { profileOf, wholeLine } from './profile-of.ts';

const discrete = { column: 'd', kind: 'discrete' } as const;
const categorical = { column: 'c', kind: 'categorical' } as const;

test('NULL, NaN and infinities are missing', () => {
  expect(missingIn(profileOf(wholeLine(), [1, null, Number.NaN, -Infinity]))).toEqual({ count: 3, n: 4 });
});

test('numbers beyond the extremes are out of range, on both sides', () => {
  const reference = profileOf(wholeLine(), [-1, 0, 1]);
  expect(outOfRangeIn(reference, profileOf(wholeLine(), [-9, -1, 0.5, 1, 9, 9]))).toEqual({ count: 3, n: 6 });
  // 1.00001 lies in the cell of the reference's greatest value.
  expect(outOfRangeIn(reference, profileOf(wholeLine(), [0, 1.00001]))).toEqual({ count: 0, n: 2 });
  expect(outOfRangeIn(profileOf(discrete, [2, 10]), profileOf(discrete, [1, 3, 10, 11]))).toEqual({
    count: 2,
    n: 4,
  });
  expect(outOfRangeIn(profileOf(categorical, ['a']), profileOf(categorical, ['b']))).toBeNull();
});

test('unseen categories are counted, unless the reference could not name all of its own', () => {
  const reference = profileOf(categorical, ['a', 'b']);
  const current = profileOf(categorical, ['a', 'c', 'c']);
  expect(unseenIn(reference, current)).toEqual({ count: 2, n: 3 });
  expect(unseenIn({ ...reference, n: 9 }, current)).toBeNull();
  expect(unseenIn(profileOf(wholeLine(), [1]), profileOf(wholeLine(), [2]))).toBeNull();
});

test('30 of 200 after 10 of 200 is z = (0.1 − 0.005) / 0.03 = 3.1667, one-sided', () => {
  expect(shareRose({ count: 10, n: 200 }, { count: 30, n: 200 })).toBeCloseTo(0.00077098, 8);
  expect(shareRose({ count: 30, n: 200 }, { count: 10, n: 200 })).toBe(1);
  expect(shareRose({ count: 0, n: 0 }, { count: 1, n: 1 })).toBe(1);
  expect(shareRose({ count: 5, n: 5 }, { count: 5, n: 5 })).toBe(1);
});
