import { describe, expect, test } from 'vitest';
import { workspaceStream } from '../../src/domain/workspace-stream.ts';
import { verify } from '../../src/engine/audit.ts';
import { advanceTo, worldNow } from '../../src/engine/clock.ts';
import { startEngine } from '../../src/engine/engine.ts';
import { workspaceName } from '../../src/engine/streams.ts';
import { tell } from '../../src/engine/tell.ts';
import { tick } from '../../src/engine/tick.ts';
import { silentLog } from '../../src/lib/log.ts';
import { hour } from '../../src/lib/time.ts';
import { freshDatabase } from '../database.ts';
import { approved, cycleState, eventTypes, propose } from './retrain-world.ts';

describe('a deadline', () => {
  test('that has passed expires its cycle once, although several tick at once', async () => {
    await using fresh = await freshDatabase();
    const { db } = fresh;
    await propose(db);
    expect(await tick(db)).toBe(0);
    await advanceTo(db.sql, (await worldNow(db.sql)) + hour);
    await Promise.all([tick(db), tick(db), tick(db)]);
    expect(await eventTypes(db)).toEqual(['retrain_proposed', 'cycle_closed']);
    expect(await cycleState(db)).toMatchObject({ phase: 'closed', outcome: { result: 'expired', by: null } });
    expect(await tick(db)).toBe(0);
  });
  test('follows deadline until the cycle is closed, when only time passes', async () => {
    await using fresh = await freshDatabase();
    const { db } = fresh;
    await approved(db);
    const engine = startEngine({ db, run: async () => 'done', log: silentLog, live: false });
    await engine.advance((await worldNow(db.sql)) + 48 * hour);
    expect(await eventTypes(db)).toEqual([
      'retrain_proposed',
      'voted',
      'retrain_approved',
      'start_unanswered',
      'cycle_closed',
    ]);
    await engine.stop();
  });
  test('of a stream that this release cannot read does not hold up the others', async () => {
    await using fresh = await freshDatabase();
    const { db } = fresh;
    await db.sql`insert into streams (id, kind, model, seq, head, state, open, deadline, updated_at)
      values ('cycle:1', 'cycle', 'fraud', 1, '', '{"phase":"of_a_newer_release","deadline":1}', true, 1, 0)`;
    await propose(db);
    await advanceTo(db.sql, (await worldNow(db.sql)) + hour);
    await expect(tick(db)).rejects.toThrow();
    expect((await cycleState(db)).phase).toBe('closed');
  });
});

test('a log that grows while it is verified is not called broken', async () => {
  await using fresh = await freshDatabase({ poolSize: 8 });
  const { db } = fresh;
  let growing = true;
  let written = 0;
  const grow = async (side: string) => {
    for (let n = 0; growing; n += 1, written += 1) {
      const workspace = { ...workspaceStream.initial, groups: [{ id: side as never, title: `${n}` }] };
      const command = { type: 'configure_workspace' as const, workspace, by: null };
      await tell(db, { stream: workspaceName, command }, { cause: `${side}-${n}` });
    }
  };
  const writers = ['a', 'b', 'c'].map(grow);
  let seen = 0;
  while (seen < 200) {
    const { events, broken } = await verify(db);
    if (broken !== null) growing = false;
    expect(broken).toBeNull();
    seen = events;
  }
  growing = false;
  await Promise.all(writers);
  expect(await verify(db)).toMatchObject({ events: written, broken: null });
});
