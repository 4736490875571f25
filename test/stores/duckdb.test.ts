import { duckdb } from '../../src/stores/duckdb.ts';
import { storeContract } from '../contract/store.ts';
import { startIn } from './duckdb-files.ts';

storeContract(duckdb, { start: startIn('parquet') });
