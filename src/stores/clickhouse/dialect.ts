import type { Instant } from '../../lib/time.ts';
import type { ColumnInfo } from '../contract.ts';
import type { Dialect } from '../sql/dialect.ts';
import { positionSql } from '../sql/position.ts';

const numbers = /^(U?Int(8|16|32|64|128|256)|Float(32|64)|Decimal(32|64|128|256)?\(.*\))$/;
const times = /^(Date|Date32|DateTime(\(.*\))?|DateTime64\(.*\))$/;
const words = /^(String|FixedString\(\d+\)|UUID|Bool|Enum(8|16)\(.*\))$/s;

/** The type without what only says how it is kept. */
export function bareType(type: string): string {
  const inside = /^(?:Nullable|LowCardinality)\((.*)\)$/s.exec(type);
  return inside ? bareType(inside[1]!) : type;
}

/** What kind of value a ClickHouse type holds. */
export function kindOf(type: string): ColumnInfo['kind'] {
  const bare = bareType(type);
  if (numbers.test(bare)) return 'numeric';
  if (times.test(bare)) return 'time';
  return words.test(bare) ? 'categorical' : 'other';
}

/** Written as a number: text would be read with less than all digits. */
const literal = (value: number): string => `toFloat64(${value})`;

/** The years that its times know. */
const first = Date.UTC(1900, 0, 1);
const last = Date.UTC(2262, 0, 1);
const instant = (at: Instant): string =>
  `fromUnixTimestamp64Micro(toInt64(${Math.round(Math.min(last, Math.max(first, at)) * 1000)}), 'UTC')`;

/**
 * ClickHouse (tried: 26.7), with the settings of `session.ts`: NULL behaves as in the standard there. Numbers are always nullable,
 * because a window's neighbour that does not exist would else be 0.
 */
export const clickhouseDialect: Dialect = {
  quote: (identifier) => `\`${identifier.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``,
  placeholder: (position) => `{p${position}:String}`,
  types: { double: 'Float64', small: 'Int16', text: 'String', count: 'UInt64', sum: 'Float64' },
  materialized: '',
  gathered: '',
  once: '',
  literal,
  number(column, { type, kind }) {
    if (bareType(type) === 'Bool') return `toNullable(toFloat64(toUInt8(${column})))`;
    return kind === 'numeric' ? `toNullable(toFloat64(${column}))` : null;
  },
  text: (column) => `CAST(${column} AS String)`,
  finite: (expression) => `isFinite(${expression})`,
  square: (x) => `(${x}) * (${x})`,
  times: (share, x) => `${share} * ${x}`,
  sum: (x) => `sum(${x})`,
  sumOfSums: (x) => `sum(${x})`,
  list: (x, where) => `groupArray(${x}) FILTER (WHERE ${where})`,
  perItem: (columns, lists, from) =>
    `SELECT ${[columns, ...Object.keys(lists)].join(', ')} FROM ${from} ARRAY JOIN ${Object.entries(lists)
      .map(([item, list]) => `${list} AS ${item}`)
      .join(', ')}`,
  withItem: (list, item) => `arrayPushBack(${list}, ${item})`,
  noList: (type) => `CAST([] AS Array(${type}))`,
  time(column, { type }) {
    const bare = bareType(type);
    // Points in time of any zone and precision compare as what they are.
    if (bare.startsWith('DateTime')) return { value: column, instant };
    if (times.test(bare)) return { value: `toDateTime64(${column}, 6, 'UTC')`, instant };
    return bare === 'String' ? { value: `parseDateTime64BestEffort(${column}, 6, 'UTC')`, instant } : null;
  },
  millis: (time) => `toInt64(floor(toUnixTimestamp64Micro(toDateTime64(${time}, 6, 'UTC')) / 1000))`,
  // Of infinities the ratio is no number, and no whole one; what lies beyond an even grid is for `careful`.
  cell: (x, grid) => `accurateCastOrNull(roundBankers(${positionSql(x, grid, literal)}), 'Int16')`,
  // The value at ⌊level · n⌋ from 0; half a rank lower that is ⌈share · n⌉ from 1.
  orderStatistics: (x, shares) => `arrayJoin(quantilesExactLow(${shares.join(', ')})(${x}))`,
};
