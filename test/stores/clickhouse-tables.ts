// Writes rows as tables of a database of their own, for a ClickHouse store to read.
import { createClient } from '@clickhouse/client';
import type { Cell, StartStore, Table } from '../contract/store-world.ts';

const types = {
  number: 'Float64',
  decimal: 'Decimal(12, 2)',
  text: 'String',
  flag: 'Bool',
  time: "DateTime64(3, 'UTC')",
  zoned: "DateTime64(6, 'Asia/Kolkata')",
  date: 'Date',
};
const quote = (name: string): string => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;

/** Numbers as text, because JSON has neither NaN nor a negative zero. */
function jsonOf(value: Cell | undefined, kind: Table['columns'][string]) {
  if (value === null || value === undefined) return null;
  const instant = () => new Date(Number(value)).toISOString();
  if (kind === 'date') return instant().slice(0, 10);
  if (kind === 'time' || kind === 'zoned') return instant();
  if (kind !== 'number' && kind !== 'decimal') return value;
  return Object.is(value, -0) ? '-0' : String(value).replace('Infinity', 'inf');
}

let made = 0;

/** Tables are found as `database.table`; the URL is kept in a variable. */
export const startIn =
  (urlOf: () => string): StartStore =>
  async (tables) => {
    made += 1;
    const database = `tables_${made}`;
    const client = createClient({
      url: urlOf(),
      clickhouse_settings: { precise_float_parsing: 1, date_time_input_format: 'best_effort' },
    });
    await client.command({ query: `CREATE DATABASE ${database}` });
    for (const [name, { columns, rows }] of Object.entries(tables)) {
      // As people make them: a column may hold NULL where one does.
      const list = Object.entries(columns).map(([column, kind]) => {
        const isNullable = rows.length === 0 || rows.some((row) => (row[column] ?? null) === null);
        if (isNullable) return `${quote(column)} Nullable(${types[kind]})`;
        return `${quote(column)} ${kind === 'text' ? `LowCardinality(${types[kind]})` : types[kind]}`;
      });
      const table = `${database}.${quote(name)}`;
      await client.command({
        query: `CREATE TABLE ${table} (${list.join(', ')}) ENGINE = MergeTree ORDER BY tuple()`,
      });
      const values = rows.map((row) =>
        Object.fromEntries(
          Object.entries(columns).map(([column, kind]) => [column, jsonOf(row[column], kind)]),
        ),
      );
      if (values.length > 0) await client.insert({ table, values, format: 'JSONEachRow' });
    }
    return {
      config: { url: 'env:PREDICTIONS_URL', connections: 2 },
      roots: [],
      environment: { PREDICTIONS_URL: urlOf() },
      nameOf: (table) => `${database}.${table}`,
      async stop() {
        await client.command({ query: `DROP DATABASE ${database}` });
        await client.close();
      },
    };
  };
