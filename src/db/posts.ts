/** New messages a day: a channel that is full gets one list of what fails, and the rest waits for the digest. */
import type { ChannelId, ModelId } from '../domain/ids.ts';
import { day, type Instant, type Window } from '../lib/time.ts';
import type { Db } from './connect.ts';

/** `own`: a message of its own; `listed`: named in the day's list of failing models; `held`: only the digest counts it. */
export type Posting = 'own' | 'listed' | 'held';

export interface Wish {
  /** The key of the card that wants to be posted. */
  key: string;
  channel: ChannelId;
  model: ModelId;
  /** Decisions are always posted, failing models are always named, a warning waits when the day is full. */
  need: 'decision' | 'failing' | 'warning';
  /** New messages a day in this channel. */
  budget: number;
  at: Instant;
}

export const dayOf = (at: Instant): Instant => Math.floor(at / day) * day;

/** Decides once for all replicas, and remembers it: whoever crashes before posting decides the same again. */
export async function claimPost(
  db: Db,
  wish: Wish,
): Promise<{ now: Posting; before: Posting | null; day: Instant }> {
  const { key, channel, model, need, budget, at } = wish;
  return db.sql.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(hashtext('posts'), hashtext(${channel}))`;
    const [known] = await sql<{ how: Posting; day: number }[]>`
      select how, day::float8 as day from posts where key = ${key}`;
    const before = known?.how ?? null;
    const today = dayOf(at);
    // What is listed stays on the list of its day: naming it again today would be news that is none.
    if (known && (before === 'own' || (before === 'listed' && need !== 'decision'))) {
      return { now: known.how, before, day: known.day };
    }
    const [used] = await sql<{ n: number }[]>`
      select count(*)::int as n from posts where channel = ${channel} and day = ${today} and how = 'own'`;
    // The last message of a day is kept for the list.
    const room = used!.n < budget - 1;
    const now = need === 'decision' || room ? 'own' : need === 'failing' ? 'listed' : 'held';
    await sql`insert into posts (key, channel, model, day, how) values (${key}, ${channel}, ${model}, ${today}, ${now})
      on conflict (key) do update set day = excluded.day, how = excluded.how`;
    return { now, before, day: known && before === 'listed' ? known.day : today };
  });
}

/** Models that a day's list names, in the order in which they came. */
export async function listedModels(db: Db, channel: ChannelId, today: Instant): Promise<ModelId[]> {
  const rows = await db.sql<{ model: ModelId }[]>`
    select p.model from posts p join episodes e on p.key = 'episode-' || e.id
    where p.channel = ${channel} and p.day = ${today} and p.how = 'listed' order by e.id`;
  return [...new Set(rows.map(({ model }) => model))];
}

/** Warnings of a period that nobody was shown because the day was full: whole days, of which that of its end belongs to the next. */
export async function countHeld(db: Db, channel: ChannelId, { from, to }: Window): Promise<number> {
  const [row] = await db.sql<{ n: number }[]>`select count(*)::int as n from posts
    where channel = ${channel} and how = 'held' and day >= ${dayOf(from)} and day < ${dayOf(to)}`;
  return row!.n;
}
