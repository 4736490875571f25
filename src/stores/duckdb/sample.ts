// A few rows each of several places of Parquet files, for their footers say where rows lie in time: reading a place takes one row group.
import type { Window } from '../../lib/time.ts';
import type { Place } from '../sql/engine.ts';
import { quoteText } from './dialect.ts';
import { type Footer, haveSameColumns, isInside, isOutside, spanOf } from './footers.ts';

/** Of fewer rows, in units of those that are wanted, places would overlap. */
const fewest = 5;
/** At least this share of the rows must lie in row groups that places are taken from. */
const mostly = 0.75;

/**
 * Places of so many rows each, for these shares (0…1) of a window's rows in the order of time; null where rows lie in small row groups or in
 * such that reach over an end of the window, or files have different columns. A place is two stretches of one row group, for its columns
 * are unpacked from their beginning whatever is wanted of them.
 */
export function sampled(
  footers: Footer[],
  window: Window | null,
  { shares, rows }: { shares: number[]; rows: number },
): Place[] | null {
  if (!haveSameColumns(footers)) return null;
  const span = spanOf(window);
  const groups = footers
    .flatMap(({ file, groups }) => groups.map((group) => ({ file, ...group })))
    .filter((group) => !isOutside(group, span));
  const roomy = groups
    .filter((group) => group.rows >= 2 * rows)
    .filter((group) => window === null || isInside(group, span))
    .toSorted((a, b) => (a.low ?? 0) - (b.low ?? 0));
  const total = rowsOf(roomy);
  if (total < mostly * rowsOf(groups) || total < fewest * rows * shares.length) return null;
  return shares.map((share, i) => {
    let rank = Math.floor(share * total);
    const group = roomy.find((one) => {
      rank -= one.rows;
      return rank < 0;
    })!;
    const stretch = Math.floor(rows / 2);
    // Half a row group apart, or two thirds, so that no two places of one row group are the same.
    const apart = Math.ceil(i % 2 === 0 ? group.rows / 2 : (group.rows * 2) / 3);
    const room = group.rows - apart;
    const first = group.first + Math.min((group.rows + rank) % room, room - stretch);
    return {
      from: `read_parquet([${quoteText(group.file)}])`,
      where:
        `WHERE file_row_number >= ${first} AND file_row_number < ${first + apart + stretch} ` +
        `AND (file_row_number < ${first + stretch} OR file_row_number >= ${first + apart})`,
      limit: 2 * stretch,
    };
  });
}

const rowsOf = (groups: { rows: number }[]): number => groups.reduce((sum, { rows }) => sum + rows, 0);
