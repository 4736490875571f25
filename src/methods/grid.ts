/** Cells of a numeric column: where a value falls, and where a cell ends. Stores do the same arithmetic in SQL. */
import type { Grid } from './summary.ts';

export const cellsPerSide = 2048;

/** The cell of a finite value, −2048 … 2048. */
export function cellOf(grid: Grid, value: number): number {
  const distance = value - grid.center;
  return Math.round(distance / (grid.scale / cellsPerSide + Math.abs(distance) / cellsPerSide));
}

/** The value at which a cell ends; infinite for the outermost. Inverts `cellOf` at `cell + ½`. */
export function upperEnd(grid: Grid, cell: number): number {
  const position = (cell + 0.5) / cellsPerSide;
  const size = Math.abs(position);
  return size >= 1
    ? Math.sign(position) * Infinity
    : grid.center + (Math.sign(position) * grid.scale * size) / (1 - size);
}
