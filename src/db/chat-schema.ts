/** What is known of people and workspaces that live on chat platforms. */
import { sql } from 'drizzle-orm';
import { bigint, boolean, index, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/** People of a chat platform who are not written in any file, with the groups that the platform says they are in. */
export const accounts = pgTable(
  'accounts',
  {
    surface: text('surface').notNull(),
    /** Workspace and member, as the surface writes them: `T024BE7LD/U024BE7LH`. */
    account: text('account').notNull(),
    name: text('name').notNull(),
    groups: jsonb('groups').notNull(),
    /** False: left, a guest, or a stranger from another workspace. */
    active: boolean('active').notNull(),
    seenAt: timestamp('seen_at', { withTimezone: true }).notNull().default(sql`clock_timestamp()`),
  },
  (table) => [primaryKey({ columns: [table.surface, table.account] })],
);

/** Small facts that a surface found out and all replicas share: which blocks a workspace refuses. */
export const remembered = pgTable('remembered', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
});

/** What became of each episode's wish for a message of its own, so that a channel gets so many new ones a day. */
export const posts = pgTable(
  'posts',
  {
    /** The card's: one row per episode. */
    key: text('key').primaryKey(),
    channel: text('channel').notNull(),
    model: text('model').notNull(),
    /** When the day of the world began in which this was decided, UTC. */
    day: bigint('day', { mode: 'number' }).notNull(),
    /** `own`: a message of its own; `listed`: named in the day's list of failing models; `held`: nowhere but in the digest. */
    how: text('how').notNull(),
  },
  (table) => [index('posts_by_day').on(table.channel, table.day)],
);
