import { expect, test } from 'vitest';
import {
  chiSquareTail,
  criticalValue,
  detectableNoncentrality,
  noncentralTail,
} from '../../src/methods/chi-square-tail.ts';

test('the tail with two degrees of freedom is exp(−x/2), however far out', () => {
  for (const x of [0, 1, 10, 100, 600, 1200]) {
    expect(chiSquareTail(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 10);
  }
});

test('critical values are those of the tables', () => {
  expect(criticalValue(0.05, 1)).toBeCloseTo(3.841459, 6);
  expect(criticalValue(0.01, 5)).toBeCloseTo(15.086272, 6);
  expect(criticalValue(0.05, 19)).toBeCloseTo(30.143527, 6);
});

test('80 % power at 5 % needs the noncentralities of the power tables', () => {
  expect(detectableNoncentrality(1, 0.05)).toBeCloseTo(7.849, 3);
  expect(detectableNoncentrality(2, 0.05)).toBeCloseTo(9.635, 3);
  expect(detectableNoncentrality(3, 0.05)).toBeCloseTo(10.903, 3);
  expect(detectableNoncentrality(1, 0.01)).toBeCloseTo(11.679, 3);
});

test('the noncentral tail has mean degrees + λ', () => {
  // The integral of a tail is the mean of what is not negative.
  for (const [degrees, lambda] of [
    [2, 6],
    [19, 40],
  ] as const) {
    const step = 0.5;
    let mean = 0;
    for (let x = step / 2; x < 4 * (degrees + lambda) + 60; x += step) {
      mean += step * noncentralTail(x, degrees, lambda);
    }
    expect(mean / (degrees + lambda)).toBeCloseTo(1, 2);
  }
});

test('the noncentral tail is the sum of its mixture, far out too', () => {
  for (const [x, degrees, lambda] of [
    [30, 3, 12],
    [120, 19, 40],
    [1100, 5, 900],
  ] as const) {
    let [weight, sum] = [Math.exp(-lambda / 2), 0];
    for (let j = 0; j < 2000; j += 1) {
      sum += weight * chiSquareTail(x, degrees + 2 * j);
      weight *= lambda / 2 / (j + 1);
    }
    expect(noncentralTail(x, degrees, lambda) / sum).toBeCloseTo(1, 9);
  }
});

test('many columns ask for more: λ grows as the level falls, down to one in a billion', () => {
  const levels = [0.01, 1e-4, 1e-6, 1e-9].map((alpha) => detectableNoncentrality(19, alpha));
  expect(levels).toEqual([...levels].sort((a, b) => a - b));
  expect(levels.every(Number.isFinite)).toBe(true);
});
