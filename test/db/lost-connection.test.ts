import { expect, test } from 'vitest';
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
