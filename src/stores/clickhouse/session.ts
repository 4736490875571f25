// Reading statements over HTTP, each with a deadline, ended on the server when nobody waits any more.
import {
  type ClickHouseClient,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
} from '@clickhouse/client';
import { Fault } from '../../lib/fault.ts';
import type { Call } from '../contract.ts';
import type { Columns, List, Value } from '../sql/engine.ts';
import { bareType, kindOf } from './dialect.ts';
import { faultOf, timedOut } from './faults.ts';

const defaultTimeoutMs = 60_000;

/** Sent with every statement, so that they hold behind a proxy too. */
const settings: ClickHouseSettings = {
  readonly: '2',
  session_timezone: 'UTC',
  // NULL as in the standard: for rows without a partner, and kept by casts. Not for sums over nothing, which would make every sum twice as slow.
  join_use_nulls: 1,
  cast_keep_nullable: 1,
  // A name means the column of what is read, not an expression beside it.
  prefer_column_name_to_alias: 1,
  output_format_json_quote_denormals: 1,
  output_format_json_quote_64bit_integers: 0,
  cancel_http_readonly_queries_on_client_close: 1,
};

export interface Session {
  query(sql: string, values: string[], call: Call): Promise<Columns>;
  close(): Promise<void>;
}

/** Throws Fault `not_allowed` without quoting the URL. */
export function openSession(url: string, connections: number): Session {
  const client = connect(url, connections);
  let closed = false;
  return {
    async query(sql, values, { signal, timeoutMs = defaultTimeoutMs }) {
      if (closed) throw new Fault('store_down', 'The store is closed.', { retry: 'later' });
      if (signal?.aborted || timeoutMs <= 0) throw timedOut();
      const deadline = AbortSignal.timeout(timeoutMs);
      const stopped = signal ? AbortSignal.any([signal, deadline]) : deadline;
      try {
        const result = await client.query({
          query: sql,
          query_params: Object.fromEntries(values.map((value, at) => [`p${at + 1}`, value])),
          format: 'JSONCompact',
          clickhouse_settings: { ...settings, max_execution_time: Math.ceil(timeoutMs / 1000) },
          abort_signal: stopped,
        });
        const { meta = [], data } = await result.json<unknown[]>();
        return columnsOf(meta, data as unknown[][]);
      } catch (thrown) {
        throw stopped.aborted ? timedOut(thrown) : faultOf(thrown);
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      await client.close();
    },
  };
}

function connect(url: string, max: number): ClickHouseClient {
  try {
    if (!/^https?:$/.test(new URL(url).protocol)) throw new Error('another protocol');
    // Deadlines are those of each statement; this one only ends what they could not.
    return createClient({
      url,
      max_open_connections: max,
      request_timeout: 3_600_000,
      application: 'steward',
      log: { level: ClickHouseLogLevel.OFF },
    });
  } catch (cause) {
    throw new Fault(
      'not_allowed',
      'The url of the store is no http:// or https:// URL; mend the secret that it names.',
      { retry: 'never', cause },
    );
  }
}

const columnsOf = (meta: { name: string; type: string }[], rows: unknown[][]): Columns =>
  Object.fromEntries(
    meta.map(({ name, type }, at) => {
      const read = readerOf(type);
      return [name, rows.map((row) => read(row[at]))];
    }),
  );

/** JSON has no NaN and no infinities, so they come as text. */
function readerOf(type: string): (value: unknown) => Value {
  const items = /^Array\((.*)\)$/s.exec(type)?.[1];
  if (items !== undefined) {
    const read = readerOf(items);
    return (value) => (value as unknown[]).map(read) as List;
  }
  if (kindOf(bareType(type)) !== 'numeric') return (value) => value as Value;
  return (value) => (typeof value === 'string' ? numberOf(value) : (value as Value));
}

const numberOf = (text: string): number => Number(text.replace('inf', 'Infinity'));
