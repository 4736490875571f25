import type { Instant } from '../../lib/time.ts';
import type { Grid } from '../../methods/summary.ts';
import type { ColumnInfo } from '../contract.ts';

/** How one engine writes what the aggregate SQL of this folder needs. Expressions go in and come out as SQL text. */
export interface Dialect {
  quote(identifier: string): string;
  /** Place of the n-th value (from 1) of a statement. */
  placeholder(position: number): string;
  types: {
    double: string;
    small: string;
    text: string;
    /** Of counts that leave the store. */
    count: string;
    /** Of what `sum` answers. */
    sum: string;
  };
  /** What keeps a common table from being computed once per use; empty where the engine has no such word. */
  materialized: string;
  /** What ends a statement of branches whose rows, numbered by `k`, would else be handed over apart; empty where they are not. */
  gathered: string;
  /** What ends a subquery whose expressions shall be computed once per row, not once per use; empty where the engine does so. */
  once: string;
  /** A double that reads back as exactly this number. */
  literal(value: number): string;
  /** The column as a double, booleans as 0 and 1; null when its type is not a number. */
  number(column: string, info: ColumnInfo): string | null;
  /** The column as text. */
  text(column: string, info: ColumnInfo): string;
  /** Whether values of that type are equal although their texts differ. */
  isFolded?(info: ColumnInfo): boolean;
  /** Neither NULL, NaN nor infinite (NULL counts as false in conditions). */
  finite(expression: string): string;
  /** x², 0 where it is too small for a double. */
  square(x: string): string;
  /** A number of at most 1 times x, 0 where it is too small for a double. */
  times(share: string, x: string): string;
  /** The sum of a column, infinite where it is too large for a double. */
  sum(x: string): string;
  /** The sum of what `sum` answered for several groups. */
  sumOfSums(x: string): string;
  /** All values of the rows for which the condition holds, in one order for all lists of a statement; none of them NULL. */
  list(x: string, where: string): string;
  /** A list of such values that has none. */
  noList(type: string): string;
  /** A row for every item of lists of equal length, by the item's name, beside columns of the row that holds them. */
  perItem(columns: string, lists: Record<string, string>, from: string): string;
  /** A list with one more item. */
  withItem(list: string, item: string): string;
  /** The column as a point in time, with the same type as `instant`; null when its type is not a time. */
  time(column: string, info: ColumnInfo): Time | null;
  /** Milliseconds since 1970 of a point in time, as a whole number. */
  millis(time: string): string;
  /** The nearest cell, halves to the even one as casts round in every engine; NULL for NULL, NaN and infinities; what lies beyond an even grid may be left to `Careful`. */
  cell(x: string, grid: Grid): string;
  /** Rows in the order of `shares`: for each the value at rank ⌈share · n⌉ of the sorted x, never interpolated (`percentile_disc`). */
  orderStatistics(x: string, shares: number[]): string;
}

export interface Time {
  value: string;
  instant(at: Instant): string;
}

/** Something that can stand after FROM, already checked against what the store may read. */
export interface Relation {
  /** As the person wrote it, for sentences. */
  name: string;
  from: string;
  /** The same rows with some columns only, for an engine that takes long to look at all the columns of a wide `from`. */
  only?: (columns: string[]) => string;
  columns: ColumnInfo[];
  /** False where reading one column costs as much as reading all (CSV): then rows are read once and kept for the statement. */
  columnar: boolean;
  /** Columns that the engine knows to hold few values, where it groups several at once faster than one after the other. */
  few?: ReadonlySet<string>;
  /** So few rows that they should be read once for all columns; absent where that is not known without reading. */
  isSmall?: boolean;
  /** At most so many; absent where that is not known without reading. */
  rows?: number;
  /** Throws where `from` names rows that may have become others meanwhile; asked once a statement has been answered. */
  mustHold?: () => Promise<void>;
  /** Whether each column is read by itself, because opening the relation is little beside reading it; absent: unless it is small. */
  byColumn?: boolean;
}
