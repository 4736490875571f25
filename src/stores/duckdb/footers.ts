// What the footers of Parquet files say about the times of their rows, read once per version of a file.
import type { Window } from '../../lib/time.ts';
import type { Call, Extent } from '../contract.ts';
import type { Columns } from '../sql/engine.ts';
import { microsOf, quoteText } from './dialect.ts';
import type { Session } from './session.ts';
import type { Stamped } from './stamp.ts';

/** Consecutive rows of a file, as they were written together. */
export interface RowGroup {
  /** Number of the first row within the file, from 0. */
  first: number;
  rows: number;
  /** Earliest and latest time in µs since 1970; null when the footer does not say. */
  low: number | null;
  high: number | null;
  /** Whether every row is known to have a time. */
  complete: boolean;
}

export interface Footer {
  file: string;
  /** Changes when the file does. */
  stamp: string;
  /** Equal for files with the same columns of the same types. */
  schema: string;
  groups: RowGroup[];
}

/** Whether a part of the files has the columns of all of them. */
export const haveSameColumns = (footers: Footer[]): boolean =>
  new Set(footers.map(({ schema }) => schema)).size <= 1;

/** A reader that remembers. Files and a time column go in, their footers come out in the order of the files. */
export function footerReader(session: Session) {
  const known = new Map<string, Footer>();
  return async (files: Stamped[], time: string, call: Call): Promise<Footer[]> => {
    const keyOf = ({ stamp }: Stamped) => `${stamp}\0${time}`;
    const fresh = files.filter((file) => !known.has(keyOf(file)));
    const before = new Map(files.map((file) => [file, known.get(keyOf(file))]));
    const read =
      fresh.length > 0 ? await readFooters(session, { files: fresh, time }, call) : new Map<string, Footer>();
    const footers = files.map((file) => before.get(file) ?? read.get(file.file)!);
    if (fresh.length > 0) {
      // Small, but a folder may gain files for years; those of now are kept whatever their number.
      if (known.size > 20_000) known.clear();
      for (const [at, file] of files.entries()) known.set(keyOf(file), footers[at]!);
    }
    return footers;
  };
}

/** Half-open, in µs since 1970. */
export interface Span {
  from: number;
  to: number;
}

/** A window; without one, all of time. */
export const spanOf = (window: Window | null): Span => ({
  from: window ? microsOf(window.from) : -Infinity,
  to: window ? microsOf(window.to) : Infinity,
});

/** Whether a row group is known to have no rows in a span. */
export const isOutside = ({ low, high }: RowGroup, { from, to }: Span): boolean =>
  low !== null && high !== null && (high < from || low >= to);

/** Whether all rows of a row group are known to lie in a span. */
export const isInside = ({ low, high, complete }: RowGroup, { from, to }: Span): boolean =>
  complete && low !== null && high !== null && low >= from && high < to;

/**
 * How many rows of the files lie in a window, the first and the last of them; null where that takes a look at the rows: a row group
 * reaches over an end of the window, or rows of it may have no time.
 */
export function extentOf(footers: Footer[], window: Window | null): Extent | null {
  const span = spanOf(window);
  const extent: Extent = { rows: 0, first: null, last: null };
  for (const group of footers.flatMap(({ groups }) => groups)) {
    const { rows, low, high } = group;
    if (low === null || high === null) return null;
    if (isOutside(group, span)) continue;
    if (!isInside(group, span)) return null;
    extent.rows += rows;
    extent.first = Math.min(extent.first ?? Infinity, Math.trunc(low / 1000));
    extent.last = Math.max(extent.last ?? -Infinity, Math.trunc(high / 1000));
  }
  return extent;
}

async function readFooters(
  session: Session,
  { files, time }: { files: Stamped[]; time: string },
  call: Call,
): Promise<Map<string, Footer>> {
  const list = `[${files.map(({ file }) => quoteText(file)).join(', ')}]`;
  const schemasRead = session.query(
    `SELECT file_name AS file, md5(string_agg(concat_ws(' ', name, type, type_length, converted_type, logical_type, scale, "precision"), ', ' ` +
      `ORDER BY name)) AS hash FROM parquet_schema(${list}) GROUP BY file_name`,
    [],
    call,
  );
  const micros = (name: string) => `CASE WHEN isfinite(${name}) THEN epoch_us(${name}) END AS ${name}`;
  const groupsRead = session.query(
    `SELECT file, amount, nulls, ${micros('low')}, ${micros('high')} FROM (SELECT file_name AS file, row_group_id AS part, ` +
      `row_group_num_rows AS amount, stats_null_count AS nulls, TRY_CAST(stats_min_value AS TIMESTAMPTZ) AS low, ` +
      `TRY_CAST(stats_max_value AS TIMESTAMPTZ) AS high FROM parquet_metadata(${list}) WHERE path_in_schema = $1) AS m ORDER BY file, part`,
    [time],
    call,
  );
  const [schemas, groups] = await Promise.all([schemasRead, groupsRead]);
  const schemaOf = new Map(schemas.file!.map((file, at) => [String(file), String(schemas.hash![at])]));
  const footers = new Map(
    files.map(({ file, stamp }) => [
      file,
      { file, stamp, schema: schemaOf.get(file)!, groups: [] as RowGroup[] },
    ]),
  );
  groups.file!.forEach((file, at) => {
    const mine = footers.get(String(file))!.groups;
    const last = mine.at(-1);
    mine.push({ first: last ? last.first + last.rows : 0, ...groupAt(groups, at) });
  });
  return footers;
}

function groupAt(columns: Columns, at: number): Omit<RowGroup, 'first'> {
  const number = (name: string) => (columns[name]![at] === null ? null : Number(columns[name]![at]));
  return {
    rows: number('amount')!,
    low: number('low'),
    high: number('high'),
    complete: number('nulls') === 0,
  };
}
