import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { connect } from '../../src/db/connect.ts';
import { verify } from '../../src/engine/audit.ts';
import { enqueue } from '../../src/engine/enqueue.ts';
import { type EffectRunner, runNext } from '../../src/engine/outbox.ts';
import { silentLog } from '../../src/lib/log.ts';
import { freshDatabase } from '../database.ts';
import { cycleState, eventTypes, propose, subjectOf, vote } from './retrain-world.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./pressing-replica.ts', import.meta.url));
const pressedElsewhere = async (
  url: string,
  subject: string,
  presses: { by: string; cause: string }[],
): Promise<{ ok: boolean; repeated: boolean; error: string | null }[]> => {
  const args = ['--import', 'tsx', script, url, subject, JSON.stringify(presses)];
  return JSON.parse((await run(process.execPath, args)).stdout);
};
const twenty = Array.from({ length: 20 }, (_, index) => index);

describe('two processes that are pressed at once', () => {
  test('twenty deliveries of one press to each have one effect and one answer', async () => {
    await using fresh = await freshDatabase();
    const { db, url } = fresh;
    await propose(db);
    const subject = await subjectOf(db);
    const presses = twenty.map(() => ({ by: 'bob', cause: 'press' }));
    const answers = (
      await Promise.all([pressedElsewhere(url, subject, presses), pressedElsewhere(url, subject, presses)])
    ).flat();
    expect(answers).toHaveLength(40);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(await eventTypes(db)).toEqual(['retrain_proposed', 'voted', 'retrain_approved']);
    expect(await db.sql`select 1 from outbox where kind = 'start_training'`).toHaveLength(1);
    // A process that was not there yet gives the same answer.
    expect(await pressedElsewhere(url, subject, presses.slice(0, 1))).toEqual([
      { ok: true, repeated: true, error: null },
    ]);
    expect((await eventTypes(db)).length).toBe(3);
  });
  test('forty different presses by forty people carry it once, and each loser is told that it was decided', async () => {
    await using fresh = await freshDatabase();
    const { db, url } = fresh;
    await propose(db);
    const subject = await subjectOf(db);
    const by = (side: string) => twenty.map((n) => ({ by: `${side}${n}`, cause: `${side}${n}` }));
    const [left, right] = await Promise.all([
      pressedElsewhere(url, subject, by('l')),
      pressedElsewhere(url, subject, by('r')),
    ]);
    const answers = [...left, ...right];
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter(({ error }) => error === 'already_decided')).toHaveLength(39);
    const types = await eventTypes(db);
    expect(types.filter((type) => type === 'retrain_approved')).toHaveLength(1);
    expect(types.filter((type) => type === 'command_refused')).toHaveLength(39);
    expect(await db.sql`select 1 from outbox where kind = 'start_training'`).toHaveLength(1);
    expect(await pressedElsewhere(url, subject, by('l'))).toEqual(
      left.map((answer) => ({ ...answer, repeated: true })),
    );
    expect((await eventTypes(db)).length).toBe(types.length);
    expect((await verify(db)).broken).toBeNull();
  });
  test('a refused press gets its stored answer, also when it would be allowed by now', async () => {
    await using fresh = await freshDatabase();
    const { db } = fresh;
    await propose(db);
    const subject = await subjectOf(db);
    const early = await vote(db, 'bob', { cause: 'early', subject: 'an older question' });
    const again = await vote(db, 'bob', { cause: 'early', subject });
    expect(early).toMatchObject({ ok: false, error: { code: 'stale_card' }, repeated: false });
    expect(again).toMatchObject({ ok: false, error: { code: 'stale_card' }, repeated: true });
    expect((await cycleState(db)).phase).toBe('proposed');
  });
});

test('two replicas on pools of their own run each effect once', async () => {
  await using fresh = await freshDatabase();
  const second = await connect({ url: fresh.url, log: silentLog, poolSize: 5 });
  try {
    for (let n = 0; n < 100; n += 1) {
      await enqueue(fresh.db.sql, { kind: 'refresh_card', model: `model-${n % 50}-${n}` as never, at: n });
    }
    const ran: Record<string, string[]> = { first: [], second: [] };
    const keep =
      (name: string): EffectRunner =>
      async (effect) => {
        if (effect.kind === 'refresh_card') ran[name]!.push(effect.model);
        return 'done';
      };
    const drain = async (db: typeof second, name: string) => {
      while (await runNext(db, keep(name), silentLog));
    };
    await Promise.all([
      ...[1, 2, 3].map(() => drain(fresh.db, 'first')),
      ...[1, 2, 3].map(() => drain(second, 'second')),
    ]);
    expect([...ran.first!, ...ran.second!]).toHaveLength(100);
    expect(new Set([...ran.first!, ...ran.second!]).size).toBe(100);
    expect(ran.first!.length).toBeGreaterThan(0);
    expect(ran.second!.length).toBeGreaterThan(0);
  } finally {
    await second.close();
  }
});
