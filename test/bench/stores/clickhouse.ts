import path from 'node:path';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { clickhouse as kind } from '../../../src/stores/clickhouse.ts';
import { startChdb } from '../../live/chdb-server.ts';
import { npmInstalled } from '../../live/installed.ts';
import { columnNames } from '../prediction-columns.ts';
import { layouts, type PredictionLog } from '../prediction-log.ts';
import type { Served } from './served.ts';

/** The columns of the log that hold NULL; a table that people make says of no others that they may. */
const nullable = ['with_nulls', 'mostly_null', 'of_100'];
const scan = (of: (name: string) => string) => `SELECT ${columnNames.map(of).join(', ')} FROM log`;

/**
 * Embedded ClickHouse behind the HTTP door of the live suite, over a table of its own or over a view of Parquet files. Throws
 * `Unavailable` where it is not there and cannot be fetched.
 */
export const startClickhouse =
  (kept: 'table' | 'files') =>
  async (log: PredictionLog): Promise<Served> => {
    const server = await startChdb(await npmInstalled('chdb', ['chdb@3.4.0']));
    const client = createClient({
      url: server.url,
      request_timeout: 600_000,
      log: { level: ClickHouseLogLevel.OFF },
    });
    const files = `file('${path.join(log.folder, layouts.days)}', Parquet)`;
    const known = ['at', ...columnNames.filter((name) => !nullable.includes(name))];
    const replaced = known.map((name) => `assumeNotNull(${name}) AS ${name}`).join(', ');
    await client.command({
      query:
        kept === 'files'
          ? `CREATE VIEW log AS SELECT * FROM ${files}`
          : `CREATE TABLE log ENGINE = MergeTree ORDER BY at AS SELECT * REPLACE(${replaced}) FROM ${files}`,
    });
    const store = await kind.open({ url: 'env:URL' }, { roots: [], secret: async () => server.url });
    const extremes: [string, string] = ['bare min(c), max(c)', scan((name) => `min(${name}), max(${name})`)];
    return {
      name: `ClickHouse 26.7 (chdb 3.4.0, ${kept === 'files' ? 'a view of Parquet files' : 'a MergeTree table'})`,
      store,
      table: 'log',
      scans: [
        kept === 'files'
          ? ['bare count(c)', scan((name) => `count(${name})`)]
          : // `count` of a table's column is answered without its values.
            ['bare scan of the values', scan((name) => `countIf(NOT ignore(${name}))`)],
        extremes,
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
  };
