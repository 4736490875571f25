/** Profiles of chunks in Postgres, a few kB each. */
import { fingerprint } from '../lib/hash.ts';
import type { Layout } from '../methods/summary.ts';
import type { Kept, Shelf, Source } from '../monitors/contract.ts';
import type { Db } from './connect.ts';
import { decodeProfile, encodeProfile } from './summary-codec.ts';

const hashOf = (layout: Layout): string => fingerprint(layout);

interface Row {
  layout: string;
  from: string;
  to: string;
  stamp: string;
  seen: string;
  body: Buffer;
}

/** The shelf of one store: equal predictions are counted once, whichever model or monitor asks. */
export function summaryRows(db: Db, store: string): Shelf {
  const sourceOf = ({ predictions, time, versionColumn }: Source) =>
    fingerprint({ store, predictions, time, versionColumn });
  return {
    async read(source, layouts, { window, length }) {
      const byHash = new Map(layouts.map((layout) => [hashOf(layout), layout]));
      const rows = await db.sql<Row[]>`
        select layout, chunk_from::text as "from", chunk_to::text as "to", stamp, seen_at::text as seen, body from summaries
        where source = ${sourceOf(source)} and version = ${source.version ?? ''} and layout in ${db.sql([...byHash.keys()])}
          and chunk_from >= ${window.from} and chunk_to <= ${window.to} and chunk_to - chunk_from = ${length}`;
      return rows.flatMap((row): Kept[] => {
        const layout = byHash.get(row.layout)!;
        const profile = decodeProfile(layout, row.body);
        const chunk = { from: Number(row.from), to: Number(row.to) };
        return profile ? [{ layout, chunk, stamp: row.stamp, seenAt: Number(row.seen), profile }] : [];
      });
    },

    async write(source, kept, { forgetBefore }) {
      const key = { source: sourceOf(source), version: source.version ?? '' };
      const rows = kept.map(({ layout, chunk, stamp, seenAt, profile }) => ({
        ...key,
        column_name: layout.column,
        layout: hashOf(layout),
        chunk_from: chunk.from,
        chunk_to: chunk.to,
        stamp,
        seen_at: seenAt,
        body: encodeProfile(profile),
      }));
      // A statement has at most 65,535 parameters.
      for (let at = 0; at < rows.length; at += 1000) {
        await db.sql`insert into summaries ${db.sql(rows.slice(at, at + 1000))}
          on conflict (source, version, layout, column_name, chunk_from, chunk_to)
          do update set stamp = excluded.stamp, seen_at = excluded.seen_at, body = excluded.body
          where summaries.seen_at <= excluded.seen_at`;
      }
      await db.sql`delete from summaries where source = ${key.source} and chunk_to < ${forgetBefore}`;
    },

    async seen(source, chunks, at) {
      if (chunks.length === 0) return;
      const list = (of: (one: (typeof chunks)[number]) => number | string) =>
        chunks.map((one) => String(of(one)));
      await db.sql`update summaries set seen_at = ${at}
        from unnest(${list(({ chunk }) => chunk.from)}::bigint[], ${list(({ chunk }) => chunk.to)}::bigint[],
          ${list(({ stamp }) => stamp)}::text[]) as found (f, t, s)
        where source = ${sourceOf(source)} and version = ${source.version ?? ''}
          and chunk_from = f and chunk_to = t and stamp = s and seen_at < ${at}`;
    },
  };
}
