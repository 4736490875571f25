// Parquet files reduced to a window. Comparing the time of every row costs more than counting a column of it, and a statement has
// a branch per column that each would compare again; so files and row groups that lie wholly inside are read without a comparison, and
// those that reach over an end of the window may have been divided there before.
import { duckdbDialect, quoteText } from './dialect.ts';
import { type Footer, haveSameColumns, isInside, isOutside, type RowGroup, type Span } from './footers.ts';

interface Wanted extends Span {
  /** The condition that holds for the rows of the span. */
  condition: string;
}

/** Rows of a file by number, half-open, all of which lie inside. */
interface Run {
  first: number;
  end: number;
}

/** Something for FROM with some columns, or all where they are null. */
export type Narrow = (columns: string[] | null) => string;

/** Files that are read, and the condition on their rows where not all of them are wanted. */
interface Piece {
  footers: Footer[];
  where?: string;
}

/**
 * Exactly the rows of the span, in the order of the files and of their rows; null when the files have different columns, for
 * then a part of them would not have the columns of all.
 */
export function narrowed(footers: Footer[], span: Wanted): Narrow | null {
  if (footers.length === 0 || !haveSameColumns(footers)) return null;
  const touched = touching(footers, span);
  const pieces =
    touched.length === 0
      ? [{ footers: footers.slice(0, 1), where: span.condition }]
      : piecesOf(touched, span);
  const [first] = pieces as [Piece];
  if (pieces.length === 1 && first.where === undefined) return () => reader(first.footers);
  // Whoever names no columns has all of them looked up in every piece: of a thousand, in a branch each, that took longer than reading.
  return (columns) => {
    const named = columns === null ? '*' : columns.map(duckdbDialect.quote).join(', ');
    const selects = pieces.map(
      ({ footers: files, where }) =>
        `SELECT ${named} FROM ${reader(files)}${where === undefined ? '' : ` WHERE ${where}`}`,
    );
    return `(${selects.join(' UNION ALL ')}) AS files`;
  };
}

function piecesOf(touched: Footer[], span: Wanted): Piece[] {
  const pieces: Piece[] = [];
  for (const stretch of stretches(touched, span)) {
    const [{ footer, run }] = stretch as [Part];
    const files = stretch.map((part) => part.footer);
    if (run === null) pieces.push({ footers: files, where: span.condition });
    else if (isWhole(footer, run)) pieces.push({ footers: files });
    else pieces.push(...inParts(footer, run, span));
  }
  return pieces;
}

/** Files of which rows may lie in a span. */
export const touching = (footers: Footer[], span: Span): Footer[] =>
  footers.filter(({ groups }) => groups.some((group) => !isOutside(group, span)));

/** What reaches into a span. */
export interface Reach {
  files: number;
  /** Of the row groups: at most so many lie in the span. */
  rows: number;
  /** Whether all of these are known to lie in it. */
  whole: boolean;
}

export function reachOf(footers: Footer[], span: Span): Reach {
  const touched = touching(footers, span);
  const groups = touched.flatMap((footer) => footer.groups.filter((group) => !isOutside(group, span)));
  return {
    files: touched.length,
    rows: groups.reduce((sum, { rows }) => sum + rows, 0),
    whole: groups.every((group) => isInside(group, span)),
  };
}

/** Opening a file once more, for another column, takes as long as laying so many values of it aside; the more, the more columns it has. */
const openingRows = (columns: number): number => 4_000 + 40 * columns;
/** Of more rows the values of a dozen columns would fill the memory. */
const mostAside = 1_000_000;

/** Whether each column is read by itself rather than several at once into a common table, which spares opening the files for each. */
export function isByColumn(
  { files, rows, whole }: Reach,
  { columns, isSmall }: { columns: number; isSmall: boolean },
): boolean {
  const isOpenedInNoTime = rows >= openingRows(columns) * files;
  return rows > mostAside || (isOpenedInNoTime && (whole || !isSmall));
}

interface Part {
  footer: Footer;
  run: Run | null;
}

/** Neighbouring files that can be read by one reader: all whole, or all compared. */
function stretches(footers: Footer[], span: Span): Part[][] {
  const out: Part[][] = [];
  const nature = ({ footer, run }: Part) =>
    run === null ? 'compared' : isWhole(footer, run) ? 'whole' : `parts ${footer.file}`;
  for (const footer of footers) {
    const part = { footer, run: longestRun(footer.groups, span) };
    const open = out.at(-1);
    if (open && nature(open[0]!) === nature(part)) open.push(part);
    else out.push([part]);
  }
  return out;
}

const endOf = (groups: RowGroup[]): number => {
  const last = groups.at(-1);
  return last ? last.first + last.rows : 0;
};
const isWhole = ({ groups }: Footer, { first, end }: Run): boolean => first === 0 && end === endOf(groups);

/** The most rows in a row that lie inside; null where there are none. */
function longestRun(groups: RowGroup[], span: Span): Run | null {
  let longest: Run = { first: 0, end: 0 };
  let open: Run = { first: 0, end: 0 };
  for (const group of groups) {
    const end = group.first + group.rows;
    open = isInside(group, span) ? { first: open.first, end } : { first: end, end };
    if (open.end - open.first > longest.end - longest.first) longest = open;
  }
  return longest.end > longest.first ? longest : null;
}

/** Of files with the same columns, so that none but the first is opened before it is read. */
const reader = (footers: Footer[]): string =>
  `read_parquet([${footers.map(({ file }) => quoteText(file)).join(', ')}])`;

/** The run without comparison, what comes before and after it with one; DuckDB skips the row groups that lie outside. */
function inParts(footer: Footer, { first, end }: Run, { condition, ...span }: Wanted): Piece[] {
  const part = (...conditions: string[]) => ({ footers: [footer], where: conditions.join(' AND ') });
  const isWanted = (isThere: (group: RowGroup) => boolean) =>
    footer.groups.some((group) => isThere(group) && !isOutside(group, span));
  // What holds for every row is not said: each comparison takes a twentieth of counting a number.
  const from = first > 0 ? [`file_row_number >= ${first}`] : [];
  const to = end < endOf(footer.groups) ? [`file_row_number < ${end}`] : [];
  return [
    ...(isWanted((group) => group.first < first) ? [part(`file_row_number < ${first}`, condition)] : []),
    part(...from, ...to),
    ...(isWanted((group) => group.first >= end) ? [part(`file_row_number >= ${end}`, condition)] : []),
  ];
}
