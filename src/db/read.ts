/** What is known right now, read from the folded streams. */
import type { TransactionSql } from 'postgres';
import type { Alert } from '../domain/alert.ts';
import type { Check } from '../domain/check.ts';
import type { Cycle, OpenedCycle } from '../domain/cycle/state.ts';
import type { Rating } from '../domain/digest.ts';
import type { ChannelId, CycleId, ModelId, MonitorId, PersonId } from '../domain/ids.ts';
import type { LogEntry } from '../domain/log-entry.ts';
import type { Model } from '../domain/model.ts';
import type { ModelState } from '../domain/model-stream.ts';
import { type Workspace, wholeWorkspace } from '../domain/workspace-stream.ts';
import type { Instant, Window } from '../lib/time.ts';
import { type Language, languageAmong } from '../words/language.ts';
import type { Db } from './connect.ts';

export type KnownModel = ModelState & { model: Model };

export async function readWorkspace(db: Db): Promise<Workspace> {
  const [row] = await db.sql<{ state: Workspace }[]>`select state from streams where id = 'workspace'`;
  return wholeWorkspace(row?.state);
}

/** What a channel is written to in. */
export async function languageOf(db: Db, channel: ChannelId): Promise<Language> {
  return languageAmong((await readWorkspace(db)).channels, ({ id }) => id === channel);
}

export async function readModels(db: Db): Promise<KnownModel[]> {
  const rows = await db.sql<{ state: KnownModel }[]>`
    select state from streams where kind = 'model' and open order by model`;
  return rows.map(({ state }) => state);
}

export async function readModelIds(db: Db): Promise<ModelId[]> {
  const rows = await db.sql<{ model: ModelId }[]>`
    select model from streams where kind = 'model' and open order by model`;
  return rows.map(({ model }) => model);
}

/** All models: failing ones, then those with a warning, then the rest by name. */
export async function readWorstFirst(db: Db): Promise<{ id: ModelId; channel: ChannelId }[]> {
  return db.sql<{ id: ModelId; channel: ChannelId }[]>`
    select m.model as id, m.state->'model'->>'channel' as channel from streams m
    left join lateral (
      select max(case a.state->>'severity' when 'failing' then 2 else 1 end) as worst from streams a
      where a.kind = 'alert' and a.model = m.model and a.open) alerts on true
    where m.kind = 'model' and m.open order by coalesce(alerts.worst, 0) desc, m.model`;
}

export async function readModel(db: Db, model: ModelId): Promise<KnownModel | null> {
  const [row] = await db.sql<{ state: KnownModel }[]>`
    select state from streams where kind = 'model' and open and model = ${model}`;
  return row?.state ?? null;
}

export async function readCycle(db: Db, cycle: string): Promise<OpenedCycle | null> {
  const [row] = await db.sql<{ state: Cycle }[]>`select state from streams where id = ${`cycle:${cycle}`}`;
  return row && row.state.phase !== 'none' ? row.state : null;
}

export async function readOpenCycles(db: Db, most = 100): Promise<OpenedCycle[]> {
  const rows = await db.sql<{ state: OpenedCycle }[]>`
    select state from streams where kind = 'cycle' and open and seq > 0 and state->>'phase' not in ('none', 'closed')
      order by (state->>'openedAt')::bigint desc limit ${most}`;
  return rows.map(({ state }) => state);
}

/** Open cycles that somebody opened, or votes in; a question of theirs must be theirs as well under another name. */
export async function readCyclesOf(
  sql: Db['sql'] | TransactionSql,
  person: PersonId,
): Promise<{ id: CycleId; model: ModelId }[]> {
  return sql<{ id: CycleId; model: ModelId }[]>`
    select state->>'id' as id, model from streams where kind = 'cycle' and open
      and (state->>'openedBy' = ${person} or state->'ballot'->'votes' @> ${JSON.stringify([{ by: person }])}::jsonb)`;
}

