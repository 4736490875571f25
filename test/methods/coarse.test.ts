import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binned, binsOf } from '../../src/methods/bins.ts';
import { coarse } from '../../src/methods/coarse.ts';
import type { Layout, NumericProfile } from '../../src/methods/summary.ts';
import { profileOf, type Value, wholeLine } from './profile-of.ts';

const layouts: Layout[] = [
  wholeLine(),
  { column: 'x', kind: 'discrete' },
  { column: 'x', kind: 'categorical' },
];

test.each(layouts)('a coarse $kind profile has the same counts in the bins of its reference', (layout) => {
  // Few values, so that both windows share some.
  const text = fc.string({ maxLength: 1 });
  const number = fc.integer({ min: -40, max: 40 });
  const value: fc.Arbitrary<Value> = fc.option<Value>(layout.kind === 'categorical' ? text : number);
  const values = fc.array(value, { maxLength: 120 });
  fc.assert(
    fc.property(values, values, fc.nat(5), (before, now, unnamed) => {
      const bins = binsOf(profileOf(layout, before));
      const profile = profileOf(layout, now);
      const cut = layout.kind === 'numeric' ? profile : { ...profile, n: profile.n + unnamed };
      const found = coarse(bins, cut);
      expect(binned(bins, found)).toEqual(binned(bins, cut));
      expect(found.kind === 'numeric' ? found.cells.length : found.counts.size).toBeLessThanOrEqual(
        bins.size,
      );
    }),
  );
});

test('cells are joined with their counts and sums', () => {
  const values = Array.from({ length: 1000 }, (_, at) => at / 1024);
  const profile = profileOf(wholeLine(), values);
  const found = coarse(binsOf(profile), profile) as NumericProfile;
  expect(found.cells).toHaveLength(20);
  expect(found.counts.reduce((a, b) => a + b)).toBe(1000);
  expect(found.sums.reduce((a, b) => a + b)).toBe(499_500 / 1024);
});

test('bins of another kind are refused', () => {
  const [numeric, , categorical] = layouts.map((layout) => profileOf(layout, ['1']));
  expect(() => coarse(binsOf(numeric!), categorical!)).toThrow('its bins are numeric');
});
