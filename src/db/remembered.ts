/** Small facts that replicas share and that no stream needs: they can be found out again. */
import type { Db } from './connect.ts';

export async function recall<T>(db: Db, key: string): Promise<T | null> {
  const [row] = await db.sql<{ value: T }[]>`select value from remembered where key = ${key}`;
  return row?.value ?? null;
}

export async function remember(db: Db, key: string, value: unknown): Promise<void> {
  await db.sql`insert into remembered (key, value) values (${key}, ${JSON.stringify(value)}::jsonb)
    on conflict (key) do update set value = excluded.value`;
}
