/** What the registry of a model said when it was last looked at, so that nobody who only reads has to ask it. */
import type { TransactionSql } from 'postgres';
import type { BackendId, ModelId } from '../domain/ids.ts';
import type { Registered } from '../domain/situation.ts';
import type { Db } from './connect.ts';

/** What a registry can say itself. */
export type Said = Omit<Registered, 'lacks'>;

export interface Kept extends Said {
  revision: number;
  /** False: another backend than the one that is configured now said it. */
  current: boolean;
  /** Wall time since it was last asked, and since every version was last described anew, in ms. */
  lookedAgoMs: number;
  describedAgoMs: number;
}

/** Null: nobody has looked yet, or the model is gone. */
export async function readKept(db: Db, model: ModelId): Promise<Kept | null> {
  const [row] = await db.sql<Kept[]>`
    select r.revision, m.state->'model'->>'registry' = r.registry as current, r.champion, r.challengers, r.versions, r.resolved, r.since::float8 as since, r.outside, r.problem,
      floor(extract(epoch from r.answered_at) * 1000)::float8 as "answeredAt",
      (extract(epoch from clock_timestamp() - r.looked_at) * 1000)::float8 as "lookedAgoMs",
      (extract(epoch from clock_timestamp() - r.described_at) * 1000)::float8 as "describedAgoMs"
    from registered r join streams m on m.kind = 'model' and m.open and m.model = r.model
    where r.model = ${model}`;
  return row ?? null;
}

/** What is written of it, and the revision that was read before the registry was asked; 0 where nothing is kept. */
export type Found = Pick<
  Registered,
  'champion' | 'challengers' | 'versions' | 'resolved' | 'since' | 'outside'
> & {
  registry: BackendId;
  revision: number;
  /** Every version was described anew. */
  described: boolean;
};

/** False when somebody else wrote since the revision was read; then nothing is written. */
export async function writeKept(sql: TransactionSql, model: ModelId, found: Found): Promise<boolean> {
  const { registry, revision, champion, since, outside, described } = found;
  const [challengers, versions, resolved] = [found.challengers, found.versions, found.resolved].map((part) =>
    JSON.stringify(part),
  );
  const [row] = await sql`
    insert into registered (model, registry, revision, champion, challengers, versions, resolved, since, outside, answered_at)
    values (${model}, ${registry}, ${revision + 1}, ${champion}, ${challengers!}::jsonb, ${versions!}::jsonb,
      ${resolved!}::jsonb, ${since}, ${outside && JSON.stringify(outside)}::jsonb, clock_timestamp())
    on conflict (model) do update set registry = excluded.registry, revision = excluded.revision,
      champion = excluded.champion, challengers = excluded.challengers, versions = excluded.versions,
      resolved = excluded.resolved, since = excluded.since, outside = excluded.outside, problem = null,
      looked_at = clock_timestamp(), answered_at = clock_timestamp(),
      described_at = case when ${described} then clock_timestamp() else registered.described_at end
    where registered.revision = ${revision}
    returning model`;
  return row !== undefined;
}

/** The registry said the same again: large columns are left alone. False when somebody else wrote meanwhile. */
export async function touchKept(sql: TransactionSql, model: ModelId, found: Found): Promise<boolean> {
  const [row] = await sql`update registered set problem = null, looked_at = clock_timestamp(),
      answered_at = clock_timestamp(),
      described_at = case when ${found.described} then clock_timestamp() else described_at end
    where model = ${model} and revision = ${found.revision} returning model`;
  return row !== undefined;
}

/**
 * This could not be looked at; its last answer stays. Where the registry that is configured now never answered, the last
 * switch that is known stands for it. Answers whether the problem is news.
 */
export const keepProblem = (
  db: Db,
  model: ModelId,
  { problem, last }: { problem: string; last: { to: string; at: number } | null },
): Promise<boolean> =>
  db.sql.begin(async (sql): Promise<boolean> => {
    const [now] = await sql<{ registry: string }[]>`
      select state->'model'->>'registry' as registry from streams where kind = 'model' and open and model = ${model}`;
    if (!now) return false;
    await sql`delete from registered where model = ${model} and registry <> ${now.registry}`;
    const [before] = await sql<{ problem: string | null }[]>`
      select problem from registered where model = ${model} for update`;
    await sql`insert into registered (model, registry, revision, champion, challengers, versions, resolved, since, problem)
      values (${model}, ${now.registry}, 1, ${last?.to ?? null}, '[]', '[]', '{}', ${last?.at ?? null}, ${problem})
      on conflict (model) do update set problem = excluded.problem, looked_at = clock_timestamp()`;
    return before?.problem == null;
  });

export interface LastLook {
  /** Wall time, in ms since 1970. */
  answeredAt: number | null;
  problem: string | null;
}

/** When each registry answered last, for any of its models; and what was wrong when it did not. */
export async function readLastLooks(db: Db): Promise<Map<string, LastLook>> {
  const rows = await db.sql<({ registry: string } & LastLook)[]>`
    select registry, max(extract(epoch from answered_at) * 1000)::float8 as "answeredAt",
      (array_agg(problem order by looked_at desc))[1] as problem
    from registered group by registry`;
  return new Map(rows.map(({ registry, ...look }) => [registry, look]));
}
