import { duckdb } from './duckdb.ts';

/** Every kind of prediction store; a file of this folder that is not here does not exist. */
export const stores = [duckdb] as const;
