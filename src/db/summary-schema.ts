/** What stores counted, chunk by chunk. */
import { bigint, customType, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const instant = (name: string) => bigint(name, { mode: 'number' }).notNull();

/** One profile per source, version, column, layout and chunk of time; any window is a sum of them. */
export const summaries = pgTable(
  'summaries',
  {
    /** Hash of the store, the predictions and their time column. */
    source: text('source').notNull(),
    /** Empty: rows of all versions. */
    version: text('version').notNull(),
    column: text('column_name').notNull(),
    /** Hash of how the column is counted: profiles of one layout merge. */
    layout: text('layout').notNull(),
    from: instant('chunk_from'),
    to: instant('chunk_to'),
    /** What the store said about the chunk's rows before they were counted; late rows change it. */
    stamp: text('stamp').notNull(),
    /** World time at which the stamp was last found unchanged. */
    seenAt: instant('seen_at'),
    body: bytes('body').notNull(),
  },
  (table) => [
    primaryKey({
      name: 'one_summary',
      columns: [table.source, table.version, table.layout, table.column, table.from, table.to],
    }),
    index('summaries_by_age').on(table.source, table.to),
  ],
);
