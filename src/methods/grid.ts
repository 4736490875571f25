/** Cells of a numeric column: where a value falls, and where a cell ends. Stores do the same arithmetic in SQL. */
import type { Grid, NumericProfile } from './summary.ts';

export const cellsPerSide = 2048;

/**
 * A grid's first and last cell. An even one has no end of its own: they hold all that lies beyond them, too. −32,768, which 16 bits can
 * number as well, is left over, because casts put there what is less than a cell beyond the first, and DuckDB's what is beyond the last.
 */
export function outermost({ even }: Grid): { first: number; last: number } {
  const last = even ? 32_767 : cellsPerSide;
  return { first: -last, last };
}

/** Cells of an even grid in a unit. */
export const cellsPerUnit = ({ scale }: Grid): number => cellsPerSide / scale;

/** `cell(x)` before rounding. */
export function position(grid: Grid, x: number): number {
  const distance = x - grid.center;
  return grid.even
    ? distance * cellsPerUnit(grid)
    : distance / (grid.scale / cellsPerSide + Math.abs(distance) / cellsPerSide);
}

/** The cell of a finite value; of halves the even one. */
export function cellOf(grid: Grid, value: number): number {
  const exact = position(grid, value);
  const upwards = Math.round(exact);
  const cell = upwards - exact === 0.5 && upwards % 2 !== 0 ? upwards - 1 : upwards;
  const { first, last } = outermost(grid);
  return Math.max(first, Math.min(last, cell));
}

/** The value at which a cell ends; infinite for the outermost. Inverts `cellOf` at `cell + ½`. */
export function upperEnd(grid: Grid, cell: number): number {
  const share = (cell + 0.5) / cellsPerSide;
  const size = Math.abs(share);
  const { first, last } = outermost(grid);
  if (cell < first || cell >= last) return Math.sign(share) * Infinity;
  return grid.center + (Math.sign(share) * grid.scale * size) / (grid.even ? 1 : 1 - size);
}

type Cells = Pick<NumericProfile, 'cells' | 'counts' | 'sums'>;

/** Rows by cell, as a store answers: in any order, numbers as text where they may be long. */
export type CellRows = Record<keyof Cells, ArrayLike<number | string>>;

/** What lies in each cell, ascending; each has its place among all that lie between the first and the last, so that nothing is compared. */
export function addedUp(lists: readonly CellRows[]): Cells {
  let [first, last] = [Infinity, -Infinity];
  for (const { cells } of lists) {
    for (let at = 0; at < cells.length; at += 1) {
      first = Math.min(first, Number(cells[at]));
      last = Math.max(last, Number(cells[at]));
    }
  }
  const width = Math.max(0, last - first + 1);
  const [counts, sums] = [new Float64Array(width), new Float64Array(width)];
  for (const list of lists) {
    for (let at = 0; at < list.cells.length; at += 1) {
      const place = Number(list.cells[at]) - first;
      counts[place]! += Number(list.counts[at]);
      sums[place]! += Number(list.sums[at]);
    }
  }
  const cells = new Int16Array(width);
  let size = 0;
  // Moved up to their neighbours, in place: `size` is never beyond `place`.
  for (let place = 0; place < width; place += 1) {
    if (counts[place] === 0) continue;
    cells[size] = place + first;
    counts[size] = counts[place]!;
    sums[size] = sums[place]!;
    size += 1;
  }
  return { cells: cells.slice(0, size), counts: counts.slice(0, size), sums: sums.slice(0, size) };
}
