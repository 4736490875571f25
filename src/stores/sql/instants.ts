// When the rows of given ranks happened, in the order of their time.
import type { Instant } from '../../lib/time.ts';
import { timeOf } from './column.ts';
import type { Columns } from './engine.ts';
import type { Scope } from './scope.ts';

/** `ranks` count from 1 to `n`, the number of rows with a time. Half a rank below keeps ⌈share · n⌉ away from rounding. */
export function instantsSql(
  { dialect, relation, where }: Scope,
  time: string,
  { ranks, n }: { ranks: number[]; n: number },
): string {
  const instant = dialect.millis(timeOf(dialect, relation, time).value);
  const shares = ranks.map((rank) => (rank - 0.5) / n);
  return `SELECT ${dialect.orderStatistics('x', shares)} AS x FROM (SELECT ${instant} AS x FROM ${relation.from} ${where}) AS v WHERE x IS NOT NULL`;
}

export const readInstants = (columns: Columns): Instant[] => columns.x!.map(Number);
