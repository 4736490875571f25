/** Whom the clock reminds, and that nobody hears of the same thing too often. */
import type { TransactionSql } from 'postgres';
import type { Db } from '../db/connect.ts';
import type { Review } from '../domain/break-glass.ts';
import type { CycleId, ModelId, PersonId } from '../domain/ids.ts';
import { overdueReminders, remindAgainMs, reminderTimes } from '../domain/reminder-times.ts';
import type { Instant } from '../lib/time.ts';
import { enqueue } from './enqueue.ts';

export interface Reminder {
  model: ModelId;
  /** What waits, as in `domain/waiting.ts`. */
  about: string;
  /** Null: the clock. */
  by: PersonId | null;
  now: Instant;
  /** The same cause again reminds nobody and gets the same answer. */
  cause: string;
}

/** Queues a reminder unless there was one of the same a short while ago; answers when the last one was. */
export async function remind(
  sql: TransactionSql,
  { model, about, by, now, cause }: Reminder,
): Promise<{ sent: boolean; at: Instant }> {
  const key = `reminded:${about}`;
  const taken = await sql`
    insert into remembered (key, value) values (${key}, ${JSON.stringify({ at: now, cause })}::jsonb)
    on conflict (key) do update set value = excluded.value
      where (remembered.value->>'at')::float8 <= ${now - remindAgainMs} returning key`;
  if (taken.length > 0) {
    await enqueue(sql, { kind: 'remind', model, about, by, at: now });
    return { sent: true, at: now };
  }
  const [last] = await sql<[{ value: { at: Instant; cause: string } }]>`
    select value from remembered where key = ${key}`;
  return { sent: last.value.cause === cause, at: last.value.at };
}

interface Due {
  model: ModelId;
  about: string;
  /** Names this reminder among those of the same thing. */
  key: string;
}

/** Questions that nobody answers and reviews that nobody does, less and less often. */
export async function sendReminders(db: Db, now: Instant): Promise<void> {
  const due = [...(await unanswered(db, now)), ...(await overdue(db, now))];
  if (due.length === 0) return;
  const done = await db.sql<{ key: string }[]>`
    select key from remembered where key in ${db.sql(due.map(({ key }) => key))}`;
  for (const { model, about, key } of due.filter((one) => !done.some((before) => before.key === one.key))) {
    await db.sql.begin(async (sql) => {
      const [first] = await sql`insert into remembered (key, value) values (${key}, 'true'::jsonb)
        on conflict (key) do nothing returning key`;
      if (first) await remind(sql, { model, about, by: null, now, cause: key });
    });
  }
}

/** Of each question the newest reminder that is due: after an outage that one is enough. */
async function unanswered(db: Db, now: Instant): Promise<Due[]> {
  const waiting = await db.sql<
    { cycle: CycleId; about: string; model: ModelId; deadline: number; waits: number }[]
  >`
    select state->>'id' as cycle, state->'ballot'->>'id' as about, model, deadline::float8 as deadline,
      (state->'policy'->(case state->>'phase' when 'proposed' then 'retrain' else 'promote' end)->>'expiresMs')::float8 as waits
    from streams where kind = 'cycle' and open and state->>'phase' in ('proposed', 'offered') and deadline > ${now}`;
  return waiting.flatMap(({ cycle, about, model, deadline, waits }) => {
    const nth = reminderTimes(deadline - waits, deadline).filter((at) => at <= now).length;
    return nth > 0 ? [{ model, about, key: `reminded:${cycle}:${deadline}:${nth}` }] : [];
  });
}

/** The same of reviews that are owed for longer than they may be. */
async function overdue(db: Db, now: Instant): Promise<Due[]> {
  const owing = await db.sql<{ model: ModelId; reviews: Review[] }[]>`
    select model, state->'reviews' as reviews from streams where kind = 'model' and open and deadline <= ${now}`;
  return owing.flatMap(({ model, reviews }) =>
    reviews.flatMap(({ ballot, due }) => {
      const nth = overdueReminders(due, now);
      return nth > 0 ? [{ model, about: ballot, key: `reminded:${ballot}:${due}:${nth}` }] : [];
    }),
  );
}
