import { Fault } from '../../lib/fault.ts';
import type { Window } from '../../lib/time.ts';
import type { ColumnInfo } from '../contract.ts';
import type { Dialect, Relation, Time } from './dialect.ts';
import { nearest } from './nearest.ts';

/** The named column of a relation, checked. Throws `column_missing`. */
export function columnOf(relation: Relation, name: string): ColumnInfo {
  const found = relation.columns.find(({ column }) => column === name);
  if (found) return found;
  const guess = nearest(
    name,
    relation.columns.map(({ column }) => column),
  );
  throw new Fault(
    'column_missing',
    `${relation.name} has no column “${name}”${guess === null ? '.' : `; did you mean “${guess}”?`}`,
    { retry: 'never' },
  );
}

export function wrongType(relation: Relation, { column, type }: ColumnInfo, wanted: string): Fault {
  return new Fault('wrong_type', `Column “${column}” of ${relation.name} is ${type}, not ${wanted}.`, {
    retry: 'never',
  });
}

/** A column as a double, or what a subquery calls it. Throws `column_missing` or `wrong_type`. */
export function numberOf(
  dialect: Dialect,
  relation: Relation,
  name: string,
  called = dialect.quote(name),
): string {
  const info = columnOf(relation, name);
  const expression = dialect.number(called, info);
  if (expression === null) throw wrongType(relation, info, 'a number');
  return expression;
}

/** A column as 0 or 1; text says `0`, `1`, `true` or `false`, and anything else reads as 2 so that it can be refused. */
export function flagOf(dialect: Dialect, relation: Relation, name: string): string {
  const info = columnOf(relation, name);
  const number = dialect.number(dialect.quote(name), info);
  if (number !== null) return number;
  if (info.kind !== 'categorical') throw wrongType(relation, info, 'a class, 0 or 1');
  const text = `lower(${dialect.text(dialect.quote(name), info)})`;
  const [zero, one, two] = [0, 1, 2].map((value) => dialect.literal(value));
  return (
    `CASE WHEN ${dialect.quote(name)} IS NULL THEN NULL WHEN ${text} IN ('1', 'true') THEN ${one} ` +
    `WHEN ${text} IN ('0', 'false') THEN ${zero} ELSE ${two} END`
  );
}

/** A column as a point in time. Throws `column_missing` or `wrong_type`. */
export function timeOf(dialect: Dialect, relation: Relation, name: string): Time {
  const info = columnOf(relation, name);
  const time = dialect.time(dialect.quote(name), info);
  if (time === null) throw wrongType(relation, info, 'a time');
  return time;
}

/** What holds for the rows of a window, half-open in a time. */
export const inWindow = ({ value, instant }: Time, { from, to }: Window): string =>
  `${value} >= ${instant(from)} AND ${value} < ${instant(to)}`;

/** A column as text, or what a subquery calls it. Throws `column_missing`. */
export function textOf(
  dialect: Dialect,
  relation: Relation,
  name: string,
  called = dialect.quote(name),
): string {
  return dialect.text(called, columnOf(relation, name));
}
