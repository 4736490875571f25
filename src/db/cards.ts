/** Where each card hangs and what it showed last. */
import type { Card } from '../cards/card.ts';
import type { ChannelId } from '../domain/ids.ts';
import { fingerprint } from '../lib/hash.ts';
import type { Instant } from '../lib/time.ts';
import type { Db } from './connect.ts';

export interface Place {
  key: string;
  surface: string;
  channel: ChannelId;
}

export interface KnownCard {
  ref: string | null;
  fingerprint: string;
}

export async function readCard(db: Db, { key, surface, channel }: Place): Promise<KnownCard | null> {
  const [row] = await db.sql<KnownCard[]>`
    select ref, fingerprint from cards where key = ${key} and surface = ${surface} and channel = ${channel}`;
  return row ?? null;
}

/** Postgres tells every replica, so that pages open anywhere show the change at once. */
export const cardsChanged = 'steward_cards';

export async function writeCard(
  db: Db,
  { key, surface, channel }: Place,
  { card, ref, at }: { card: Card; ref: string; at: Instant },
): Promise<void> {
  await db.sql`
    insert into cards (key, surface, channel, ref, card, fingerprint, revision, posted_at, edited_at)
    values (${key}, ${surface}, ${channel}, ${ref}, ${JSON.stringify(card)}::jsonb, ${fingerprint(card)}, 1, ${at}, ${at})
    on conflict (key, surface, channel) do update set ref = excluded.ref, card = excluded.card,
      fingerprint = excluded.fingerprint, revision = cards.revision + 1, edited_at = excluded.edited_at`;
  await db.sql`select pg_notify(${cardsChanged}, ${channel})`;
}

/** A message of ours that we did not know of, because its posting was never confirmed: from now on it is edited too. */
export async function adoptCard(db: Db, { key, surface, channel }: Place, ref: string): Promise<void> {
  await db.sql`update cards set ref = ref || ' ' || ${ref}, fingerprint = ''
    where key = ${key} and surface = ${surface} and channel = ${channel} and not ${ref} = any (string_to_array(ref, ' '))`;
}

export interface PlacedCard {
  card: Card;
  ref: string | null;
  postedAt: number;
  editedAt: number;
  revision: number;
}

/** The newest cards of a channel on a surface, oldest first. */
export async function readCards(
  db: Db,
  { surface, channel }: Omit<Place, 'key'>,
  most = 100,
): Promise<PlacedCard[]> {
  const rows = await db.sql<PlacedCard[]>`
    select card, ref, posted_at::float8 as "postedAt", edited_at::float8 as "editedAt", revision
    from cards where surface = ${surface} and channel = ${channel} order by position desc limit ${most}`;
  return rows.toReversed();
}
