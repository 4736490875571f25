import type { Card } from '../cards/card.ts';
import { readCard, writeCard } from '../db/cards.ts';
import { languageOf } from '../db/read.ts';
import type { ChannelId } from '../domain/ids.ts';
import { fingerprint } from '../lib/hash.ts';
import type { Instant } from '../lib/time.ts';
import type { Surface } from '../surfaces/contract.ts';
import { speaking } from '../words/language.ts';
import { type Ports, surfacesOf } from './ports.ts';

/** Draws a card in the channel's language and shows it on every surface; one that is down holds up no other, and is tried again by whoever called. */
export async function showCard(
  ports: Ports,
  channel: ChannelId,
  { draw, at }: { draw: () => Card; at: Instant },
): Promise<void> {
  const surfaces = await surfacesOf(ports, channel);
  const language = await languageOf(ports.db, channel);
  await speaking(language, () => showEverywhere(ports, { channel, surfaces, card: draw(), at }));
}

async function showEverywhere(
  ports: Ports,
  { channel, surfaces, card, at }: { channel: ChannelId; surfaces: Surface[]; card: Card; at: Instant },
): Promise<void> {
  const shown = await Promise.allSettled(
    surfaces.map(async (surface) => {
      const place = { key: card.key, surface: surface.id, channel };
      const known = await readCard(ports.db, place);
      if (known?.fingerprint === fingerprint(card)) return;
      const ref = await surface.show(channel, card, known?.ref ?? null);
      await writeCard(ports.db, place, { card, ref, at });
    }),
  );
  for (const result of shown) if (result.status === 'rejected') throw result.reason;
}
