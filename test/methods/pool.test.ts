import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pool } from '../../src/methods/pool.ts';
import { total } from '../../src/methods/shares.ts';

test('ordered bins join their right neighbour, the last its left', () => {
  expect(pool([2, 9, 9, 1], [3, 9, 9, 1], true)).toEqual({ reference: [11, 10], current: [12, 10] });
});

test('categories join smallest first, whatever their place', () => {
  expect(pool([1, 50, 4, 40], [1, 50, 4, 40], false)).toEqual({
    reference: [5, 40, 50],
    current: [5, 40, 50],
  });
});

test('every pooled bin expects at least 5 rows in both windows, and no row is lost', () => {
  let pooledSome = 0;
  const bins = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(bins, fc.boolean(), (pairs, ordered) => {
      const reference = pairs.map(([before]) => before);
      const current = pairs.map(([, now]) => now);
      const pooled = pool(reference, current, ordered);
      if (pooled.reference.length > 1 && pooled.reference.length < pairs.length) pooledSome += 1;
      const [n, m] = [total(reference), total(current)];
      expect(total(pooled.reference)).toBe(n);
      expect(total(pooled.current)).toBe(m);
      if (pooled.reference.length === 1) return;
      for (const [bin, before] of pooled.reference.entries()) {
        const both = before + pooled.current[bin]!;
        expect((both * Math.min(n, m)) / (n + m)).toBeGreaterThanOrEqual(5 - 1e-6);
      }
    }),
  );
  expect(pooledSome).toBeGreaterThan(5);
});
