import { expect, test } from 'vitest';
import { cellOf } from '../../src/methods/grid.ts';
import { fitGrid } from '../../src/stores/sql/grid.ts';
import { random } from '../methods/profile-of.ts';

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
