/** Rows of the champion's own log, read and written with DuckDB. */
import { renameSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Instant, Window } from '../../lib/time.ts';

export type Row = Record<string, string | number | boolean | null>;

interface Written {
  version: string;
  /** Whether values are probabilities. */
  binary: boolean;
  predictions: { id: string; value: number }[];
  from: Instant;
}

export async function openRows(world: string, model: string) {
  const instance = await DuckDBInstance.create(':memory:');
  const duckdb = await instance.connect();
  const quoted = (file: string) => `'${file.replaceAll("'", "''")}'`;
  const log = quoted(path.join(world, 'predictions', model, 'v1.parquet'));
  const labels = quoted(path.join(world, 'labels', `${model}.parquet`));
  const at = (instant: Instant) => `epoch_ms(${Math.trunc(instant)})`;
  const read = async (sql: string): Promise<Row[]> =>
    (await duckdb.runAndReadAll(sql))
      .getRowObjectsJS()
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            typeof value === 'bigint' ? Number(value) : (value as Row[string]),
          ]),
        ),
      );
  const columns = 'log.* exclude (timestamp, version, prediction), epoch_ms(log.timestamp) as at';
  return {
    /** Rows of a window whose labels had arrived by then. */
    labelled: (window: Window, arrivedBy: Instant): Promise<Row[]> =>
      read(`select ${columns}, label from ${log} log join ${labels} using (prediction_id)
        where log.timestamp >= ${at(window.from)} and log.timestamp < ${at(window.to)}
          and label_timestamp <= ${at(arrivedBy)} order by prediction_id`),
    since: (from: Instant): Promise<Row[]> =>
      read(`select ${columns} from ${log} log where log.timestamp >= ${at(from)} order by prediction_id`),
    /** The same rows with another version's predictions, in a file that appears whole. */
    async write(file: string, { version, binary, predictions, from }: Written): Promise<void> {
      await duckdb.run('create table made (prediction_id varchar, value double)');
      const appender = await duckdb.createAppender('made');
      for (const { id, value } of predictions) {
        appender.appendVarchar(id);
        appender.appendDouble(value);
        appender.endRow();
      }
      appender.closeSync();
      const score = binary
        ? 'value as predicted_probability, (value >= 0.5)::bigint as prediction'
        : 'value as prediction';
      await duckdb.run(`copy (
        select log.* replace (${score}), made.version
        from (select * exclude (version) from ${log} where timestamp >= ${at(from)}) log
        join (select *, ${quoted(version)} as version from made) made using (prediction_id) order by timestamp
      ) to ${quoted(`${file}.new`)} (format parquet, compression zstd)`);
      renameSync(`${file}.new`, file);
    },
    async [Symbol.asyncDispose]() {
      duckdb.closeSync();
      instance.closeSync();
    },
  };
}
