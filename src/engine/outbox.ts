/** Runs queued effects: claim under a lease, run, then delete the row or keep it for later. Any number of replicas. */
import type { Db } from '../db/connect.ts';
import type { Effect, EffectKind } from '../domain/effect.ts';
import { Fault, sentenceOf } from '../lib/fault.ts';
import type { Log } from '../lib/log.ts';
import { minute, second } from '../lib/time.ts';

export interface Attempt {
  /** Stable over all attempts: the idempotency key for the outside. */
  key: string;
  /** 1 the first time. More: an earlier attempt may have had its effect, so only reconcile what is not idempotent. */
  attempt: number;
  signal: AbortSignal;
}

/** `again`: keep the row and come back after so many milliseconds. */
export type Ran = 'done' | { again: number };

export type EffectRunner = (effect: Effect, attempt: Attempt) => Promise<Ran>;

/** Short because it is renewed while the effect runs: a killed process loses its work this soon, and what is due later than this is not under way. */
export const leaseMs = 20 * second;

interface Claimed {
  id: number;
  kind: EffectKind;
  key: string;
  effect: Effect;
  attempts: number;
}

/** Claims the oldest due effect of a lane whose earlier effects are all done. */
async function claim(db: Db): Promise<Claimed | null> {
  const [row] = await db.sql<Claimed[]>`
    update outbox set due_at = clock_timestamp() + make_interval(secs => ${leaseMs / 1000}), attempts = attempts + 1
    where id = (
      select candidate.id from outbox candidate
      where candidate.due_at <= clock_timestamp()
        and not exists (select 1 from outbox earlier where earlier.lane = candidate.lane and earlier.id < candidate.id)
      order by candidate.due_at, candidate.id limit 1 for update skip locked)
    returning id::int, kind, key, effect, attempts`;
  return row ?? null;
}

/** Runs one due effect; false when none is due. */
export async function runNext(db: Db, run: EffectRunner, log: Log): Promise<boolean> {
  const row = await claim(db);
  if (row === null) return false;
  const stop = new AbortController();
  const heartbeat = setInterval(() => {
    db.sql`update outbox set due_at = clock_timestamp() + make_interval(secs => ${leaseMs / 1000}) ${held(db, row)}`.catch(
      (cause: unknown) => log.warn({ err: cause, effect: row.key }, 'could not renew a lease'),
    );
  }, leaseMs / 4);
  try {
    const key = `${row.kind}-${row.id}`;
    const ran = await run(row.effect, { key, attempt: row.attempts, signal: stop.signal });
    clearInterval(heartbeat);
    if (ran === 'done') await db.sql`delete from outbox ${held(db, row)}`;
    else await postpone(db, row, { ms: ran.again, error: null });
  } catch (cause) {
    clearInterval(heartbeat);
    const asked = cause instanceof Fault ? cause.afterMs : null;
    const wait = asked ?? backOff(row);
    if (cause instanceof Fault) log.warn({ err: cause, effect: row.key }, cause.message);
    else log.error({ err: cause, effect: row.key }, 'an effect broke; it will be tried again');
    await postpone(db, row, { ms: wait, error: sentenceOf(cause) });
  } finally {
    clearInterval(heartbeat);
    stop.abort();
  }
  return true;
}

/** The row as long as nobody claimed it since: a process that was paused past its lease must not touch its new holder's. */
const held = (db: Db, { id, attempts }: Claimed) => db.sql`where id = ${id} and attempts = ${attempts}`;

const postpone = (db: Db, row: Claimed, { ms, error }: { ms: number; error: string | null }) =>
  db.sql`update outbox set due_at = clock_timestamp() + make_interval(secs => ${ms / 1000}), last_error = ${error} ${held(db, row)}`;

/** These come back all the time when all is well, so their attempts say nothing about failures. */
const looking: EffectKind[] = ['poll_training', 'watch_registry'];

/** 1 s, 2 s, 4 s … at most 10 min (1 min for what only looks), ± 20 % so that replicas do not come in step. */
const backOff = ({ kind, attempts }: Claimed): number => {
  const most = looking.includes(kind) ? minute : 10 * minute;
  return Math.min(most, second * 2 ** Math.min(attempts - 1, 12)) * (0.8 + Math.random() * 0.4);
};
