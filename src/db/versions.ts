/** Rows of the built-in registry. */
import type { TransactionSql } from 'postgres';
import type { VersionRows } from '../backends/contract.ts';
import type { ModelId, VersionId } from '../domain/ids.ts';
import type { Version } from '../domain/version.ts';
import { storable } from '../lib/storable.ts';
import type { Db } from './connect.ts';

export const versionRows = (db: Db): VersionRows => ({
  async list(model) {
    const rows = await db.sql<{ body: Version }[]>`
      select body from versions where model = ${model} order by recorded_at, id`;
    return rows.map(({ body }) => body);
  },
  async roles(model) {
    const rows = await db.sql<{ id: VersionId; role: string }[]>`
      select id, role from versions where model = ${model} and role is not null order by recorded_at`;
    return {
      champion: rows.find(({ role }) => role === 'champion')?.id ?? null,
      challengers: rows.filter(({ role }) => role === 'challenger').map(({ id }) => id),
    };
  },
  async add(model, trained, role) {
    const version = storable(trained);
    await db.sql`insert into versions (model, id, body, role)
      values (${model}, ${version.id}, ${JSON.stringify(version)}::jsonb, ${role}) on conflict (model, id) do nothing`;
  },
  swap: ({ model, to, expected }) =>
    db.sql.begin(async (sql): Promise<VersionId | null> => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`champion:${model}`}, 0))`;
      const [row] = await sql<{ id: VersionId }[]>`
        select id from versions where model = ${model} and role = 'champion'`;
      const champion = row?.id ?? null;
      if (champion === to || champion !== expected) return champion;
      await sql`update versions set role = null where model = ${model} and role = 'champion'`;
      await sql`update versions set role = 'champion' where model = ${model} and id = ${to}`;
      return champion;
    }),
});

/** Gives a model that has no version yet its first champion. */
export async function seedChampion(sql: TransactionSql, model: ModelId, version: Version): Promise<void> {
  await sql`insert into versions (model, id, body, role)
    select ${model}, ${version.id}, ${JSON.stringify(version)}::jsonb, 'champion'
    where not exists (select 1 from versions where model = ${model}) on conflict do nothing`;
}
