import { expect, test } from 'vitest';
import { numericLayout } from '../../src/stores/sql/numeric-layout.ts';
import { normal, random } from '../methods/profile-of.ts';

const many = 2000;
const ways = (values: number[], rows = values.length) => {
  const { ends, stepped, sparse } = numericLayout('x', Float64Array.from(values), rows);
  return { ends: ends ?? false, stepped: stepped ?? false, sparse: sparse ?? false };
};
const drawn = (draw: () => number) => Array.from({ length: many }, draw);

test('prices and whole numbers lie on steps, measurements and large amounts do not', () => {
  const gauss = normal(random(1));
  const prices = drawn(() => Math.round(100 * Math.exp(gauss() * 0.6 + 2)) / 100);
  expect(ways(prices)).toEqual({ ends: false, stepped: true, sparse: false });
  expect(ways(drawn(() => Math.round(gauss() * 1000))).stepped).toBe(true);
  expect(ways(drawn(() => Math.round(gauss() * 1e6))).stepped).toBe(false);
  expect(ways(drawn(gauss)).stepped).toBe(false);
});

test('one value that lies on no step is enough', () => {
  const uniform = random(2);
  const whole = drawn(() => Math.floor(uniform() * 500));
  expect(ways(whole).stepped).toBe(true);
  expect(ways([...whole.slice(1), Math.PI]).stepped).toBe(false);
});

test('zeros of amounts repeat at an end, and rows without a value outnumber the others', () => {
  const uniform = random(3);
  const paid = drawn(() => (uniform() < 0.3 ? 0 : uniform() * 40));
  expect(ways(paid)).toEqual({ ends: true, stepped: false, sparse: false });
  expect(ways(paid.map((x) => -x)).ends).toBe(true);
  expect(ways(paid, 2 * many + 1).sparse).toBe(true);
  expect(ways(paid, 2 * many).sparse).toBe(false);
  expect(ways([], 10)).toEqual({ ends: false, stepped: false, sparse: true });
});
