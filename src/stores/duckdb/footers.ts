// What the footers of Parquet files say about the times of their rows, read once per version of a file.
import type { Call } from '../contract.ts';
import type { Columns } from '../sql/engine.ts';
import { quoteText } from './dialect.ts';
import type { Session } from './session.ts';
import { stampOf } from './stamp.ts';

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
  /** Equal for files with the same columns of the same types. */
  schema: string;
  groups: RowGroup[];
}

/** A reader that remembers. Files and a time column go in, their footers come out in the order of the files. */
export function footerReader(session: Session) {
  const known = new Map<string, Footer>();
  return async (files: string[], time: string, call: Call): Promise<Footer[]> => {
    const stamps = await Promise.all(files.map(async (file) => `${await stampOf(file)}\0${time}`));
    const fresh = files.filter((_, at) => !known.has(stamps[at]!));
    if (fresh.length > 0) {
      const read = await readFooters(session, { files: fresh, time }, call);
      // Small, but a folder may gain files for years.
      if (known.size > 20_000) known.clear();
      files.forEach((file, at) => {
        const footer = read.get(file);
        if (footer) known.set(stamps[at]!, footer);
      });
    }
    return stamps.flatMap((stamp) => known.get(stamp) ?? []);
  };
}

async function readFooters(
  session: Session,
  { files, time }: { files: string[]; time: string },
  call: Call,
): Promise<Map<string, Footer>> {
  const list = `[${files.map(quoteText).join(', ')}]`;
  const schemas = await session.query(
    `SELECT file_name AS file, md5(string_agg(concat_ws(' ', name, type, type_length, converted_type, logical_type, scale, "precision"), ', ' ` +
      `ORDER BY name)) AS hash FROM parquet_schema(${list}) GROUP BY file_name`,
    [],
    call,
  );
  const footers = new Map(
    schemas.file!.map((file, at) => [
      String(file),
      { file: String(file), schema: String(schemas.hash![at]), groups: [] as RowGroup[] },
    ]),
  );
  const micros = (name: string) => `CASE WHEN isfinite(${name}) THEN epoch_us(${name}) END AS ${name}`;
  const groups = await session.query(
    `SELECT file, amount, nulls, ${micros('low')}, ${micros('high')} FROM (SELECT file_name AS file, row_group_id AS part, ` +
      `row_group_num_rows AS amount, stats_null_count AS nulls, TRY_CAST(stats_min_value AS TIMESTAMPTZ) AS low, ` +
      `TRY_CAST(stats_max_value AS TIMESTAMPTZ) AS high FROM parquet_metadata(${list}) WHERE path_in_schema = $1) AS m ORDER BY file, part`,
    [time],
    call,
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
