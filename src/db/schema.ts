/**
 * Steward's own tables. World time (deadlines, windows, schedules) is milliseconds since 1970 in `bigint`; wall time
 * (leases, back-off) is `timestamptz` and only ever compared with the database's own clock.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  serial,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

const instant = (name: string) => bigint(name, { mode: 'number' });
const wall = (name: string) =>
  timestamp(name, { withTimezone: true }).notNull().default(sql`clock_timestamp()`);
const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** Read at start: a process refuses to run only below `min_reader`. */
export const schemaInfo = pgTable('schema_info', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
  minReader: integer('min_reader').notNull(),
});

/** How far the world's clock is ahead of the wall's; the demo advances it. */
export const clock = pgTable('clock', {
  id: integer('id').primaryKey(),
  offsetMs: instant('offset_ms').notNull(),
});

export const cycleNumber = pgSequence('cycle_number', { startWith: 101 });

/** One row per model, alert, cycle and the workspace: the fold of its events. */
export const streams = pgTable(
  'streams',
  {
    id: text('id').primaryKey(),
    kind: text('kind').notNull(),
    model: text('model'),
    seq: integer('seq').notNull(),
    /** Hash of its newest event. */
    head: text('head').notNull(),
    state: jsonb('state'),
    open: boolean('open').notNull().default(false),
    /** An open cycle that moves the champion forward holds its model's only slot. */
    forward: boolean('forward').notNull().default(false),
    deadline: instant('deadline'),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('one_forward_cycle').on(table.model).where(sql`${table.forward}`),
    index('streams_by_model').on(table.model, table.kind),
    index('streams_due').on(table.deadline).where(sql`${table.deadline} is not null`),
  ],
);

/** The audit log, and the only truth: state is computed from it. `body` is the canonical text that was hashed. */
export const events = pgTable(
  'events',
  {
    stream: text('stream').notNull(),
    seq: integer('seq').notNull(),
    position: bigserial('position', { mode: 'number' }).notNull(),
    type: text('type').notNull(),
    body: text('body').notNull(),
    at: instant('at').notNull(),
    by: text('by'),
    model: text('model'),
    cause: text('cause').notNull(),
    hash: text('hash').notNull(),
    recordedAt: wall('recorded_at'),
  },
  (table) => [
    primaryKey({ columns: [table.stream, table.seq] }),
    uniqueIndex('events_by_position').on(table.position),
    index('events_by_model').on(table.model, table.position),
    index('events_by_time').on(table.at),
  ],
);

/** What each cause was answered, so that a redelivery gets the same answer and has no second effect. */
export const answers = pgTable(
  'answers',
  {
    stream: text('stream').notNull(),
    cause: text('cause').notNull(),
    answer: jsonb('answer').notNull(),
    recordedAt: wall('recorded_at'),
  },
  (table) => [primaryKey({ columns: [table.stream, table.cause] })],
);

/** Published hashes over the heads of all streams: an event that is edited or cut off no longer fits. */
export const seals = pgTable('seals', {
  number: serial('number').primaryKey(),
  at: instant('at').notNull(),
  /** Stream → [seq, head hash] at the time. */
  heads: jsonb('heads').notNull(),
  events: integer('events').notNull(),
  hash: text('hash').notNull(),
});

export const outbox = pgTable(
  'outbox',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    /** Effects of one lane run one after the other, in order. */
    lane: text('lane').notNull(),
    kind: text('kind').notNull(),
    key: text('key').notNull(),
    effect: jsonb('effect').notNull(),
    dueAt: wall('due_at'),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    createdAt: wall('created_at'),
  },
  (table) => [
    // Only unclaimed rows: an event that lands while a card is being updated must queue another update.
    uniqueIndex('one_unclaimed_effect').on(table.key).where(sql`${table.attempts} = 0`),
    index('outbox_by_lane').on(table.lane, table.id),
    index('outbox_due').on(table.dueAt),
  ],
);

/** When each monitor and digest is due next, in world time. */
export const schedules = pgTable(
  'schedules',
  { key: text('key').primaryKey(), nextAt: instant('next_at').notNull() },
  (table) => [index('schedules_due').on(table.nextAt)],
);

export const checks = pgTable(
  'checks',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    model: text('model').notNull(),
    monitor: text('monitor').notNull(),
    configHash: text('config_hash').notNull(),
    windowFrom: instant('window_from').notNull(),
    windowTo: instant('window_to').notNull(),
    revision: integer('revision').notNull(),
    version: text('version'),
    at: instant('at').notNull(),
    verdict: text('verdict').notNull(),
    findings: jsonb('findings').notNull(),
    elapsedMs: integer('elapsed_ms').notNull(),
  },
  (table) => [
    unique('one_check').on(
      table.model,
      table.monitor,
      table.configHash,
      table.windowFrom,
      table.windowTo,
      table.revision,
    ),
    index('checks_newest').on(table.model, table.monitor, table.windowTo, table.revision),
  ],
);

/** Frozen references, compressed. */
export const frozen = pgTable(
  'frozen',
  {
    model: text('model').notNull(),
    version: text('version').notNull(),
    monitor: text('monitor').notNull(),
    configHash: text('config_hash').notNull(),
    body: bytes('body').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.model, table.version, table.monitor, table.configHash] })],
);

/** Steward's own registry, for teams that have none. */
export const versions = pgTable(
  'versions',
  {
    model: text('model').notNull(),
    id: text('id').notNull(),
    body: jsonb('body').notNull(),
    role: text('role'),
    recordedAt: wall('recorded_at'),
  },
  (table) => [
    primaryKey({ columns: [table.model, table.id] }),
    uniqueIndex('one_champion').on(table.model).where(sql`${table.role} = 'champion'`),
  ],
);

/** A span in which a model had something open; each has one card. */
export const episodes = pgTable(
  'episodes',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    model: text('model').notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [uniqueIndex('one_open_episode').on(table.model).where(sql`${table.endedAt} is null`)],
);

/** Where each card hangs and what it showed last. */
export const cards = pgTable(
  'cards',
  {
    key: text('key').notNull(),
    surface: text('surface').notNull(),
    channel: text('channel').notNull(),
    ref: text('ref'),
    card: jsonb('card').notNull(),
    fingerprint: text('fingerprint').notNull(),
    revision: integer('revision').notNull(),
    postedAt: instant('posted_at').notNull(),
    editedAt: instant('edited_at').notNull(),
    position: bigserial('position', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.key, table.surface, table.channel] }),
    index('cards_by_channel').on(table.channel, table.position),
  ],
);
