import type { Card } from '../cards/card.ts';
import { readCard, writeCard } from '../db/cards.ts';
import type { ChannelId } from '../domain/ids.ts';
import { fingerprint } from '../lib/hash.ts';
import type { Instant } from '../lib/time.ts';
import { type Ports, surfacesOf } from './ports.ts';

/** Shows a card on every surface; one that is down holds up no other, and is tried again by whoever called. */
export async function showCard(
  ports: Ports,
  channel: ChannelId,
  { card, at }: { card: Card; at: Instant },
): Promise<void> {
  const shown = await Promise.allSettled(
    (await surfacesOf(ports, channel)).map(async (surface) => {
      const place = { key: card.key, surface: surface.id, channel };
      const known = await readCard(ports.db, place);
      if (known?.fingerprint === fingerprint(card)) return;
      const ref = await surface.show(channel, card, known?.ref ?? null);
      await writeCard(ports.db, place, { card, ref, at });
    }),
  );
  for (const result of shown) if (result.status === 'rejected') throw result.reason;
}
