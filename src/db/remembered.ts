/** Small facts that replicas share and that no stream needs: they can be found out again. */
import { hour } from '../lib/time.ts';
import type { Db } from './connect.ts';

export async function recall<T>(db: Db, key: string): Promise<T | null> {
  const [row] = await db.sql<{ value: T }[]>`select value from remembered where key = ${key}`;
  return row?.value ?? null;
}

export async function remember(db: Db, key: string, value: unknown): Promise<void> {
  await db.sql`insert into remembered (key, value) values (${key}, ${JSON.stringify(value)}::jsonb)
    on conflict (key) do update set value = excluded.value`;
}

/** True for whoever asks first about this id. What is older than an hour is asked about no more, and is forgotten now and then. */
export async function claim(db: Db, kind: string, id: string): Promise<boolean> {
  const now = Date.now();
  const taken =
    await db.sql`insert into remembered (key, value) values (${`${kind}:${id}`}, to_jsonb(${now}::float8))
    on conflict (key) do nothing returning key`;
  if (now % 100 === 0) {
    await db.sql`delete from remembered where starts_with(key, ${`${kind}:`}) and value::float8 < ${now - hour}`;
  }
  return taken.length > 0;
}
