import { outermost } from '../../methods/grid.ts';
import type { Dialect } from './dialect.ts';
import type { Careful } from './engine.ts';
import { positionSql } from './position.ts';

interface Even {
  x: string;
  center: string;
  /** `cell(x)` before rounding. */
  position: string;
  first: number;
  last: number;
}

/** Care for what lies beyond an even grid: `inOutermost` writes the cell that it has then, NULL for NULL, NaN and infinities. */
export const carefulBeyond = (dialect: Dialect, inOutermost: (even: Even) => string): Careful => ({
  isForBeyond: true,
  dialect: {
    ...dialect,
    cell(x, grid) {
      if (!grid.even) return dialect.cell(x, grid);
      const position = positionSql(x, grid, dialect.literal);
      return inOutermost({ x, center: dialect.literal(grid.center), position, ...outermost(grid) });
    },
  },
});
