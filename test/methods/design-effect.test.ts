import { expect, test } from 'vitest';
import { designEffect } from '../../src/methods/design-effect.ts';
import { random } from './profile-of.ts';

const sum = (chunks: number[][]) =>
  chunks[0]!.map((_, bin) => chunks.reduce((total, chunk) => total + chunk[bin]!, 0));

test('independent rows have a design effect of about 1', () => {
  const uniform = random(1);
  const chunks = Array.from({ length: 30 }, () => {
    const counts = [0, 0, 0, 0, 0];
    for (let row = 0; row < 500; row += 1) counts[Math.floor(uniform() * 5)]! += 1;
    return counts;
  });
  const deff = designEffect(sum(chunks), chunks, true)!;
  expect(deff).toBeGreaterThanOrEqual(1);
  expect(deff).toBeLessThan(1.4);
});

test('rows that come in fours count as a quarter of them', () => {
  const uniform = random(2);
  const chunks = Array.from({ length: 40 }, () => {
    const counts = [0, 0, 0, 0, 0];
    for (let row = 0; row < 500; row += 1) counts[Math.floor(uniform() * 5)]! += 4;
    return counts;
  });
  expect(designEffect(sum(chunks), chunks, true)).toBeGreaterThan(3.4);
  expect(designEffect(sum(chunks), chunks, true)).toBeLessThan(4.8);
});

test('seven chunks say nothing, nor do chunks that hold one value', () => {
  const chunks = Array.from({ length: 8 }, () => [50, 50]);
  expect(designEffect(sum(chunks), chunks, true)).toBe(1);
  expect(designEffect(sum(chunks), chunks.slice(1), true)).toBeNull();
  expect(
    designEffect(
      [800, 0],
      Array.from({ length: 8 }, () => [100, 0]),
      true,
    ),
  ).toBeNull();
});
