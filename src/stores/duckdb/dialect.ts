import { Fault } from '../../lib/fault.ts';
import type { Instant } from '../../lib/time.ts';
import type { ColumnInfo } from '../contract.ts';
import type { Dialect } from '../sql/dialect.ts';
import { positionSql } from '../sql/position.ts';

const numbers = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL(\(.*\))?|BIGNUM)$/;
const times = /^(DATE|TIMESTAMP(_S|_MS|_NS)?|TIMESTAMP WITH TIME ZONE)$/;
const words = /^(VARCHAR|UUID|BOOLEAN|ENUM\(.*\))$/s;

/** What kind of value a DuckDB type holds. */
export function kindOf(type: string): ColumnInfo['kind'] {
  if (numbers.test(type)) return 'numeric';
  if (times.test(type)) return 'time';
  return words.test(type) ? 'categorical' : 'other';
}

const literal = (value: number): string => `CAST('${String(value)}' AS DOUBLE)`;
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Times in nanoseconds end in 2262, and are not compared with later ones: a window that reaches further ends in 2243, or begins in 1696. */
const furthest = 8_640_000_000_000_000;

/** Microseconds since 1970. */
export const microsOf = (at: Instant): number =>
  Math.max(-furthest, Math.min(furthest, Math.round(at * 1000)));

function micros(at: Instant): string {
  const whole = microsOf(at);
  if (Number.isNaN(whole))
    throw new Fault('wrong_type', 'A window needs two points in time.', { retry: 'never' });
  return `CAST(${whole} AS BIGINT)`;
}

/** DuckDB 1.5. The session's time zone is UTC, so text without an offset reads as UTC. */
export const duckdbDialect: Dialect = {
  quote: (identifier) => `"${identifier.replaceAll('"', '""')}"`,
  placeholder: (position) => `$${position}`,
  types: { double: 'DOUBLE', small: 'SMALLINT', text: 'VARCHAR', count: 'DOUBLE', sum: 'DOUBLE' },
  materialized: 'MATERIALIZED',
  // Each branch's row would come with room for 2,048, and JavaScript gives such room back when it likes: 10 MB a statement.
  gathered: '\nORDER BY k',
  once: '',
  literal,
  number(column, { type, kind }) {
    if (type === 'DOUBLE') return column;
    if (type === 'BOOLEAN') return `CAST(CAST(${column} AS TINYINT) AS DOUBLE)`;
    return kind === 'numeric' ? `CAST(${column} AS DOUBLE)` : null;
  },
  text: (column, { type }) => (type === 'VARCHAR' ? column : `CAST(${column} AS VARCHAR)`),
  finite: (expression) => `isfinite(${expression})`,
  square: (x) => `(${x}) * (${x})`,
  times: (share, x) => `${share} * ${x}`,
  sum: (x) => `sum(${x})`,
  sumOfSums: (x) => `sum(${x})`,
  list: (x, where) => `list(${x}) FILTER (WHERE ${where})`,
  perItem: (columns, lists, from) =>
    `SELECT ${columns}, ${Object.entries(lists)
      .map(([item, list]) => `unnest(${list}) AS ${item}`)
      .join(', ')} FROM ${from}`,
  withItem: (list, item) => `array_append(${list}, ${item})`,
  noList: (type) => `CAST(NULL AS ${type}[])`,
  time(column, { type }) {
    const zoned = { instant: (at: Instant) => `make_timestamptz(${micros(at)})` };
    const plain = { instant: (at: Instant) => `make_timestamp(${micros(at)})` };
    if (type === 'TIMESTAMP') return { value: column, ...plain };
    if (type === 'TIMESTAMP WITH TIME ZONE') return { value: column, ...zoned };
    if (times.test(type)) return { value: `CAST(${column} AS TIMESTAMP)`, ...plain };
    return type === 'VARCHAR' ? { value: `CAST(${column} AS TIMESTAMPTZ)`, ...zoned } : null;
  },
  millis: (time) => `epoch_ms(${time})`,
  // NaN and infinities do not fit a SMALLINT and come back as NULL; so does what lies beyond an even grid, or as −32,768 where it
  // is half a cell beyond, because the range is looked at before the number is rounded; both is for `careful`.
  cell: (x, grid) => `TRY_CAST(${positionSql(x, grid, literal)} AS SMALLINT)`,
  // One aggregate for all shares keeps one copy of the column.
  orderStatistics: (x, shares) => `unnest(quantile_disc(${x}, [${shares.map(literal).join(', ')}]))`,
};
