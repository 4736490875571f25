import path from 'node:path';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { clickhouse as kind } from '../../../src/stores/clickhouse.ts';
import { startChdb } from '../../live/chdb-server.ts';
import { npmInstalled } from '../../live/installed.ts';
import { columnNames } from '../prediction-columns.ts';
import { layouts, type PredictionLog } from '../prediction-log.ts';
import type { Served } from './served.ts';

/** Embedded ClickHouse behind the HTTP door of the live suite. Throws `Unavailable` where it is not there and cannot be fetched. */
export async function startClickhouse(log: PredictionLog): Promise<Served> {
  const server = await startChdb(await npmInstalled('chdb', ['chdb@3.4.0']));
  const client = createClient({
    url: server.url,
    request_timeout: 600_000,
    log: { level: ClickHouseLogLevel.OFF },
  });
  await client.command({
    query:
      'CREATE TABLE log ENGINE = MergeTree ORDER BY at AS SELECT * EXCEPT(at), assumeNotNull(at) AS at ' +
      `FROM file('${path.join(log.folder, layouts.days)}', Parquet)`,
  });
  const store = await kind.open({ url: 'env:URL' }, { roots: [], secret: async () => server.url });
  const scan = (of: (name: string) => string) => `SELECT ${columnNames.map(of).join(', ')} FROM log`;
  return {
    name: 'ClickHouse 26.7 (chdb 3.4.0, a MergeTree table)',
    store,
    table: 'log',
    scans: [
      // Answered from what says which values are NULL, without the values.
      ['bare count(c)', scan((name) => `count(${name})`)],
      ['bare scan of the values', scan((name) => `countIf(NOT ignore(${name}))`)],
      ['bare min(c), max(c)', scan((name) => `min(${name}), max(${name})`)],
    ],
    ask: (sql) => client.query({ query: sql, format: 'JSONCompact' }).then((answer) => answer.json()),
    // The engine is in this process.
    cpu: () => (process.cpuUsage().user + process.cpuUsage().system) / 1000,
    async stop() {
      await store.close();
      await client.close();
      await server[Symbol.asyncDispose]();
    },
  };
}
