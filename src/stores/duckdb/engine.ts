// Tables, views, Parquet and CSV files as relations of one DuckDB.
import { Fault } from '../../lib/fault.ts';
import type { Call, ColumnInfo } from '../contract.ts';
import { timeOf } from '../sql/column.ts';
import type { Relation } from '../sql/dialect.ts';
import type { Engine } from '../sql/engine.ts';
import { csvReader } from './csv.ts';
import { duckdbDialect, kindOf, quoteText } from './dialect.ts';
import { fileStamps } from './file-stamps.ts';
import { footerReader } from './footers.ts';
import { narrowed, rowsBetween } from './narrow.ts';
import { filesOf } from './paths.ts';
import type { Session } from './session.ts';
import { statOf } from './stamp.ts';

const isParquet = (file: string): boolean => /\.(parquet|pq)$/i.test(file);
const isCsv = (file: string): boolean => /\.(csv|tsv)(\.gz|\.zst)?$/i.test(file);

/** Folders named `column=value` are a column whose type depends on which of them are read. */
const isPartitioned = (file: string): boolean => /\/[^/=]+=[^/]+\//.test(file);

/** Below either of these opening the files once per column costs more than reading them; files of this size hold about as many rows. */
const smallRows = 200_000;
const smallBytes = 16_000_000;

interface Places {
  session: Session;
  folder: string;
  roots: string[];
  /** Whether names may be tables. */
  hasTables: boolean;
}

/** With the files themselves where their footers can be read. */
type Found = Relation & { parquet?: string[] };
type Shape = Omit<Found, 'name'>;

export function duckdbEngine({ session, folder, roots, hasTables }: Places): Engine {
  const shapes = new Map<string, Shape>();
  const footers = footerReader(session);
  const glob = async (pattern: string, call: Call): Promise<string[]> => {
    const { file } = await session.query('SELECT file FROM glob($1)', [pattern], call);
    return file!.map(String);
  };

  return {
    dialect: duckdbDialect,
    async relation(name, call) {
      const table = hasTables ? await tableOf(session, name, call) : null;
      if (table !== null)
        return { name, ...(await describe(session, { from: table, columnar: true }, call)) };
      const files = await filesOf(name, { folder, roots, glob: (pattern) => glob(pattern, call) });
      const { stamp, bytes } = await stampOf(files);
      const shape = shapes.get(stamp) ?? {
        ...(await describe(session, await readerOf(session, { name, files }, call), call)),
        isSmall: bytes < smallBytes,
      };
      // A few datasets per store: forgetting all of them now and then is simpler than forgetting the oldest.
      if (shapes.size > 100) shapes.clear();
      shapes.set(stamp, shape);
      return { name, ...shape };
    },
    async within(relation: Found, window, { time, call }) {
      const files = relation.parquet;
      const info = relation.columns.find(({ column }) => column === time);
      // Row numbers are asked for by a name that a file may already use for something else.
      const isTaken = relation.columns.some(({ column }) => /^file_row_number$/i.test(column));
      if (files === undefined || isTaken || info?.kind !== 'time') return null;
      const { value, instant } = timeOf(duckdbDialect, relation, time);
      const all = await footers(files, time, call);
      const [low, high] = [Math.round(window.from * 1000), Math.round(window.to * 1000)];
      const narrow = narrowed(all, {
        from: low,
        to: high,
        condition: `${value} >= ${instant(window.from)} AND ${value} < ${instant(window.to)}`,
      });
      const rows = rowsBetween(all, { from: low, to: high });
      if (narrow === null) return null;
      const isSmall = relation.isSmall || rows < smallRows;
      return { ...relation, from: narrow(null), only: narrow, isSmall };
    },
    async stamps(relation: Found, windows, { time, call }) {
      const info = relation.columns.find(({ column }) => column === time);
      if (relation.parquet === undefined || info?.kind !== 'time') return windows.map(() => null);
      return fileStamps(await footers(relation.parquet, time, call), windows);
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

async function readerOf(session: Session, { name, files }: { name: string; files: string[] }, call: Call) {
  if (files.every(isParquet)) {
    return {
      from: `read_parquet([${files.map(quoteText).join(', ')}], union_by_name = true)`,
      columnar: true,
      ...(files.some(isPartitioned) ? {} : { parquet: files }),
    };
  }
  if (files.every(isCsv)) return { from: await csvReader(session, files, call), columnar: false };
  throw new Fault('not_allowed', `“${name}” is neither a .parquet nor a .csv file.`, { retry: 'never' });
}

/** Changes when a file does. */
async function stampOf(files: string[]): Promise<{ stamp: string; bytes: number }> {
  const found = await Promise.all(files.map(async (file) => ({ file, ...(await statOf(file)) })));
  return {
    stamp: found.map(({ file, size, mtimeMs }) => `${file}\0${size}\0${mtimeMs}`).join('\0'),
    bytes: found.reduce((sum, { size }) => sum + size, 0),
  };
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
