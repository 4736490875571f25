// Writes rows as Parquet or CSV files in a folder of their own, for a DuckDB store to read.
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Cell, StartStore, Table } from '../contract/store-world.ts';

const types = {
  number: 'DOUBLE',
  decimal: 'DECIMAL(12, 2)',
  text: 'VARCHAR',
  flag: 'BOOLEAN',
  time: 'TIMESTAMP',
  zoned: 'TIMESTAMP WITH TIME ZONE',
  date: 'DATE',
};

/** Everything is written as text first and then read as its type: a statement of thousands of literals takes seconds to plan. */
function textOf(value: Cell | undefined, kind: Table['columns'][string]): string | null {
  if (value === null || value === undefined) return null;
  if (kind === 'time' || kind === 'zoned') return new Date(Number(value)).toISOString();
  if (kind === 'date') return new Date(Number(value)).toISOString().slice(0, 10);
  return Object.is(value, -0) ? '-0' : String(value);
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Fills a table and answers the SELECT that yields its rows. */
async function filled(connection: DuckDBConnection, { columns, rows }: Table): Promise<string> {
  const all = Object.entries(columns);
  await connection.run(
    `CREATE OR REPLACE TABLE written (${all.map(([name]) => `${quote(name)} VARCHAR`).join(', ')})`,
  );
  const appender = await connection.createAppender('written');
  for (const row of rows) {
    for (const [name, kind] of all) {
      const text = textOf(row[name], kind);
      if (text === null) appender.appendNull();
      else appender.appendVarchar(text);
    }
    appender.endRow();
  }
  appender.closeSync();
  const read = all.map(([name, kind]) => `CAST(${quote(name)} AS ${types[kind]}) AS ${quote(name)}`);
  return `SELECT ${read.join(', ')} FROM written`;
}

export const startIn =
  (extension: 'parquet' | 'csv'): StartStore =>
  async (tables) => {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'steward-store-')));
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`SET TimeZone = 'UTC'`);
    for (const [name, table] of Object.entries(tables)) {
      const options = extension === 'csv' ? 'FORMAT csv, HEADER' : 'FORMAT parquet';
      const select = await filled(connection, table);
      await connection.run(`COPY (${select}) TO '${path.join(folder, name)}.${extension}' (${options})`);
    }
    connection.closeSync();
    instance.closeSync();
    return {
      config: { folder },
      roots: [folder],
      nameOf: (table) => `${table}.${extension}`,
      stop: () => rm(folder, { recursive: true, force: true }),
    };
  };
