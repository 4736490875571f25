// What a statement answered, out of DuckDB's own memory.
import {
  type DuckDBDataChunk,
  DuckDBListVector,
  type DuckDBResult,
  DuckDBTypeId,
  type DuckDBVector,
  JSDuckDBValueConverter,
} from '@duckdb/node-api';
import type { Columns, List, Value } from '../sql/engine.ts';

export async function columnsOf(result: DuckDBResult): Promise<Columns> {
  const chunks = await result.fetchAllChunks();
  return Object.fromEntries(
    result
      .deduplicatedColumnNames()
      .map((name, column) => [name, chunks.flatMap((chunk) => valuesOf(chunk, column))]),
  );
}

function valuesOf(chunk: DuckDBDataChunk, column: number): Value[] {
  const vector = chunk.getColumnVector(column);
  if (vector instanceof DuckDBListVector) {
    return Array.from({ length: chunk.rowCount }, (_, row) => listOf(vector, row));
  }
  const values = chunk.convertColumnValues(column, JSDuckDBValueConverter);
  return values.map((value) => (typeof value === 'bigint' ? Number(value) : (value as Value)));
}

/** Without a value of its own per item, as the package's lists have; whole numbers as doubles, like everywhere else. */
function listOf(lists: DuckDBListVector, row: number): List | null {
  const items = lists.getItemVector(row);
  if (items === null) return null;
  if (items.type.typeId === DuckDBTypeId.VARCHAR) return items.toArray() as string[];
  const length = items.itemCount;
  return numbersOf(
    items.type.typeId === DuckDBTypeId.SMALLINT ? new Int16Array(length) : new Float64Array(length),
    items,
  );
}

function numbersOf<L extends Int16Array | Float64Array>(into: L, items: DuckDBVector): L {
  for (let at = 0; at < into.length; at += 1) into[at] = Number(items.getItem(at));
  return into;
}
