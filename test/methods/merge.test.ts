import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeProfiles } from '../../src/methods/merge.ts';
import type { Layout } from '../../src/methods/summary.ts';
import { profileOf, wholeLine } from './profile-of.ts';

const layouts: Layout[] = [
  wholeLine(),
  { column: 'x', kind: 'discrete' },
  { column: 'x', kind: 'categorical' },
];

test.each(layouts)('merging $kind profiles equals counting all rows at once', (layout) => {
  let shared = 0;
  // Integers, because sums of other numbers depend on their order in the last bit.
  const values = fc.array(
    fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constantFrom(null, Number.NaN, Infinity, 1e6)),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(values, values, (a, b) => {
      const [first, second] = [profileOf(layout, a), profileOf(layout, b)];
      if (a.some((value) => b.includes(value))) shared += 1;
      expect(mergeProfiles([first, second])).toEqual(profileOf(layout, [...a, ...b]));
      expect(mergeProfiles([second, first])).toEqual(mergeProfiles([first, second]));
    }),
  );
  expect(shared).toBeGreaterThan(10);
});

test('profiles of two grids, kinds or columns do not merge', () => {
  const other: Layout = { column: 'x', kind: 'numeric', grid: { center: 1, scale: 1 } };
  expect(() => mergeProfiles([profileOf(wholeLine(), [1]), profileOf(other, [1])])).toThrow('two grids');
  expect(() => mergeProfiles([profileOf(layouts[1]!, [1]), profileOf(layouts[2]!, [1])])).toThrow(
    'cannot merge',
  );
  expect(() => mergeProfiles([profileOf(wholeLine('a'), []), profileOf(wholeLine('b'), [])])).toThrow(
    'a with b',
  );
});
