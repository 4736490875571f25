/** The clock as a source of commands: deadlines expire, due monitors and digests are queued. */
import type { Db } from '../db/connect.ts';
import type { Effect } from '../domain/effect.ts';
import type { BackendId, ModelId } from '../domain/ids.ts';
import type { Model } from '../domain/model.ts';
import type { ModelState } from '../domain/model-stream.ts';
import type { Monitor } from '../domain/monitor.ts';
import type { Workspace } from '../domain/workspace-stream.ts';
import { day, hour, type Instant, minute, type Window } from '../lib/time.ts';
import { worldNow } from './clock.ts';
import { isCron, nextRun, previousRun } from './cron.ts';
import { enqueue, keepGoing } from './enqueue.ts';
import { sendReminders } from './reminders.ts';
import { workspaceName } from './streams.ts';
import { tell } from './tell.ts';

export { nextRun } from './cron.ts';

/** The window of a run: it ends at the scheduled instant, for whole days at midnight, and for performance before labels are due. */
export function windowAt(monitor: Monitor, model: Pick<Model, 'dataset'>, at: Instant): Window {
  const delay = monitor.kind === 'performance' ? (model.dataset.labels?.delayMs ?? 0) : 0;
  const step = monitor.windowMs % day === 0 ? day : minute;
  // A delay shorter than the step must not move a whole-day window back by a day.
  const to = Math.floor((at - (delay >= step ? delay : 0)) / step) * step;
  return { from: to - monitor.windowMs, to };
}

/** After an outage each missed run is made up for, at most this many per monitor. */
const mostMissed = 60;

/** Handles everything that is due; answers how much there was. Throws after the rest is done when a part of it broke. */
export async function tick(db: Db): Promise<number> {
  const now = await worldNow(db.sql);
  const failed: unknown[] = [];
  // One stream or schedule that nobody here understands must not stop every other model's clock.
  const tryTo = (part: Promise<unknown>) => part.catch((cause: unknown) => failed.push(cause));
  const expired = await db.sql<{ id: string; model: ModelId; deadline: string }[]>`
    select id, model, deadline::text from streams where kind = 'cycle' and deadline <= ${now} order by deadline limit 100`;
  for (const { id, model, deadline } of expired) {
    const command = { type: 'expire' as const, deadline: Number(deadline) };
    await tryTo(tell(db, { stream: { kind: 'cycle', id, model }, command }, { cause: `expire:${deadline}` }));
  }
  await tryTo(sendReminders(db, now));
  const due = await db.sql<{ key: string }[]>`
    select key from schedules where next_at <= ${now} order by next_at limit 500`;
  const planned = due.length > 0 ? await plannedRuns(db) : new Map<string, Plan>();
  for (const { key } of due) await tryTo(runOne(db, key, { now, plan: planned.get(key) ?? null }));
  if (failed.length > 0) {
    throw new AggregateError(
      failed,
      `${failed.length} of ${expired.length + due.length} things that were due broke`,
    );
  }
  return expired.length + due.length;
}

interface Plan {
  expression: string;
  zone: string;
  effect: (at: Instant) => Effect;
}

/** What each schedule's key stands for, from models and channels as they are configured now. */
export async function plannedRuns(db: Db): Promise<Map<string, Plan>> {
  const plans = new Map<string, Plan>();
  const rows = await db.sql<{ state: ModelState }[]>`select state from streams where kind = 'model' and open`;
  for (const { state } of rows) {
    const model = state.model!;
    for (const [key, plan] of plannedRetraining(model)) plans.set(key, plan);
    for (const monitor of model.monitors) {
      plans.set(`check:${model.id}/${monitor.id}`, {
        expression: monitor.schedule,
        zone: 'UTC',
        effect: (at) => ({
          kind: 'run_check',
          model: model.id,
          monitor: monitor.id,
          window: windowAt(monitor, model, at),
          cause: `schedule:${at}`,
        }),
      });
    }
  }
  const [workspace] = await db.sql<
    { state: Workspace }[]
  >`select state from streams where id = ${workspaceName.id}`;
  for (const channel of workspace?.state.channels ?? []) {
    if (channel.digest === null) continue;
    const { day: weekday, hour: at, minute: past, zone } = channel.digest;
    const expression = `${past} ${at} * * ${weekday}`;
    plans.set(`digest:${channel.id}`, {
      expression,
      zone,
      effect: (to) => ({
        kind: 'post_digest',
        channel: channel.id,
        period: { from: previousRun(expression, to, zone), to },
        scheduled: true,
      }),
    });
  }
  return plans;
}

