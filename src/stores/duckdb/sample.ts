// A few rows each of several places of Parquet files, for their footers say where rows lie in time: reading a place takes one row group.
import type { Window } from '../../lib/time.ts';
import type { Place } from '../sql/engine.ts';
import { scattered, spread } from '../sql/spread.ts';
import { quoteText } from './dialect.ts';
import { type Footer, haveSameColumns, isInside, isOutside, spanOf } from './footers.ts';

/** Of fewer rows, in units of those that are wanted, stretches would overlap. */
const fewest = 5;
/** At least this share of the rows must lie in row groups that places are taken from. */
const mostly = 0.75;

/** Row groups that are looked at: a third, so that a sample is little beside a check, but neither all from one time nor more than that takes. */
const visitsOf = (groups: number): number => Math.min(groups, 4, Math.max(2, Math.ceil(groups / 3)));

/**
 * Places of a window with so many stretches of so many rows in all; null where rows lie in small row groups or in such that reach over an
 * end of the window, or files have different columns. A place is several stretches of one row group, for its columns are unpacked from
 * their beginning whatever is wanted of them.
 */
export function sampled(
  footers: Footer[],
  window: Window | null,
  { stretches, rows }: { stretches: number; rows: number },
): Place[] | null {
  if (!haveSameColumns(footers)) return null;
  const span = spanOf(window);
  const groups = footers
    .flatMap(({ file, groups }) => groups.map((group) => ({ file, ...group })))
    .filter((group) => !isOutside(group, span));
  const roomy = groups
    .filter((group) => group.rows >= 4 * rows)
    .filter((group) => window === null || isInside(group, span))
    .toSorted((a, b) => (a.low ?? 0) - (b.low ?? 0));
  const total = rowsOf(roomy);
  if (total < mostly * rowsOf(groups) || total < fewest * rows * stretches) return null;
  const visits = visitsOf(roomy.length);
  const each = Math.ceil(stretches / visits);
  return spread(visits).map((share) => {
    let rank = Math.floor(share * total);
    const group = roomy.find((one) => {
      rank -= one.rows;
      return rank < 0;
    })!;
    const firsts = scattered(each, 1 + rank / group.rows)
      .map((start) => group.first + Math.floor(start * (group.rows - rows)))
      .sort((a, b) => a - b);
    const between = (first: number, last: number) =>
      `file_row_number >= ${first} AND file_row_number < ${last + rows}`;
    return {
      from: `read_parquet([${quoteText(group.file)}])`,
      // From the first to the last of them first, which names the row group to DuckDB.
      where: `WHERE ${between(firsts[0]!, firsts.at(-1)!)} AND (${firsts.map((first) => between(first, first)).join(' OR ')})`,
      limit: each * rows,
    };
  });
}

const rowsOf = (groups: { rows: number }[]): number => groups.reduce((sum, { rows }) => sum + rows, 0);
