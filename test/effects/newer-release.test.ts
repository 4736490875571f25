import { expect, test } from 'vitest';
import { effectRunner } from '../../src/effects/index.ts';
import { runNext } from '../../src/engine/outbox.ts';
import { silentLog } from '../../src/lib/log.ts';
import { freshDatabase } from '../database.ts';

test('work that only a newer release knows is left to it, and is no failure that is put off for minutes', async () => {
  await using fresh = await freshDatabase();
  const { db } = fresh;
  const run = effectRunner({ db, log: silentLog, surfaces: [] } as never);
  await db.sql`insert into outbox (lane, kind, key, effect, attempts) values ('x', 'of_a_newer_release', 'x', '{"kind":"of_a_newer_release"}', 20)`;
  expect(await runNext(db, run, silentLog)).toBe(true);
  const [row] =
    await db.sql`select last_error, due_at < clock_timestamp() + interval '5 s' as soon from outbox`;
  expect(row).toEqual({ last_error: null, soon: true });
});
