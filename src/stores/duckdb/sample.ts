// A few rows each of several places of Parquet files, for their footers say where rows lie in time: reading a place takes one row group.
import type { Window } from '../../lib/time.ts';
import type { Place } from '../sql/engine.ts';
import { scattered } from '../sql/spread.ts';
import { quoteText } from './dialect.ts';
import { type Footer, haveSameColumns, isInside, isOutside, spanOf } from './footers.ts';

/** Of fewer rows, in units of those that are wanted, a sample would be much of them. */
const fewest = 5;
/** At least this share of the rows must lie in row groups that places are taken from. */
const mostly = 0.75;
/** A row group that has fewer rows, in units of a stretch, is left out. */
const roomFor = 4;

/** Row groups that are looked at: a third of them, but at least two, for there are times beside that of one, and at most four. */
const visitsOf = (groups: number): number => Math.min(groups, 4, Math.max(2, Math.ceil(groups / 3)));

/**
 * Places of a window with so many stretches of so many rows in all; null where rows lie in small row groups or in such that are not known
 * to lie inside, or files have different columns. A place is several stretches of one row group, for its columns are unpacked from their
 * beginning whatever is wanted of them; in a small row group they may overlap.
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
    .filter((group) => group.rows >= roomFor * rows)
    .filter((group) => window === null || isInside(group, span))
    .toSorted((a, b) => (a.low ?? 0) - (b.low ?? 0));
  const total = rowsOf(roomy);
  if (total < mostly * rowsOf(groups) || total < fewest * rows * stretches) return null;
  const visits = visitsOf(roomy.length);
  const starts = scattered(stretches);
  return visited(roomy, visits).map((group, visit) => {
    const firsts = starts
      .filter((_, at) => at % visits === visit)
      .map((start) => group.first + Math.floor(start * (group.rows - rows)))
      .sort((a, b) => a - b);
    const between = (first: number, last: number) =>
      `file_row_number >= ${first} AND file_row_number < ${last + rows}`;
    return {
      from: `read_parquet([${quoteText(group.file)}])`,
      // From the first to the last of them first, which names the row group to DuckDB.
      where: `WHERE ${between(firsts[0]!, firsts.at(-1)!)} AND (${firsts.map((first) => between(first, first)).join(' OR ')})`,
      limit: firsts.length * rows,
    };
  });
}

/** Those that hold the middle of each of so many even parts of the rows; where one holds several, what comes next. */
function visited<G extends { rows: number }>(groups: G[], visits: number): G[] {
  const chosen = new Set<G>();
  const total = rowsOf(groups);
  for (let visit = 0; visit < visits; visit += 1) {
    let rank = ((visit + 0.5) / visits) * total;
    const at = groups.findIndex(({ rows }) => {
      rank -= rows;
      return rank < 0;
    });
    chosen.add([...groups.slice(at), ...groups.slice(0, at)].find((group) => !chosen.has(group))!);
  }
  return [...chosen];
}

const rowsOf = (groups: { rows: number }[]): number => groups.reduce((sum, { rows }) => sum + rows, 0);
