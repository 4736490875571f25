import type { Sql, TransactionSql } from 'postgres';
import { type Effect, effectKey, laneOf } from '../domain/effect.ts';

/**
 * Queues an effect; one that is queued already and that nobody has begun stands for both. That one is locked until this is
 * committed: whoever began it before would not see what it must show, and nothing would be queued to show it.
 */
export async function enqueue(sql: Sql | TransactionSql, effect: Effect): Promise<void> {
  await sql`insert into outbox (lane, kind, key, effect)
    values (${laneOf(effect)}, ${effect.kind}, ${effectKey(effect)}, ${JSON.stringify(effect)}::jsonb)
    on conflict (key) where attempts = 0 do update set lane = excluded.lane`;
}

/** Queues an effect that goes on for ever, unless it is there in any state. */
export async function keepGoing(sql: Sql | TransactionSql, effect: Effect): Promise<void> {
  const [there] = await sql`select 1 from outbox where key = ${effectKey(effect)} limit 1`;
  if (!there) await enqueue(sql, effect);
}
