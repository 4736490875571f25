/** Columns of a wide prediction log: four thousand different numbers each, which Parquet keeps as a dictionary and twelve bits a row. */
import type { LogColumns } from './prediction-columns.ts';

/** Every so many columns one moves in the middle of the log. */
const movedEach = 100;

const isMoved = (at: number): boolean => at % movedEach === movedEach - 1;

/**
 * Every second column has three decimals, as prices and percentages have; the others have no end of them. A few of each are NULL, for of
 * a column without NULL the engine answers `count` from the footer.
 */
const expressionOf = (at: number): string =>
  `nullif(hash(i * 65536 + ${at}) % 4000, 2000) / ${at % 2 === 0 ? 1000 : 997}${isMoved(at) ? ' + CASE WHEN t >= 0.5 THEN 1 ELSE 0 END' : ''}`;

/** `many` numeric columns, the prediction among them. */
export function wideColumns(many: number): LogColumns {
  const names = Array.from({ length: many }, (_, at) => (at === 0 ? 'prediction' : `x${at}`));
  return {
    id: `wide-${many}`,
    names,
    planted: names.filter((_, at) => isMoved(at)),
    sql: names.map((name, at) => `${expressionOf(at)} AS ${name}`).join(',\n  '),
  };
}
