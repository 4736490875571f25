import { cellsPerUnit, outermost } from '../../methods/grid.ts';
import type { Dialect } from './dialect.ts';
import type { Careful } from './engine.ts';

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
      const center = dialect.literal(grid.center);
      const position = `(${x} - ${center}) * ${dialect.literal(cellsPerUnit(grid))}`;
      return inOutermost({ x, center, position, ...outermost(grid) });
    },
  },
});
