/** The log of decisions proves itself: each event is chained to the one before, and seals hold the heads of all chains. */
import type { TransactionSql } from 'postgres';
import type { Db } from '../db/connect.ts';
import { otherSealed, reasons } from '../domain/reasons.ts';
import { canonical, sha256 } from '../lib/hash.ts';
import { worldNow } from './clock.ts';
import { chain, genesis } from './stream-rows.ts';

export interface Seal {
  number: number;
  at: number;
  heads: Record<string, [seq: number, head: string]>;
  events: number;
  hash: string;
}

export interface Verified {
  events: number;
  seals: number;
  /** Null: everything chains. Otherwise where it first does not. */
  broken: { stream: string; seq: number; why: string } | null;
  head: string | null;
}

/** Takes the hash over the heads of all streams, chained to the last seal. */
export async function seal(db: Db): Promise<Seal> {
  return db.sql.begin(async (sql) => {
    await sql`lock table seals in exclusive mode`;
    const now = await worldNow(sql);
    const rows = await sql<{ id: string; seq: number; head: string }[]>`
      select id, seq, head from streams where seq > 0 order by id`;
    const heads = Object.fromEntries(
      rows.map(({ id, seq, head }): [string, [number, string]] => [id, [seq, head]]),
    );
    const events = rows.reduce((sum, { seq }) => sum + seq, 0);
    const [last] = await sql<{ hash: string }[]>`select hash from seals order by number desc limit 1`;
    const hash = sealHash(last?.hash ?? '', { at: now, heads, events });
    const [{ number }] = await sql<[{ number: number }]>`
      insert into seals (at, heads, events, hash) values (${now}, ${JSON.stringify(heads)}::jsonb, ${events}, ${hash})
      returning number`;
    return { number, at: now, heads, events, hash };
  });
}

const sealHash = (previous: string, sealed: Omit<Seal, 'number' | 'hash'>): string =>
  sha256(`${previous}\n${canonical(sealed)}`);

/** Recomputes every hash, and checks that every seal's heads are still in the log: neither edited nor cut off. */
export const verify = (db: Db): Promise<Verified> =>
  // One snapshot for entries, heads and seals: what is written meanwhile must not look as if it was cut off.
  db.sql.begin('isolation level repeatable read read only', verifyIn) as Promise<Verified>;

async function verifyIn(sql: TransactionSql): Promise<Verified> {
  const known = new Map<string, string>();
  const heads = new Map<string, { seq: number; hash: string }>();
  let events = 0;
  let broken: Verified['broken'] = null;
  const rows = sql<{ stream: string; seq: number; body: string; hash: string }[]>`
    select stream, seq, body, hash from events order by stream, seq`;
  for await (const batch of rows.cursor(1000)) {
    for (const { stream, seq, body, hash } of batch) {
      events += 1;
      const before = heads.get(stream) ?? { seq: 0, hash: genesis(stream) };
      if (broken === null && seq !== before.seq + 1)
        broken = { stream, seq: before.seq + 1, why: reasons.entryMissing };
      if (broken === null && chain(before.hash, body) !== hash) {
        broken = { stream, seq, why: reasons.entryChanged };
      }
      heads.set(stream, { seq, hash });
      known.set(`${stream} ${seq}`, hash);
    }
  }
  const streams = await sql<{ id: string; seq: number; head: string }[]>`
    select id, seq, head from streams where seq > 0`;
  for (const { id, seq, head } of streams) {
    const last = heads.get(id);
    if (broken === null && (last?.seq !== seq || last.hash !== head)) {
      broken = { stream: id, seq, why: reasons.cutOff };
    }
  }
  const seals = await sql<
    Seal[]
  >`select number, at::float8 as at, heads, events, hash from seals order by number`;
  let previous = '';
  for (const { number, at, heads: sealed, events: count, hash } of seals) {
    if (broken === null && sealHash(previous, { at, heads: sealed, events: count }) !== hash) {
      broken = { stream: 'seals', seq: number, why: reasons.sealChanged };
    }
    for (const [stream, [seq, head]] of Object.entries(sealed)) {
      if (broken === null && known.get(`${stream} ${seq}`) !== head) {
        broken = { stream, seq, why: otherSealed(number) };
      }
    }
    previous = hash;
  }
  return { events, seals: seals.length, broken, head: previous || null };
}
