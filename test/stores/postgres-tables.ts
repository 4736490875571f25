// Writes rows as tables of a schema of their own, for a Postgres store to read.
import { openSql } from '../../src/db/open-sql.ts';
import type { Cell, StartStore, Table } from '../contract/store-world.ts';

const types = {
  number: 'double precision',
  decimal: 'numeric(12, 2)',
  text: 'text',
  flag: 'boolean',
  time: 'timestamp',
  zoned: 'timestamptz',
  date: 'date',
};
const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function textOf(value: Cell | undefined, kind: Table['columns'][string]): string | null {
  if (value === null || value === undefined) return null;
  if (kind === 'time' || kind === 'zoned' || kind === 'date') return new Date(Number(value)).toISOString();
  return Object.is(value, -0) ? '-0' : String(value);
}

let made = 0;

/** Tables are found as `schema.table`; the URL is kept in a variable. */
export const startIn =
  (urlOf: () => string): StartStore =>
  async (tables) => {
    made += 1;
    const schema = `tables_${made}`;
    const sql = openSql(urlOf(), { max: 1 });
    await sql.unsafe(`CREATE SCHEMA ${schema}`);
    for (const [name, { columns, rows }] of Object.entries(tables)) {
      const list = Object.entries(columns).map(([column, kind]) => `${quote(column)} ${types[kind]}`);
      await sql.unsafe(`CREATE TABLE ${schema}.${quote(name)} (${list.join(', ')})`);
      if (rows.length === 0) continue;
      const arrays = Object.entries(columns).map(([column, kind]) =>
        rows.map((row) => textOf(row[column], kind)),
      );
      const sources = Object.values(columns).map((kind, i) => `CAST(v${i} AS ${types[kind]})`);
      const from = arrays.map((_, i) => `$${i + 1}::text[]`).join(', ');
      await sql.unsafe(
        `INSERT INTO ${schema}.${quote(name)} SELECT ${sources.join(', ')} FROM unnest(${from}) AS t(${arrays.map((_, i) => `v${i}`).join(', ')})`,
        arrays as never[],
      );
      // As a server does by itself after a while: how a column is counted may depend on what is known of it.
      await sql.unsafe(`ANALYZE ${schema}.${quote(name)}`);
    }
    return {
      config: { url: 'env:PREDICTIONS_URL', connections: 2 },
      roots: [],
      environment: { PREDICTIONS_URL: urlOf() },
      nameOf: (table) => `${schema}.${table}`,
      async stop() {
        await sql.unsafe(`DROP SCHEMA ${schema} CASCADE`);
        await sql.end({ timeout: 5 });
      },
    };
  };
