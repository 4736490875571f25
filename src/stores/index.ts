import { clickhouse } from './clickhouse.ts';
import { duckdb } from './duckdb.ts';
import { postgres } from './postgres.ts';

/** Every kind of prediction store; a file of this folder that is not here does not exist. */
export const stores = [clickhouse, duckdb, postgres] as const;
