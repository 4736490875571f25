import { expect, test } from 'vitest';
import { cellOf, upperEnd } from '../../src/methods/grid.ts';
import type { Grid } from '../../src/methods/summary.ts';
import { fitGrid } from '../../src/stores/sql/grid.ts';
import { normal, random } from '../methods/profile-of.ts';

test('whole numbers of which each is frequent lie in cells of their own', () => {
  const uniform = random(1);
  const visits = Float64Array.from({ length: 4000 }, () => Math.floor(-Math.log(1 - uniform()) * 30)).sort();
  const grid = fitGrid(visits);
  const values = [...new Set(visits)];
  expect(values.length).toBeGreaterThan(100);
  expect(new Set(values.map((value) => cellOf(grid, value))).size).toBe(values.length);
});

test('a value that most rows have does not take the cells of the others', () => {
  const uniform = random(2);
  const paid = Float64Array.from({ length: 4000 }, () =>
    uniform() < 0.9 ? 0 : -Math.log(1 - uniform()) * 40,
  ).sort();
  const grid = fitGrid(paid);
  expect(new Set(paid.map((value) => cellOf(grid, value))).size).toBeGreaterThan(300);
});

const drawn = (draw: () => number) => Float64Array.from({ length: 2000 }, draw).sort();

test('values without long tails have even cells, about 0 unless they lie far from it', () => {
  const gauss = normal(random(3));
  const uniform = random(4);
  expect(fitGrid(drawn(() => gauss() * 12 + 100))).toMatchObject({ center: 0, even: true });
  expect(fitGrid(drawn(uniform))).toMatchObject({ center: 0, even: true });
  const far = fitGrid(drawn(() => 1.7e9 + gauss()));
  expect(far.even).toBe(true);
  expect(Math.abs(far.center - 1.7e9)).toBeLessThan(1);
  for (const heavy of [() => Math.exp(gauss() * 1.5), () => Math.tan(Math.PI * (uniform() - 0.5))]) {
    expect(fitGrid(drawn(heavy)).even).toBeUndefined();
  }
  const values = drawn(gauss);
  const grid = fitGrid(values);
  const rows = new Map<number, number>();
  for (const x of values) {
    const block = Math.floor(cellOf(grid, x) / 32);
    rows.set(block, (rows.get(block) ?? 0) + 1);
  }
  expect(Math.max(...rows.values())).toBeLessThan(0.07 * values.length);
});

test('at the ends of the doubles no grid is even, and what lies beyond even cells is in the last ones', () => {
  const uniform = random(5);
  expect(fitGrid(drawn(() => uniform() * 1e301)).even).toBeUndefined();
  expect(fitGrid(drawn(() => uniform() * 1e-305)).even).toBeUndefined();
  const grid: Grid = { center: 0, scale: 1, even: true };
  expect([1e9, 16, 15.9, -15.9, -16, -1e308].map((x) => cellOf(grid, x))).toEqual([
    32_767, 32_767, 32_563, -32_563, -32_767, -32_767,
  ]);
  expect([-32_768, -32_767, 32_766, 32_767].map((cell) => upperEnd(grid, cell))).toEqual([
    -Infinity,
    -32_766.5 / 2048,
    32_766.5 / 2048,
    Infinity,
  ]);
});
