import type { Instant } from '../../lib/time.ts';
import { outermost } from '../../methods/grid.ts';
import type { ColumnInfo } from '../contract.ts';
import type { Dialect } from '../sql/dialect.ts';
import { positionSql } from '../sql/position.ts';

const numbers = /^(smallint|integer|bigint|real|double precision|numeric)$/;
const times = /^(date|timestamp without time zone|timestamp with time zone)$/;
const words = /^(text|character varying|character|uuid|boolean|enum|citext)$/;

/** What kind of value a Postgres type holds; domains and enumerations are resolved before. */
export function kindOf(type: string): ColumnInfo['kind'] {
  if (numbers.test(type)) return 'numeric';
  if (times.test(type)) return 'time';
  return words.test(type) ? 'categorical' : 'other';
}

export const literal = (value: number): string => `CAST('${String(value)}' AS double precision)`;
const first = Date.UTC(1, 0, 1);
const last = Date.UTC(9999, 0, 1);

/** Within the years that both calendars write the same way; a window beyond them holds what one without an end does. */
function moment(at: Instant): string {
  if (at <= first) return "'-infinity'";
  return at >= last ? "'infinity'" : `'${new Date(Math.round(at)).toISOString()}'`;
}

/** Postgres refuses a product that is too small for a double instead of answering 0. */
const square = (x: string): string => `(CASE WHEN abs(${x}) < 1e-160 THEN 0 ELSE (${x}) * (${x}) END)`;

/** Postgres 14 and newer. NaN is greater than every number there, so a comparison alone finds no finite value. */
export const postgresDialect: Dialect = {
  quote: (identifier) => `"${identifier.replaceAll('"', '""')}"`,
  placeholder: (position) => `$${position}`,
  types: {
    double: 'double precision',
    small: 'smallint',
    text: 'text',
    count: 'bigint',
    sum: 'double precision',
  },
  materialized: 'MATERIALIZED',
  gathered: '',
  // Written as text it is known early enough to be seen as no offset at all, so that workers may share the rows.
  once: " OFFSET '0'",
  literal,
  number(column, { type, kind }) {
    if (type === 'double precision') return column;
    if (type === 'boolean') return `CAST(CAST(${column} AS integer) AS double precision)`;
    return kind === 'numeric' ? `CAST(${column} AS double precision)` : null;
  },
  text: (column, { type }) => (type === 'text' ? column : `CAST(${column} AS text)`),
  isFolded: ({ type }) => type === 'citext',
  finite: (expression) => `(abs(${expression}) < 'Infinity')`,
  square,
  times: (share, x) => `(CASE WHEN abs(${x}) < 1e-290 THEN 0 ELSE ${share} * ${x} END)`,
  sum: (x) => `sum(${x})`,
  sumOfSums: (x) => `sum(${x})`,
  list: (x, where) => `array_agg(${x}) FILTER (WHERE ${where})`,
  perItem: (columns, lists, from) =>
    `SELECT ${columns}, ${Object.entries(lists)
      .map(([item, list]) => `unnest(${list}) AS ${item}`)
      .join(', ')} FROM ${from}`,
  withItem: (list, item) => `array_append(${list}, ${item})`,
  noList: (type) => `CAST(NULL AS ${type}[])`,
  time(column, { type }) {
    const zoned = { instant: (at: Instant) => `CAST(${moment(at)} AS timestamptz)` };
    // The offset at the end of a literal is ignored, and all of ours are UTC.
    const plain = { instant: (at: Instant) => `CAST(${moment(at)} AS timestamp)` };
    if (type === 'timestamp with time zone') return { value: column, ...zoned };
    if (type === 'timestamp without time zone') return { value: column, ...plain };
    if (type === 'date') return { value: `CAST(${column} AS timestamp)`, ...plain };
    const isText = type === 'text' || type.startsWith('character');
    return isText ? { value: `CAST(${column} AS timestamptz)`, ...zoned } : null;
  },
  millis: (time) => `CAST(floor(extract(epoch FROM ${time}) * 1000) AS double precision)`,
  // Each step is interpreted and costs about the same, so there are as few as can be; what they refuse is for `careful`.
  cell(x, grid) {
    const position = positionSql(x, grid, literal);
    if (!grid.even) return `CAST(nullif(${position}, 'NaN') AS smallint)`;
    const { first, last } = outermost(grid);
    return `CASE WHEN abs(${x}) < 'Infinity' THEN CAST(least(greatest(${position}, ${first}), ${last}) AS smallint) END`;
  },
  orderStatistics: (x, shares) =>
    `unnest(percentile_disc(ARRAY[${shares.map(literal).join(', ')}]) WITHIN GROUP (ORDER BY ${x}))`,
};
