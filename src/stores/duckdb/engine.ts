// Tables, views, Parquet and CSV files as relations of one DuckDB.
import { Fault } from '../../lib/fault.ts';
import type { Window } from '../../lib/time.ts';
import type { Call, ColumnInfo } from '../contract.ts';
import { inWindow, timeOf } from '../sql/column.ts';
import type { Relation } from '../sql/dialect.ts';
import type { Engine } from '../sql/engine.ts';
import { careful } from './careful.ts';
import { csvReader } from './csv.ts';
import { duckdbDialect, kindOf, quoteText } from './dialect.ts';
import { groupDivider } from './divide.ts';
import { fileStamps } from './file-stamps.ts';
import { extentOf, footerReader, haveSameColumns, spanOf } from './footers.ts';
import { isByColumn, narrowed, reachOf, touching } from './narrow.ts';
import { filesOf } from './paths.ts';
import { sampled } from './sample.ts';
import type { Session } from './session.ts';
import { mustBeUnchanged, type Stamped, stampOf } from './stamp.ts';

const isParquet = (file: string): boolean => /\.(parquet|pq)$/i.test(file);
const isCsv = (file: string): boolean => /\.(csv|tsv)(\.gz|\.zst)?$/i.test(file);

/** Folders named `column=value` are a column whose type depends on which of them are read. */
const isPartitioned = (file: string): boolean => /\/[^/=]+=[^/]+\//.test(file);

/** Below either of these opening the files once per column costs more than reading them; files of this size hold about as many rows. */
const smallRows = 200_000;
const smallBytes = 16_000_000;

/** Row numbers are asked for by a name that a file may already use for something else. */
const isNumbered = ({ columns }: Relation): boolean =>
  !columns.some(({ column }) => /^file_row_number$/i.test(column));

interface Places {
  session: Session;
  folder: string;
  roots: string[];
  /** Whether names may be tables. */
  hasTables: boolean;
}

/** With the files themselves where their footers can be read. */
type Found = Relation & { parquet?: Stamped[] };
type Shape = Omit<Found, 'name'>;

export function duckdbEngine({ session, folder, roots, hasTables }: Places): Engine {
  const shapes = new Map<string, Shape>();
  const footers = footerReader(session);
  const divide = groupDivider(session);
  /** Null where the relation is not of files with footers, or the column holds no times there. */
  const footersOf = async ({ parquet, columns }: Found, time: string, call: Call) =>
    parquet && columns.some(({ column, kind }) => column === time && kind === 'time')
      ? await footers(parquet, time, call)
      : null;
  /** The same of a window, with row groups divided at its ends unless rows cannot be told by their number. */
  const footersWithin = async (relation: Found, window: Window | null, time: string, call: Call) => {
    const all = await footersOf(relation, time, call);
    if (all === null || window === null || !isNumbered(relation) || !haveSameColumns(all)) return all;
    return divide(all, { window, time: timeOf(duckdbDialect, relation, time) }, call);
  };
  const glob = async (pattern: string, call: Call): Promise<string[]> => {
    const { file } = await session.query('SELECT file FROM glob($1)', [pattern], call);
    return file!.map(String);
  };

  return {
    dialect: duckdbDialect,
    careful,
    async relation(name, call, { texts } = { texts: [] }) {
      const table = hasTables ? await tableOf(session, name, call) : null;
      if (table !== null)
        return { name, ...(await describe(session, { from: table, columnar: true }, call)) };
      const files = await filesOf(name, { folder, roots, glob: (pattern) => glob(pattern, call) });
      const stamped = await Promise.all(files.map(stampOf));
      const stamp = [...texts, ...stamped.map((file) => file.stamp)].join('\0');
      const shape = shapes.get(stamp) ?? {
        ...(await describe(session, await readerOf(session, { name, files: stamped, texts }, call), call)),
        isSmall: stamped.reduce((sum, { bytes }) => sum + bytes, 0) < smallBytes,
      };
      // A few datasets per store: forgetting all of them now and then is simpler than forgetting the oldest.
      if (shapes.size > 100) shapes.clear();
      shapes.set(stamp, shape);
      return { name, ...shape };
    },
    async within(relation: Found, window, { time, call }) {
      const all = isNumbered(relation) ? await footersWithin(relation, window, time, call) : null;
      if (all === null) return null;
      const span = spanOf(window);
      const narrow = narrowed(all, {
        ...span,
        condition: inWindow(timeOf(duckdbDialect, relation, time), window),
      });
      if (narrow === null) return null;
      const reach = reachOf(all, span);
      const { rows } = reach;
      const isSmall = relation.isSmall || rows < smallRows;
      const byColumn = isByColumn(reach, { columns: relation.columns.length, isSmall });
      // Rows are named by their number, and row groups by what the footers said.
      const mustHold = () => mustBeUnchanged(touching(all, span));
      return { ...relation, from: narrow(null), only: narrow, rows, isSmall, byColumn, mustHold };
    },
    async stamps(relation: Found, windows, { time, call }) {
      const known = await footersOf(relation, time, call);
      return known ? fileStamps(known, windows) : windows.map(() => null);
    },
    async extent(relation: Found, window, { time, call }) {
      const known = await footersWithin(relation, window, time, call);
      return known && extentOf(known, window);
    },
    async sample(relation: Found, window, { time, call, ...wanted }) {
      const known = isNumbered(relation) ? await footersWithin(relation, window, time, call) : null;
      return known && sampled(known, window, wanted);
    },
    query: (sql, values, call) => session.query(sql, values, call),
    close: async () => session.close(),
  };
}

async function describe(session: Session, read: Omit<Shape, 'columns'>, call: Call): Promise<Shape> {
  const found = await session.query(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${read.from})`,
    [],
    call,
  );
  const columns = found.column_name!.map((column, i): ColumnInfo => {
    const type = String(found.column_type![i]);
    return { column: String(column), type, kind: kindOf(type) };
  });
  return { ...read, columns };
}

async function readerOf(
  session: Session,
  { name, files: stamped, texts }: { name: string; files: Stamped[]; texts: string[] },
  call: Call,
) {
  const files = stamped.map(({ file }) => file);
  if (files.every(isParquet)) {
    return {
      from: `read_parquet([${files.map(quoteText).join(', ')}], union_by_name = true)`,
      columnar: true,
      ...(files.some(isPartitioned) ? {} : { parquet: stamped }),
    };
  }
  if (files.every(isCsv)) return { from: await csvReader(session, files, { texts, call }), columnar: false };
  throw new Fault('not_allowed', `“${name}” is neither a .parquet nor a .csv file.`, { retry: 'never' });
}

/** A table or view by its exact name, with or without its schema; null when there is none. */
async function tableOf(session: Session, name: string, call: Call): Promise<string | null> {
  const found = await session.query(
    `SELECT table_schema, table_name FROM information_schema.tables WHERE table_catalog = current_database() ` +
      `AND (table_schema || '.' || table_name = $1 OR (table_name = $1 AND table_schema = 'main'))`,
    [name],
    call,
  );
  if (found.table_name!.length === 0) return null;
  const { quote } = duckdbDialect;
  return `${quote(String(found.table_schema![0]))}.${quote(String(found.table_name![0]))}`;
}
