import { describe, expect, test } from 'vitest';
import type { Effect } from '../../src/domain/effect.ts';
import { enqueue } from '../../src/engine/enqueue.ts';
import { type EffectRunner, runNext } from '../../src/engine/outbox.ts';
import { Fault } from '../../src/lib/fault.ts';
import { silentLog } from '../../src/lib/log.ts';
import { freshDatabase } from '../database.ts';

const card = (model = 'churn'): Effect => ({ kind: 'refresh_card', model: model as never, at: 1 });
const check = (cause: string): Effect => ({
  kind: 'run_check',
  model: 'churn' as never,
  monitor: 'drift' as never,
  window: { from: 1, to: 2 },
  cause,
});
const drain = async (db: Parameters<typeof runNext>[0], run: EffectRunner) => {
  while (await runNext(db, run, silentLog));
};

describe('the outbox', () => {
  test('keeps one row for work that nobody has begun, and another for what happens while it is done', async () => {
    await using fresh = await freshDatabase();
    const { db } = fresh;
    await enqueue(db.sql, card());
    await enqueue(db.sql, card());
    let ran = 0;
    await drain(db, async () => {
      ran += 1;
      // The state moved after this effect had read it: without another row the card would stay as it was.
      if (ran === 1) await enqueue(db.sql, card());
      return 'done';
    });
    expect(ran).toBe(2);
    expect(await db.sql`select 1 from outbox`).toHaveLength(0);
  });
  test('begins nothing that stands for an event which is not committed yet', async () => {
    await using fresh = await freshDatabase();
    const { db } = fresh;
    await enqueue(db.sql, card());
    let ran = 0;
    const run: EffectRunner = async () => {
      ran += 1;
      return 'done';
    };
    await db.sql.begin(async (sql) => {
      await enqueue(sql, card());
      // Run now, it would show the state before this event, and be gone.
      expect(await runNext(db, run, silentLog)).toBe(false);
    });
    await drain(db, run);
    expect(ran).toBe(1);
  });
  test('runs the effects of one lane in their order, also when the first must wait', async () => {
    await using fresh = await freshDatabase();
    const { db } = fresh;
    for (const cause of ['a', 'b', 'c']) await enqueue(db.sql, check(cause));
    await enqueue(db.sql, card());
    const order: string[] = [];
    let waited = false;
    const run: EffectRunner = async (effect) => {
      if (effect.kind !== 'run_check') order.push(effect.kind);
      else if (effect.cause === 'a' && !waited) {
        waited = true;
        return { again: 60_000 };
      } else order.push(effect.cause);
      return 'done';
    };
    await drain(db, run);
    expect(order).toEqual(['refresh_card']);
    await db.sql`update outbox set due_at = clock_timestamp()`;
    await drain(db, run);
    expect(order).toEqual(['refresh_card', 'a', 'b', 'c']);
  });
  test('backs off from what failed and keeps its sentence, and counts attempts', async () => {
    await using fresh = await freshDatabase();
    const { db } = fresh;
    await enqueue(db.sql, card());
    const attempts: number[] = [];
    const failing: EffectRunner = async (_, { attempt }) => {
      attempts.push(attempt);
      throw new Fault('store_down', 'The store does not answer.', { retry: 'later' });
    };
    for (let n = 0; n < 3; n += 1) {
      await drain(db, failing);
      const [row] = await db.sql<{ seconds: number; last_error: string }[]>`
        select extract(epoch from due_at - clock_timestamp())::float8 as seconds, last_error from outbox`;
      expect(row!.last_error).toBe('The store does not answer.');
      expect(row!.seconds).toBeGreaterThan(0.5 * 2 ** n);
      expect(row!.seconds).toBeLessThan(1.3 * 2 ** n);
      await db.sql`update outbox set due_at = clock_timestamp()`;
    }
    expect(attempts).toEqual([1, 2, 3]);
  });
  test('gives the work of a killed process to another after its lease, as a further attempt', async () => {
    await using fresh = await freshDatabase();
    const { db } = fresh;
    await enqueue(db.sql, card());
    // Claimed and never heard of again.
    await db.sql`update outbox set attempts = 1, due_at = clock_timestamp() + interval '20 s'`;
    const seen: number[] = [];
    const run: EffectRunner = async (_, { attempt }) => {
      seen.push(attempt);
      return 'done';
    };
    await drain(db, run);
    expect(seen).toEqual([]);
    await db.sql`update outbox set due_at = clock_timestamp()`;
    await drain(db, run);
    expect(seen).toEqual([2]);
  });
  test('with eight workers runs each effect once', async () => {
    await using fresh = await freshDatabase();
    const { db } = fresh;
    for (let n = 0; n < 60; n += 1) await enqueue(db.sql, card(`model-${n}`));
    const ran: string[] = [];
    const run: EffectRunner = async (effect) => {
      ran.push(effect.kind === 'refresh_card' ? effect.model : '');
      return 'done';
    };
    await Promise.all(Array.from({ length: 8 }, () => drain(db, run)));
    expect(new Set(ran).size).toBe(60);
    expect(ran).toHaveLength(60);
  });
});
