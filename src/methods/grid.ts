/** Cells of a numeric column: where a value falls, and where a cell ends. Stores do the same arithmetic in SQL. */
import type { Grid } from './summary.ts';

export const cellsPerSide = 2048;

/** The cell of a finite value, −2048 … 2048; of halves the even one. */
export function cellOf(grid: Grid, value: number): number {
  const distance = value - grid.center;
  const position = distance / (grid.scale / cellsPerSide + Math.abs(distance) / cellsPerSide);
  const upwards = Math.round(position);
  return upwards - position === 0.5 && upwards % 2 !== 0 ? upwards - 1 : upwards;
}

/** The value at which a cell ends; infinite for the outermost. Inverts `cellOf` at `cell + ½`. */
export function upperEnd(grid: Grid, cell: number): number {
  const position = (cell + 0.5) / cellsPerSide;
  const size = Math.abs(position);
  return size >= 1
    ? Math.sign(position) * Infinity
    : grid.center + (Math.sign(position) * grid.scale * size) / (1 - size);
}
