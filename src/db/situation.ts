import type { Alert } from '../domain/alert.ts';
import type { OpenedCycle } from '../domain/cycle/state.ts';
import type { ModelId } from '../domain/ids.ts';
import { mutesAt } from '../domain/model-stream.ts';
import { whoIs } from '../domain/person-link.ts';
import type { Episode, Registered, Situation, Standing } from '../domain/situation.ts';
import type { Instant } from '../lib/time.ts';
import { readTeam } from './accounts.ts';
import type { Db } from './connect.ts';
import { type KnownModel, readAlerts, readChecks, readCycles, readModel } from './read.ts';

interface Given {
  now: Instant;
  registered: Registered;
}

/** Everything that is known about a model; null when there is no such model. What its registry says is handed in. */
export async function readSituation(db: Db, model: ModelId, given: Given): Promise<Situation | null> {
  const known = await readModel(db, model);
  return known === null ? null : readAround(db, known, given);
}

/** The same of a model that was read already. */
export async function readAround(db: Db, known: KnownModel, { now, registered }: Given): Promise<Situation> {
  const model = known.model.id;
  const episode = await openEpisode(db, model);
  const since = episode?.startedAt ?? now;
  const [workspace, alerts, cycles, due] = await Promise.all([
    readTeam(db),
    readAlerts(db, model),
    readCycles(db, model, since),
    db.sql<{ key: string; next: number }[]>`
      select key, next_at::float8 as next from schedules where key like ${`check:${model}/%`}`,
  ]);
  const next = new Map(due.map((row) => [row.key, row.next]));
  return {
    now,
    model: known.model,
    managedBy: known.managedBy,
    mutes: mutesAt(known, now),
    // Whoever was linked since they acted alone is still who acted.
    reviews: (known.reviews ?? []).map((review) => ({ ...review, by: whoIs(workspace, review.by) })),
    registered,
    alerts: alerts.filter(({ monitor }) => known.model.monitors.some(({ id }) => id === monitor)),
    monitors: await Promise.all(
      known.model.monitors.map(async (monitor) => ({
        monitor,
        checks: await readChecks(db, model, monitor.id, 12),
        nextAt: next.get(`check:${model}/${monitor.id}`) ?? null,
      })),
    ),
    cycle: foremost(cycles),
    episode,
    people: workspace.people,
    groups: workspace.groups,
  };
}

/** How models stand, in the order in which they were named, in two statements for all of them. */
export async function readStandings(db: Db, models: ModelId[], now: Instant): Promise<Standing[]> {
  const [known, alerts] = await Promise.all([
    db.sql<{ model: ModelId; state: KnownModel }[]>`
      select model, state from streams where kind = 'model' and open and model = any (${models})`,
    db.sql<{ model: ModelId; state: Alert }[]>`
      select model, state from streams where kind = 'alert' and seq > 0 and model = any (${models}) order by id`,
  ]);
  return models.flatMap((id) => {
    const state = known.find(({ model }) => model === id)?.state;
    if (!state) return [];
    return {
      model: state.model,
      mutes: mutesAt(state, now),
      alerts: alerts
        .filter(
          ({ model, state: { monitor } }) =>
            model === id && state.model.monitors.some((one) => one.id === monitor),
        )
        .map((row) => row.state),
    };
  });
}

const foremost = (cycles: OpenedCycle[]): OpenedCycle | null =>
  cycles.findLast(({ phase }) => phase === 'reverting') ??
  cycles.findLast(({ phase }) => phase !== 'closed') ??
  cycles.findLast((cycle) => cycle.phase === 'closed' && cycle.outcome.result !== 'superseded') ??
  cycles.at(-1) ??
  null;

export async function openEpisode(db: Db, model: ModelId): Promise<Episode | null> {
  const [row] = await db.sql<Episode[]>`
    select id::int, started_at::float8 as "startedAt" from episodes where model = ${model} and ended_at is null`;
  return row ?? null;
}

/** Begins an episode unless one is open; answers the open one. */
export async function beginEpisode(db: Db, model: ModelId, at: Instant): Promise<Episode> {
  await db.sql`insert into episodes (model, started_at) values (${model}, ${at})
    on conflict (model) where ended_at is null do nothing`;
  const episode = await openEpisode(db, model);
  // Somebody may have ended it in between; then nothing is open any more and a new one begins.
  return episode ?? beginEpisode(db, model, at);
}

export async function endEpisode(db: Db, episode: Episode, at: Instant): Promise<void> {
  await db.sql`update episodes set ended_at = ${at} where id = ${episode.id} and ended_at is null`;
}

/** Whether an episode ended at that time or later. */
export async function wasEpisodeSince(db: Db, model: ModelId, at: Instant): Promise<boolean> {
  const rows = await db.sql`select 1 from episodes where model = ${model} and ended_at >= ${at} limit 1`;
  return rows.length > 0;
}
