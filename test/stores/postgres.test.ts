import { afterAll, beforeAll } from 'vitest';
import { postgres } from '../../src/stores/postgres.ts';
import { storeContract } from '../contract/store.ts';
import { type FreshDatabase, freshDatabase } from '../database.ts';
import { startIn } from './postgres-tables.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase({ migrated: false, poolSize: 1 });
});
afterAll(() => database[Symbol.asyncDispose]());

storeContract(postgres, { start: startIn(() => database.url) });
