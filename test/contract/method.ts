import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binsOf, inBins } from '../../src/methods/bins.ts';
import type { Method } from '../../src/methods/contract.ts';
import type { Layout } from '../../src/methods/summary.ts';
import { profileOf, type Value, wholeLine } from '../methods/profile-of.ts';

const layouts: Layout[] = [
  wholeLine('numeric'),
  { column: 'discrete', kind: 'discrete' },
  { column: 'categorical', kind: 'categorical' },
];

/** Laws of every drift method. Called by each method's test. */
export function methodContract(method: Method): void {
  const readable = layouts.filter((layout) => method.reads === 'counts' || layout.kind !== 'categorical');

  const score = (layout: Layout, reference: Value[], current: Value[]) => {
    const before = profileOf(layout, reference);
    const bins = binsOf(before);
    return method.score(inBins(bins, before), inBins(bins, profileOf(layout, current)));
  };

  describe.each(readable)(`${method.id} on $kind columns`, (layout) => {
    const small =
      layout.kind === 'numeric'
        ? fc.double({ noNaN: true, min: -1e9, max: 1e9 })
        : fc.integer({ min: 0, max: 12 });
    const rows = fc.array(small, { minLength: 1, maxLength: 200, size: 'max' });

    test('a window has not drifted from itself', () => {
      fc.assert(fc.property(rows, (values) => score(layout, values, values) < 1e-7));
    });

    test('every score is finite and not negative', () => {
      let moved = 0;
      fc.assert(
        fc.property(rows, rows, (reference, current) => {
          const value = score(layout, reference, current);
          if (value > 0) moved += 1;
          return Number.isFinite(value) && value >= 0;
        }),
      );
      expect(moved).toBeGreaterThan(0);
    });

    const spread = (shift: number) =>
      Array.from({ length: 4000 }, (_, at) =>
        layout.kind === 'numeric' ? at / 4000 + shift : Math.min(9, Math.floor((at / 4000 + shift) * 10)),
      );
    const tenTimes = <T>(values: T[]) => Array.from({ length: 10 }, () => values).flat();

    test.skipIf(method.lacks.shares)('ten times the rows with the same shares score the same', () => {
      const once = score(layout, spread(0), spread(0.25));
      expect(once).toBeGreaterThan(0);
      const often = score(layout, tenTimes(spread(0)), tenTimes(spread(0.25)));
      // Smoothing and noise correction fade with n; everything else is equal.
      expect(Math.abs(often - once) / once).toBeLessThan(method.reads === 'order' ? 1e-9 : 0.35);
    });

    test('opposite windows pass the default floor', () => {
      expect(score(layout, spread(0), spread(1.5))).toBeGreaterThanOrEqual(method.floor ?? 100);
    });
  });
}
