/** World time is the database's clock plus an offset that the demo and tests advance; wall time is for leases only. */
import type { Sql, TransactionSql } from 'postgres';
import type { Instant } from '../lib/time.ts';

export async function worldNow(sql: Sql | TransactionSql): Promise<Instant> {
  const [row] = await sql<{ now: number }[]>`
    select (extract(epoch from clock_timestamp()) * 1000)::float8 + offset_ms as now from clock where id = 1`;
  return Math.floor(row!.now);
}

/** Moves the world forward so that it is at least `to` now; it never goes back. */
export async function advanceTo(sql: Sql, to: Instant): Promise<Instant> {
  await sql`
    update clock set offset_ms = greatest(offset_ms,
      ${to}::bigint - floor(extract(epoch from clock_timestamp()) * 1000)::bigint) where id = 1`;
  return worldNow(sql);
}

/** Sets the world to an instant in any direction: only before anything has happened in it. */
export async function beginAt(sql: Sql, at: Instant): Promise<void> {
  await sql`
    update clock set offset_ms = ${at}::bigint - floor(extract(epoch from clock_timestamp()) * 1000)::bigint
    where id = 1 and not exists (select 1 from events)`;
}
