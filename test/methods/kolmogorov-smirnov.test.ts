import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kolmogorovSmirnov, kolmogorovSmirnovInterval } from '../../src/methods/kolmogorov-smirnov.ts';
import type { Layout } from '../../src/methods/summary.ts';
import { methodContract } from '../contract/method.ts';
import { normal, profileOf, random, wholeLine } from './profile-of.ts';

methodContract(kolmogorovSmirnov);

/** By definition, from the rows. */
function exact(reference: number[], current: number[]): number {
  const share = (rows: number[], value: number) => rows.filter((row) => row <= value).length / rows.length;
  return [...reference, ...current].reduce(
    (largest, value) => Math.max(largest, Math.abs(share(reference, value) - share(current, value))),
    0,
  );
}

const interval = (layout: Layout, reference: number[], current: number[]) =>
  kolmogorovSmirnovInterval(profileOf(layout, reference), profileOf(layout, current));

test('the interval holds the exact distance, however coarse the cells are', () => {
  let inside = 0;
  const values = fc.array(
    fc.oneof(fc.double({ min: 3000, max: 3100, noNaN: true }), fc.integer({ min: 0, max: 3 })),
    {
      minLength: 1,
      maxLength: 60,
      size: 'max',
    },
  );
  // Around 3000 a cell of this grid is about 4,400 wide: everything there is one cell.
  fc.assert(
    fc.property(values, values, (reference, current) => {
      const { low, high } = interval(wholeLine(), reference, current);
      const distance = exact(reference, current);
      if (low + 1e-9 < distance) inside += 1;
      return low <= distance + 1e-12 && distance <= high + 1e-12;
    }),
  );
  expect(inside).toBeGreaterThan(10);
});

test('on a fitted grid the interval is narrow', () => {
  const gauss = normal(random(2));
  const [a, b] = [Array.from({ length: 5000 }, gauss), Array.from({ length: 5000 }, () => gauss() + 0.3)];
  const { low, high } = interval(wholeLine(), a, b);
  expect(high - low).toBeLessThan(0.003);
});

test('a column that is mostly zeros keeps a narrow interval, for all its zeros are known to be one value', () => {
  const uniform = random(3);
  const zeros = (share: number) => () => (uniform() < share ? 0 : 1 + uniform());
  const { low, high } = interval(
    wholeLine(),
    Array.from({ length: 2000 }, zeros(0.8)),
    Array.from({ length: 2000 }, zeros(0.6)),
  );
  expect(low).toBeGreaterThan(0.15);
  expect(high - low).toBeLessThan(0.02);
});

test('values counted apart give the exact distance', () => {
  const { low, high } = interval({ column: 'd', kind: 'discrete' }, [1, 2, 10, 10], [2, 10, 10, 10, 11]);
  expect(low).toBeCloseTo(exact([1, 2, 10, 10], [2, 10, 10, 10, 11]), 12);
  expect(high).toBe(low);
});
