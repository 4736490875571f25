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
  const sealed = await readSeals(sql);
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
      if (sealed.heads.get(`${stream} ${seq}`)?.head === hash) sealed.heads.delete(`${stream} ${seq}`);
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
  broken ??= sealed.broken;
  const [missing] = sealed.heads.values();
  if (missing) broken ??= { stream: missing.stream, seq: missing.seq, why: otherSealed(missing.number) };
  return { events, seals: sealed.seals, broken, head: sealed.last };
}

interface Sealed {
  seals: number;
  /** The newest seal's hash. */
  last: string | null;
  /** The first seal that does not follow from the one before, or that names another entry than an earlier one. */
  broken: Verified['broken'];
  /** What must be in the log, by stream and number; the seal is the first that says so. */
  heads: Map<string, { stream: string; seq: number; head: string; number: number }>;
}

/** A year of checks has millions of entries, of which seals name few: only those are held while the log is read. */
async function readSeals(sql: TransactionSql): Promise<Sealed> {
  const all: Sealed = { seals: 0, last: null, broken: null, heads: new Map() };
  const rows = sql<Seal[]>`
    select number, at::float8 as at, heads, events, hash from seals order by number`;
  for await (const [row] of rows.cursor(1)) {
    const { number, at, heads, events, hash } = row!;
    all.seals += 1;
    if (sealHash(all.last ?? '', { at, heads, events }) !== hash) {
      all.broken ??= { stream: 'seals', seq: number, why: reasons.sealChanged };
    }
    for (const [stream, [seq, head]] of Object.entries(heads)) {
      const known = all.heads.get(`${stream} ${seq}`);
      if (known && known.head !== head) all.broken ??= { stream, seq, why: otherSealed(number) };
      else if (!known) all.heads.set(`${stream} ${seq}`, { stream, seq, head, number });
    }
    all.last = hash;
  }
  return all;
}
