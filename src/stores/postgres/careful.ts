// Postgres refuses numbers at the ends of a double where other engines answer 0 or infinity: counted here without being refused.
import { outermost } from '../../methods/grid.ts';
import type { Careful } from '../sql/engine.ts';
import { literal, postgresDialect } from './dialect.ts';

/** Sums of ordinary numbers as they are; the few whose sum could leave the doubles are added exactly beside them. */
const guardedSum = (x: string): string => {
  const large = `abs(${x}) >= 1e290 AND abs(${x}) < 'Infinity'`;
  const ordinary = `sum(${x}) FILTER (WHERE abs(${x}) < 1e290)`;
  // Through text, because a direct cast keeps 15 digits only.
  const exact = `CAST(CAST(${x} AS text) AS numeric)`;
  return (
    `CASE WHEN count(*) FILTER (WHERE ${large}) = 0 THEN CAST(${ordinary} AS text) ` +
    `ELSE CAST(coalesce(CAST(${ordinary} AS numeric), 0) + sum(${exact}) FILTER (WHERE ${large}) AS text) END`
  );
};

const outOfRange = '22003';

export const careful: Careful = {
  isFor: (thrown) => ((thrown as Error).cause as { code?: unknown } | undefined)?.code === outOfRange,
  dialect: {
    ...postgresDialect,
    types: { ...postgresDialect.types, sum: 'text' },
    sum: guardedSum,
    sumOfSums: (x) => `CAST(sum(CAST(${x} AS numeric)) AS text)`,
    // Multiplied by a power of two afterwards, the ratio is the same number to the last bit. The ends are answered without
    // arithmetic, because Postgres refuses a result that is too small or too large for a double.
    cell(x, grid) {
      const { center, scale, even } = grid;
      const { first, last } = outermost(grid);
      const [nearby, far] = [scale / 8192, scale * (even ? 2 ** 5 : 2 ** 54)];
      const [c, s] = [literal(center), literal(scale)];
      const bent = (distance: string) => `CAST(2048 * ((${x} - ${c}) / (${s} + ${distance})) AS smallint)`;
      const [below, above] = even
        ? [postgresDialect.cell(x, grid), postgresDialect.cell(x, grid)]
        : [bent(`(${c} - ${x})`), bent(`(${x} - ${c})`)];
      return (
        `CASE WHEN ${x} >= ${literal(center + nearby)} THEN ` +
        `CASE WHEN ${x} < ${literal(center + far)} THEN ${above} ` +
        `WHEN ${x} < 'Infinity' THEN ${last} END ` +
        `WHEN ${x} > ${literal(center - nearby)} THEN 0 ` +
        `WHEN ${x} > ${literal(center - far)} THEN ${below} ` +
        `WHEN ${x} > '-Infinity' THEN ${first} END`
      );
    },
  },
};
