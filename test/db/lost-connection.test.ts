import { expect, test } from 'vitest';
import { connect } from '../../src/db/connect.ts';
import { silentLog } from '../../src/lib/log.ts';
import { freshDatabase } from '../database.ts';

test('a transaction whose connection is lost ends with an error, and the pool goes on', async () => {
  await using fresh = await freshDatabase({ migrated: false, poolSize: 2 });
  const { sql } = fresh.db;
  const lost = sql.begin(async (transaction) => {
    const [{ pid }] = (await transaction`select pg_backend_pid() as pid`) as unknown as [{ pid: number }];
    const asked = transaction`select pg_sleep(100)`.execute();
    await sql`select pg_terminate_backend(${pid}::int)`;
    await asked;
  });
  await expect(lost).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  // Whoever comes in the same instant may still be told of the server's farewell.
  const failed = () =>
    sql.begin((transaction) => transaction`select 1 / 0`).catch(({ code }: { code: string }) => code);
  await expect.poll(failed, { timeout: 20_000 }).toBe('22012');
  expect(await sql.begin((transaction) => transaction`select 1 as one`)).toHaveLength(1);
});

test('a process that falls silent in the middle of a transaction does not keep its locks', async () => {
  await using fresh = await freshDatabase();
  const silent = await connect({ url: fresh.url, log: silentLog, poolSize: 1, idleMs: 1_000 });
  try {
    const { sql } = fresh.db;
    await sql`insert into streams (id, kind, seq, head, updated_at) values ('cycle:1', 'cycle', 0, '', 0)`;
    let locked = () => {};
    const holds = new Promise<void>((resolve) => {
      locked = resolve;
    });
    const held = silent.sql.begin(async (transaction) => {
      await transaction`select 1 from streams where id = 'cycle:1' for update`;
      locked();
      await new Promise(() => {});
    });
    const ended = expect(held).rejects.toThrow();
    // On a busy machine it may end before it holds anything.
    await Promise.race([holds, ended]);
    expect(await sql`select 1 from streams where id = 'cycle:1' for update`).toHaveLength(1);
    await ended;
  } finally {
    await silent.close();
  }
});

test('a process that was held up in the middle of a transaction goes on when it wakes', async () => {
  await using fresh = await freshDatabase({ migrated: false });
  const slow = await connect({ url: fresh.url, log: silentLog, poolSize: 1, idleMs: 100 });
  try {
    for (let round = 0; round < 3; round += 1) {
      const late = slow.sql.begin(async (transaction) => {
        await transaction`select 1`;
        // As a machine that sleeps, or a long collection of garbage.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
        return transaction`select 2`;
      });
      await expect(late).rejects.toThrow();
    }
    await expect.poll(() => slow.sql`select 3 as n`.catch(() => []), { timeout: 20_000 }).toEqual([{ n: 3 }]);
  } finally {
    await slow.close();
  }
});
