import { cellsPerSide, cellsPerUnit } from '../../methods/grid.ts';
import type { Grid } from '../../methods/summary.ts';
import type { Dialect } from './dialect.ts';

/** `position` of `methods/grid.ts` as SQL. About 0 there is nothing to take away, and each step costs. */
export function positionSql(x: string, grid: Grid, literal: Dialect['literal']): string {
  const offset = grid.center === 0 ? x : `(${x} - ${literal(grid.center)})`;
  return grid.even
    ? `${offset} * ${literal(cellsPerUnit(grid))}`
    : `${offset} / (${literal(grid.scale / cellsPerSide)} + abs(${offset}) * ${literal(1 / cellsPerSide)})`;
}
