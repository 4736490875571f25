// What lies beyond an even grid in the last of its cells. To look after it for every row would take a third of the time of counting.
import { cellsPerUnit, outermost } from '../../methods/grid.ts';
import type { Careful } from '../sql/engine.ts';
import { clickhouseDialect, literal } from './dialect.ts';

export const careful: Careful = {
  isForBeyond: true,
  dialect: {
    ...clickhouseDialect,
    cell(x, grid) {
      if (!grid.even) return clickhouseDialect.cell(x, grid);
      const { first, last } = outermost(grid);
      const position = `(${x} - ${literal(grid.center)}) * ${literal(cellsPerUnit(grid))}`;
      const inside = `least(greatest(roundBankers(${position}), ${first}), ${last})`;
      return `if(isFinite(${x}), accurateCastOrNull(${inside}, 'Int16'), NULL)`;
    },
  },
};