/** Cycles of a model that are open, or were opened or closed at or after `since`; oldest first. */
export async function readCycles(db: Db, model: ModelId, since: Instant): Promise<OpenedCycle[]> {
  const rows = await db.sql<{ state: OpenedCycle }[]>`
    select state from streams where kind = 'cycle' and model = ${model} and seq > 0 and state->>'phase' <> 'none'
      and (open or updated_at >= ${since})
    order by (state->>'openedAt')::bigint, id`;
  return rows.map(({ state }) => state);
}

/** Alerts of a model that ever measured something. */
export async function readAlerts(db: Db, model: ModelId): Promise<Alert[]> {
  const rows = await db.sql<{ state: Alert }[]>`
    select state from streams where kind = 'alert' and model = ${model} and seq > 0 order by id`;
  return rows.map(({ state }) => state);
}

/** What people said of the alerts of a channel's monitors since then, the least useful first. */
export async function readRatings(db: Db, models: ModelId[], since: Instant): Promise<Rating[]> {
  return db.sql<Rating[]>`
    select model, monitor, rated, useful from (
      select model, split_part(stream, '/', 2) as monitor, count(*)::int as rated,
        count(*) filter (where (body::jsonb)->'event'->>'useful' = 'yes')::int as useful
      from events where type = 'alert_rated' and at >= ${since} and model = any (${models})
      group by model, stream) as rules
    order by useful::float8 / rated, rated desc, model, monitor`;
}

/** Newest revision of each window of a monitor, newest window first. */
export async function readChecks(db: Db, model: ModelId, monitor: MonitorId, most: number): Promise<Check[]> {
  const rows = await db.sql<(Omit<Check, 'window'> & { from: number; to: number })[]>`
    select distinct on (window_to, window_from) monitor, window_from::float8 as from, window_to::float8 as to, revision,
      version, at::float8 as at, verdict, findings
    from checks where model = ${model} and monitor = ${monitor}
    order by window_to desc, window_from desc, revision desc, id desc limit ${most}`;
  return rows.map(({ from, to, ...check }) => ({ ...check, window: { from, to } }));
}

/** The newest revision of one window of a monitor. */
export async function readCheck(
  db: Db,
  model: ModelId,
  monitor: MonitorId,
  window: Window,
): Promise<Check | null> {
  const [row] = await db.sql<Omit<Check, 'window'>[]>`
    select monitor, revision, version, at::float8 as at, verdict, findings from checks
    where model = ${model} and monitor = ${monitor} and window_from = ${window.from} and window_to = ${window.to}
    order by revision desc, id desc limit 1`;
  return row ? { ...row, window } : null;
}

export interface EventFilter {
  model?: ModelId;
  stream?: string;
  since?: Instant;
  until?: Instant;
  types?: string[];
  /** Leaves out the running numbers of every check. */
  decisions?: boolean;
  most?: number;
}

/** Entries of the log, newest first. */
export async function readEvents(db: Db, filter: EventFilter): Promise<LogEntry[]> {
  const { sql } = db;
  const rows = await sql<(Omit<LogEntry, 'event'> & { body: string })[]>`
    select stream, seq, position::float8 as position, type, body, at::float8 as at, by, model, hash from events
    where true
      ${filter.model ? sql`and model = ${filter.model}` : sql``}
      ${filter.stream ? sql`and stream = ${filter.stream}` : sql``}
      ${filter.types ? sql`and type in ${sql(filter.types)}` : sql``}
      ${filter.since === undefined ? sql`` : sql`and at >= ${filter.since}`}
      ${filter.until === undefined ? sql`` : sql`and at < ${filter.until}`}
      ${filter.decisions ? sql`and type not in ('window_measured', 'training_progressed')` : sql``}
    order by position desc limit ${filter.most ?? 200}`;
  return rows.map(({ body, ...row }) => ({ ...row, event: JSON.parse(body).event }));
}

export async function modelsIn(db: Db, channel: ChannelId): Promise<KnownModel[]> {
  return (await readModels(db)).filter(({ model }) => model.channel === channel);
}
