import { expect, test } from 'vitest';
import { numericLayout } from '../../src/stores/sql/numeric-layout.ts';
import { normal, random } from '../methods/profile-of.ts';

const many = 2000;
const ways = (values: number[], rows = values.length, nonFinite = 0) => {
  const { grid, column, kind, ...chosen } = numericLayout('x', {
    values: Float64Array.from(values),
    rows,
    nonFinite,
  });
  return chosen;
};
const drawn = (draw: () => number) => Array.from({ length: many }, draw);

test('prices and whole numbers lie on steps, measurements and large amounts do not', () => {
  const gauss = normal(random(1));
  const prices = drawn(() => Math.round(100 * Math.exp(gauss() * 0.6 + 2)) / 100);
  expect(ways(prices)).toEqual({ stepped: true });
  expect(ways(drawn(() => Math.round(gauss() * 1000))).stepped).toBe(true);
  expect(ways(drawn(() => Math.round(gauss() * 1e6))).stepped).toBeUndefined();
  expect(ways(drawn(gauss))).toEqual({});
});

test('only where all values of a sample are finite cells may be even', () => {
  const values = Float64Array.from(drawn(normal(random(4))));
  const even = (nonFinite: number) =>
    numericLayout('x', { values, rows: values.length + nonFinite, nonFinite }).grid.even;
  expect([0, 1].map(even)).toEqual([true, undefined]);
});

test('one value that lies on no step is enough', () => {
  const uniform = random(2);
  const whole = drawn(() => Math.floor(uniform() * 500));
  expect(ways(whole).stepped).toBe(true);
  expect(ways([...whole.slice(1), Math.PI]).stepped).toBeUndefined();
});

test('zeros of amounts repeat at an end, and what more than half of the rows hold is usual', () => {
  const uniform = random(3);
  const paid = (share: number) => drawn(() => (uniform() < share ? 0 : uniform() * 40));
  const [some, most] = [paid(0.3), paid(0.7)];
  expect(ways(some)).toEqual({ ends: true });
  expect(ways(some.map((x) => -x))).toEqual({ ends: true });
  expect(ways(some, 2 * many + 1)).toEqual({ ends: true, usual: null });
  expect(ways(some, 2 * many)).toEqual({ ends: true });
  expect(ways(most)).toEqual({ ends: true, usual: 0 });
  expect(ways(most.map((x) => x + Math.PI))).toEqual({ ends: true, usual: Math.PI });
  // Of all rows, not of those with a value.
  expect(ways(most, many * 1.9)).toEqual({ ends: true });
  expect(ways([], 10)).toEqual({ usual: null });
});
