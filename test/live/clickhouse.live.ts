/** The store's contract on embedded ClickHouse; over HTTP, as the store asks a server. */
import { afterAll, beforeAll } from 'vitest';
import { clickhouse } from '../../src/stores/clickhouse.ts';
import { storeContract } from '../contract/store.ts';
import { startIn } from '../stores/clickhouse-tables.ts';
import { type ChdbServer, startChdb } from './chdb-server.ts';
import { npmInstalled } from './installed.ts';
import { live } from './live.ts';

await live(
  'clickhouse',
  () => npmInstalled('chdb', ['chdb@3.4.0']),
  (folder) => {
    let server: ChdbServer;
    beforeAll(async () => {
      server = await startChdb(folder);
    });
    afterAll(() => server[Symbol.asyncDispose]());

    storeContract(clickhouse, { start: startIn(() => server.url) });
  },
);
