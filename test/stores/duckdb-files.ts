// Writes rows as Parquet or CSV files in a folder of their own, for a DuckDB store to read.
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Cell, StartStore, Table } from '../contract/store-world.ts';

const types = { number: 'DOUBLE', text: 'VARCHAR', flag: 'BOOLEAN', time: 'TIMESTAMP' };

function literal(value: Cell | undefined, kind: Table['columns'][string]): string {
  if (value === null || value === undefined) return `CAST(NULL AS ${types[kind]})`;
  if (kind === 'time') return `make_timestamp(${Number(value) * 1000})`;
  return `CAST('${(Object.is(value, -0) ? '-0' : String(value)).replaceAll("'", "''")}' AS ${types[kind]})`;
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A SELECT that yields the table's rows. */
export function selectOf({ columns, rows }: Table): string {
  const names = Object.keys(columns);
  const filler = names.map((name) => literal(null, columns[name]!)).join(', ');
  const values = rows.map((row) => `(${names.map((name) => literal(row[name], columns[name]!)).join(', ')})`);
  const from = `(VALUES ${[`(${filler})`, ...values].join(', ')}) AS t(${names.map(quote).join(', ')})`;
  return `SELECT * FROM ${from} OFFSET 1`;
}

export const startIn =
  (extension: 'parquet' | 'csv'): StartStore =>
  async (tables) => {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'steward-store-')));
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    for (const [name, table] of Object.entries(tables)) {
      const options = extension === 'csv' ? 'FORMAT csv, HEADER' : 'FORMAT parquet';
      await connection.run(
        `COPY (${selectOf(table)}) TO '${path.join(folder, name)}.${extension}' (${options})`,
      );
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
