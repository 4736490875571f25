import { expect, test, vi } from 'vitest';
import type { Effect } from '../../src/domain/effect.ts';
import { enqueue } from '../../src/engine/enqueue.ts';
import { type Attempt, type EffectRunner, runNext } from '../../src/engine/outbox.ts';
import { silentLog } from '../../src/lib/log.ts';
import { freshDatabase } from '../database.ts';
import { endLeases } from './retrain-world.ts';

const card: Effect = { kind: 'refresh_card', model: 'churn' as never, at: 1 };

/** An effect that says when it has begun and ends when it is told to. */
function held(answer: 'done' | { again: number } | Error) {
  let hasBegun: (attempt: Attempt) => void = () => {};
  let end: () => void = () => {};
  const begun = new Promise<Attempt>((resolve) => {
    hasBegun = resolve;
  });
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const run: EffectRunner = async (_, attempt) => {
    hasBegun(attempt);
    await ended;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { run, begun, end: () => end() };
}

test('the lease is renewed while an effect runs, so that nobody else begins it', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    await using fresh = await freshDatabase();
    const { db } = fresh;
    await enqueue(db.sql, card);
    const slow = held('done');
    const running = runNext(db, slow.run, silentLog);
    await slow.begun;
    await endLeases(db);
    vi.advanceTimersByTime(5_000);
    const left = async () =>
      (await db.sql`select extract(epoch from due_at - clock_timestamp())::float8 as s from outbox`)[0]!.s;
    await vi.waitFor(async () => expect(await left()).toBeGreaterThan(15), { timeout: 5_000 });
    expect(await runNext(db, slow.run, silentLog)).toBe(false);
    slow.end();
    expect(await running).toBe(true);
    expect(await db.sql`select 1 from outbox`).toHaveLength(0);
  } finally {
    vi.useRealTimers();
  }
});

test.each([
  ['wants to come again', { again: 1 }],
  ['breaks', new Error('late')],
] as const)('who lost the lease and then %s does not take the row from its new holder', async (_, answer) => {
  await using fresh = await freshDatabase();
  const { db } = fresh;
  await enqueue(db.sql, card);
  const paused = held(answer);
  const first = runNext(db, paused.run, silentLog);
  await paused.begun;
  await endLeases(db);
  const second = held('done');
  const taken = runNext(db, second.run, silentLog);
  expect(await second.begun).toMatchObject({ attempt: 2 });
  paused.end();
  await first;
  const [row] = await db.sql`
    select extract(epoch from due_at - clock_timestamp())::float8 as s, last_error from outbox`;
  expect(row!.s).toBeGreaterThan(15);
  expect(row!.last_error).toBeNull();
  second.end();
  await taken;
  expect(await db.sql`select 1 from outbox`).toHaveLength(0);
});

test('an effect keeps its key over all attempts', async () => {
  await using fresh = await freshDatabase();
  const { db } = fresh;
  await enqueue(db.sql, card);
  const seen: string[] = [];
  const run: EffectRunner = async (_, { key, attempt }) => {
    seen.push(`${key} ${attempt}`);
    return attempt < 3 ? { again: 0 } : 'done';
  };
  while (await runNext(db, run, silentLog));
  const [key] = seen[0]!.split(' ');
  expect(seen).toEqual([`${key} 1`, `${key} 2`, `${key} 3`]);
});

test('an hour of polling does not make one failure wait ten minutes', async () => {
  await using fresh = await freshDatabase();
  const { db } = fresh;
  const about = { cycle: '7' as never, model: 'churn' as never };
  await enqueue(db.sql, { kind: 'poll_training', ...about, run: 'r' as never });
  await enqueue(db.sql, { kind: 'start_training', ...about });
  await db.sql`update outbox set attempts = 700`;
  const failing: EffectRunner = async () => {
    throw new Error('the network hiccuped');
  };
  while (await runNext(db, failing, silentLog));
  const rows = await db.sql<{ kind: string; s: number }[]>`
    select kind, extract(epoch from due_at - clock_timestamp())::float8 as s from outbox`;
  const wait = Object.fromEntries(rows.map(({ kind, s }) => [kind, s]));
  expect(wait.poll_training).toBeLessThanOrEqual(72);
  expect(wait.start_training).toBeGreaterThan(400);
});
