// Predictions in Parquet or CSV files, or in the tables of a DuckDB file, read inside this process.
import path from 'node:path';
import { z } from 'zod';
import { defineStore } from './contract.ts';
import { duckdbEngine } from './duckdb/engine.ts';
import { databaseFile, realRoots } from './duckdb/paths.ts';
import { openSession } from './duckdb/session.ts';
import { sqlStore } from './sql/store.ts';

const config = z.object({
  /** Where relative paths of predictions and labels start; the first root when absent. */
  folder: z.string().optional(),
  /** A `.duckdb` file, opened read-only; predictions may then be its tables and views. */
  database: z.string().optional(),
  /** As DuckDB writes it: `700MB`. */
  memoryLimit: z
    .string()
    .regex(/^\d+(\.\d+)? ?([KMGT]i?B)$/i, 'write an amount with its unit, as in 700MB')
    .optional(),
  threads: z.int().min(1).max(256).optional(),
});

export const duckdb = defineStore({
  id: 'duckdb',
  config,
  lacks: {},
  async open({ folder, database, memoryLimit, threads }, options) {
    const roots = await realRoots(options.roots);
    const start = path.resolve(options.roots[0] ?? '.', folder ?? '.');
    const file = database === undefined ? null : await databaseFile(database, { folder: start, roots });
    const session = await openSession({ database: file, roots, memoryLimit, threads });
    return sqlStore(duckdbEngine({ session, folder: start, roots, hasTables: file !== null }));
  },
});
