import { expect, test } from 'vitest';
import { forget } from '../../src/engine/forget.ts';
import { freshDatabase } from '../database.ts';
import { cycleState, propose, subjectOf, vote } from './retrain-world.ts';

test('answers of a month ago and what trainers said in passing are forgotten, and a fresh press is still answered once', async () => {
  await using fresh = await freshDatabase();
  const { db } = fresh;
  await propose(db);
  const subject = await subjectOf(db);
  await vote(db, 'bob', { cause: 'press', subject });
  const days = (n: number) => db.sql`clock_timestamp() - make_interval(days => ${n})`;
  for (const n of [29, 31, 400]) {
    await db.sql`insert into answers (stream, cause, answer, recorded_at) values ('alert:a/b', ${`check:${n}`}, '{}', ${days(n)})`;
  }
  for (const [kind, n] of [
    ['told', 89],
    ['told', 91],
    ['asked', 400],
    ['ended', 400],
  ] as const) {
    await db.sql`insert into reports (backend, kind, id, run, body, at) values ('hook', ${kind}, ${`${kind}-${n}`}, 'r1', '{}', ${days(n)})`;
  }
  expect(await forget(db)).toBe(3);
  expect(await forget(db)).toBe(0);
  const kept = await db.sql<{ cause: string }[]>`select cause from answers where stream = 'alert:a/b'`;
  expect(kept.map(({ cause }) => cause)).toEqual(['check:29']);
  const reports = await db.sql<{ id: string }[]>`select id from reports order by id`;
  expect(reports.map(({ id }) => id)).toEqual(['asked-400', 'ended-400', 'told-89']);
  expect(await vote(db, 'bob', { cause: 'press', subject })).toMatchObject({ ok: true, repeated: true });
  expect((await cycleState(db)).phase).toBe('submitting');
});
