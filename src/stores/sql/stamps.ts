// Whether rows came or went, from the time column alone: how many rows a window has, and its first and last instant.
import type { Dataset } from '../../domain/dataset.ts';
import type { Instant, Window } from '../../lib/time.ts';
import type { Rows } from '../contract.ts';
import type { Chunks } from './branch.ts';
import { timeOf } from './column.ts';
import type { Dialect } from './dialect.ts';
import { type Columns, nullableAt, numberAt } from './engine.ts';
import type { Scope } from './scope.ts';

/** From the first to the last of some windows; null without any. */
export const spanOf = (windows: Window[]): Window | null =>
  windows.length === 0
    ? null
    : {
        from: Math.min(...windows.map(({ from }) => from)),
        to: Math.max(...windows.map(({ to }) => to)),
      };

/** One pass over the windows' span. Windows have one length and begin at multiples of it. */
export function stampsSql(
  { dialect, relation, where }: Scope,
  { rows, windows: [first] }: { rows: Rows; windows: Window[] },
): string {
  const at = dialect.millis(timeOf(dialect, relation, rows.dataset.time).value);
  const chunk = chunkNumber(dialect, 'instant', { origin: 0, length: first!.to - first!.from });
  return (
    `SELECT chunk, count(*) AS total, min(instant) AS low, max(instant) AS high FROM (SELECT ${chunk} AS chunk, instant ` +
    `FROM (SELECT ${at} AS instant FROM ${relation.from} ${where}) AS t) AS c GROUP BY chunk`
  );
}

/** Which stretch of a length, counted from an origin, an instant in milliseconds lies in. */
export const chunkNumber = (
  { types, literal }: Dialect,
  instant: string,
  { origin, length }: { origin: Instant; length: number },
): string => `floor((CAST(${instant} AS ${types.double}) - ${literal(origin)}) / ${literal(length)})`;

/** Windows of one length, multiples of it apart, as the chunks of a statement; rows without a time are in none of them. */
export function chunksOf({ dialect, relation }: Scope, { time }: Dataset, windows: Window[]): Chunks {
  const [first] = windows as [Window];
  const length = first.to - first.from;
  const numbers = windows.map(({ from }) => (from - first.from) / length);
  const instant = dialect.millis(timeOf(dialect, relation, time).value);
  const number = chunkNumber(dialect, instant, { origin: first.from, length });
  // All chunks between two that are far apart would be counted for nothing.
  const isNear = numbers.at(-1)! < numbers.length;
  const wanted = isNear ? number : `CASE WHEN ${number} IN (${numbers.join(', ')}) THEN ${number} END`;
  return { time, number: `coalesce(${wanted}, -1)`, numbers };
}

/** A stamp per window, by its beginning. */
export function readStamps(windows: Window[], columns: Columns): Map<number, string> {
  const rowOf = new Map(columns.chunk!.map((chunk, row) => [Number(chunk), row]));
  return new Map(
    windows.map(({ from, to }) => {
      const row = rowOf.get(from / (to - from));
      if (row === undefined) return [from, 'empty'];
      const [low, high] = [nullableAt(columns, 'low', row), nullableAt(columns, 'high', row)];
      return [from, `${numberAt(columns, 'total', row)} ${low} ${high}`];
    }),
  );
}