/** Where a policy retrains by itself: its schedule, and an hourly look at alerts and labels. */
function plannedRetraining({ id: model, policy }: Model): [string, Plan][] {
  const rules = policy.automatic?.retrain;
  const plan = (why: 'look' | 'schedule', expression: string): [string, Plan] => [
    `retrain-${why}:${model}`,
    {
      expression,
      zone: 'UTC',
      effect: (at) => ({ kind: 'consider_retrain', model, why, cause: `${why}:${at}` }),
    },
  ];
  return [
    ...(rules?.schedule ? [plan('schedule', rules.schedule)] : []),
    ...(rules?.onAlert || rules?.newLabels ? [plan('look', '7 * * * *')] : []),
  ];
}

async function runOne(
  db: Db,
  key: string,
  { now, plan }: { now: Instant; plan: Plan | null },
): Promise<void> {
  const readable = await db.sql.begin(async (sql) => {
    const [row] = await sql<{ next: string }[]>`
      select next_at::text as next from schedules where key = ${key} and next_at <= ${now} for update skip locked`;
    if (!row) return true;
    if (plan === null) {
      await sql`delete from schedules where key = ${key}`;
      return true;
    }
    if (!isCron(plan.expression, plan.zone)) {
      await sql`update schedules set next_at = ${now + hour} where key = ${key}`;
      return false;
    }
    const { runs, next } = runsUntil(plan, Number(row.next), now);
    for (const run of runs.slice(-mostMissed)) await enqueue(sql, plan.effect(run));
    await sql`update schedules set next_at = ${next} where key = ${key}`;
    return true;
  });
  if (!readable) throw new Error(`${key} never runs: nobody can read its schedule "${plan?.expression}"`);
}

/** From an instant on which the plan is due: all until now, and the next one. */
function runsUntil(plan: Plan, due: Instant, now: Instant): { runs: Instant[]; next: Instant } {
  const runs: Instant[] = [];
  let next = due;
  for (; next <= now; next = nextRun(plan.expression, next, plan.zone)) runs.push(next);
  return { runs, next };
}

/** Sees to it that every registry is looked at; adds schedules that are new and moves those whose expression changed; those of removed monitors end at their next run. */
export async function planSchedules(db: Db): Promise<void> {
  const registries = await db.sql<{ backend: BackendId }[]>`
    select distinct state->'model'->>'registry' as backend from streams where kind = 'model' and open`;
  for (const { backend } of registries) await keepGoing(db.sql, { kind: 'watch_registry', backend });
  const now = await worldNow(db.sql);
  for (const [key, plan] of await plannedRuns(db)) {
    // What an earlier release took and nobody can read is due at once, so that the clock says so.
    const next = isCron(plan.expression, plan.zone) ? nextRun(plan.expression, now, plan.zone) : now;
    await db.sql`insert into schedules (key, next_at) values (${key}, ${next})
      on conflict (key) do update set next_at = least(schedules.next_at, excluded.next_at)`;
  }
}

/** When the world will next need the clock: the earliest deadline or schedule; null when there is none. */
export async function nextDue(db: Db): Promise<Instant | null> {
  const [row] = await db.sql<{ next: string | null }[]>`
    select least((select min(deadline) from streams where kind = 'cycle'), (select min(next_at) from schedules))::text as next`;
  return row?.next === null || row === undefined ? null : Number(row.next);
}
