/** What trainers say about their runs. */
import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/** One row per thing said: by a trainer in a signed delivery, or by us when we asked for a run. Never changed. */
export const reports = pgTable(
  'reports',
  {
    backend: text('backend').notNull(),
    /** `asked` and `begun` are ours, before and after a start; `told` and `ended` are the trainer's. */
    kind: text('kind').notNull(),
    /** The key of `asked`, the delivery's own id of `told`, else the run: what is there is not said again. */
    id: text('id').notNull(),
    /** The trainer's name of the run; null when only our key was said. */
    run: text('run'),
    key: text('key'),
    body: jsonb('body').notNull(),
    at: timestamp('at', { withTimezone: true }).notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.backend, table.kind, table.id] }),
    index('reports_by_run').on(table.backend, table.run),
    index('reports_by_key').on(table.backend, table.key),
  ],
);
