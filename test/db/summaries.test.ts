import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeProfile, encodeProfile } from '../../src/db/summary-codec.ts';
import type { Layout, NumericProfile, ValueProfile } from '../../src/methods/summary.ts';
import { normal, profileOf, random, type Value, wholeLine } from '../methods/profile-of.ts';

const layouts: Layout[] = [
  wholeLine(),
  { column: 'x', kind: 'discrete' },
  { column: 'x', kind: 'categorical' },
];

test.each(layouts)('a $kind profile is read as it was written', (layout) => {
  const kinds = new Set<string>();
  const value =
    layout.kind === 'categorical' ? fc.option(fc.string({ unit: 'grapheme' })) : fc.option(fc.double());
  fc.assert(
    fc.property(fc.array<Value>(value as fc.Arbitrary<Value>, { maxLength: 200 }), (values) => {
      const profile = profileOf(layout, values);
      kinds.add(profile.n === 0 ? 'empty' : 'filled');
      expect(decodeProfile(layout, encodeProfile(profile))).toEqual(profile);
    }),
  );
  expect(kinds.size).toBe(2);
});

test('counts beyond four bytes survive', () => {
  const profile = {
    ...profileOf(layouts[2]!, ['a']),
    rows: 2 ** 45 + 3,
    n: 2 ** 45,
    missing: 3,
    nonFinite: 0,
  };
  expect(decodeProfile(layouts[2]!, encodeProfile(profile))).toEqual(profile);
});

test('a cell takes at most ten bytes, a category five', () => {
  const values = Array.from({ length: 10_000 }, normal(random(4)));
  const profile = profileOf(wholeLine(), values) as NumericProfile;
  expect(encodeProfile(profile).length).toBeLessThan(10 * profile.cells.length);
  const categories = profileOf(
    layouts[2]!,
    values.map((x) => `k${Math.floor(Math.abs(x) * 100)}`),
  ) as ValueProfile;
  expect(encodeProfile(categories).length).toBeLessThan(5 * categories.counts.size);
});
