/** The store as `duckdb` opens it, with a meter on what its statements answer. */
import type { Store } from '../../src/stores/contract.ts';
import { duckdbEngine } from '../../src/stores/duckdb/engine.ts';
import { realRoots } from '../../src/stores/duckdb/paths.ts';
import { openSession } from '../../src/stores/duckdb/session.ts';
import type { Columns, Engine, Value } from '../../src/stores/sql/engine.ts';
import { sqlStore } from '../../src/stores/sql/store.ts';

export interface Statement {
  ms: number;
  /** Of its decoded result. */
  bytes: number;
  head: string;
}

export async function meteredStore(folder: string, statements: Statement[]): Promise<Store> {
  const roots = await realRoots([folder]);
  const session = await openSession({ database: null, roots, memoryLimit: undefined, threads: undefined });
  const engine = duckdbEngine({ session, folder, roots, hasTables: false });
  const metered: Engine = {
    ...engine,
    async query(sql, values, call) {
      const started = performance.now();
      const result = await engine.query(sql, values, call);
      statements.push({
        ms: performance.now() - started,
        bytes: sizeOf(result),
        head: sql.slice(0, 60).replaceAll(/\s+/g, ' '),
      });
      return result;
    },
  };
  return sqlStore(metered);
}

/** Numbers of a list as wide as the store hands them over, others eight bytes; the characters of a text; one byte for NULL. */
const sizeOf = (columns: Columns): number =>
  Object.values(columns)
    .flat()
    .reduce<number>((sum, value) => sum + sizeOfValue(value), 0);

function sizeOfValue(value: Value): number {
  if (value === null) return 1;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'string') return value.length;
  if (!Array.isArray(value)) return 8;
  return (value as Value[]).reduce<number>((sum, one) => sum + sizeOfValue(one), 0);
}

export const bytesOf = (statements: Statement[]): number =>
  statements.reduce((sum, statement) => sum + statement.bytes, 0);
