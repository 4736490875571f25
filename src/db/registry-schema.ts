/** What registries said when they were last looked at. */
import { sql } from 'drizzle-orm';
import { bigint, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const wall = (name: string) =>
  timestamp(name, { withTimezone: true }).notNull().default(sql`clock_timestamp()`);

/** One row per model. `since` and `outside.at` are world time; the rest is wall time. */
export const registered = pgTable('registered', {
  model: text('model').primaryKey(),
  /** The backend that said it: of another one nothing is known here. */
  registry: text('registry').notNull(),
  /** Counts changes: who looked before somebody else wrote looks again. */
  revision: integer('revision').notNull(),
  champion: text('champion'),
  challengers: jsonb('challengers').notNull(),
  versions: jsonb('versions').notNull(),
  resolved: jsonb('resolved').notNull(),
  since: bigint('since', { mode: 'number' }),
  outside: jsonb('outside'),
  /** Null: it answered when it was last asked. */
  problem: text('problem'),
  lookedAt: wall('looked_at'),
  /** Null: it never did. */
  answeredAt: timestamp('answered_at', { withTimezone: true }),
  /** When every version was last described anew. */
  describedAt: wall('described_at'),
});
