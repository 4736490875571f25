import { expect, test } from 'vitest';
import { seeded } from '../../src/lib/random.ts';

const draws = (seed: string, count: number) => {
  const random = seeded(seed);
  return Array.from({ length: count }, random);
};

test('the same seed gives the same numbers, another seed others', () => {
  expect(draws('a', 100)).toEqual(draws('a', 100));
  expect(draws('a', 100)).not.toEqual(draws('b', 100));
});

test('numbers are uniform in [0, 1) and neighbours are not alike', () => {
  const numbers = draws('uniform', 100_000);
  expect(Math.min(...numbers.slice(0, 1000))).toBeGreaterThanOrEqual(0);
  const bins = new Array<number>(10).fill(0);
  for (const number of numbers) bins[Math.floor(number * 10)]! += 1;
  expect(bins).toHaveLength(10);
  // Chi-square with 9 degrees: above 28 once in a thousand seeds.
  expect(bins.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(28);
  const product = numbers
    .slice(1)
    .reduce((sum, number, at) => sum + (number - 0.5) * (numbers[at]! - 0.5), 0);
  expect(Math.abs(product / numbers.length)).toBeLessThan(0.001);
});
