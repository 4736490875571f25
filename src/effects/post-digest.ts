import { digestCard } from '../cards/digest-card.ts';
import { readCard } from '../db/cards.ts';
import { countHeld } from '../db/posts.ts';
import { modelsIn, readEvents, readRatings, readWorkspace } from '../db/read.ts';
import { readSituation } from '../db/situation.ts';
import { type Digest, digestOf } from '../domain/digest.ts';
import type { Effect } from '../domain/effect.ts';
import type { ChannelId } from '../domain/ids.ts';
import { seal } from '../engine/audit.ts';
import { worldNow } from '../engine/clock.ts';
import type { Ran } from '../engine/outbox.ts';
import { day, type Window } from '../lib/time.ts';
import { type Ports, surfacesOf } from './ports.ts';
import { readRegistered } from './registered.ts';
import { showCard } from './show-card.ts';

type Due = Extract<Effect, { kind: 'post_digest' }>;

/** Folds a period of a channel's models into its digest; `sealed` is the hash that is published with it. */
export async function readDigest(
  ports: Ports,
  { channel: id, period }: { channel: ChannelId; period: Window },
  sealed: { hash: string; events: number } | null,
): Promise<Digest> {
  const { db } = ports;
  const now = await worldNow(db.sql);
  const channel = (await readWorkspace(db)).channels.find((one) => one.id === id);
  const models = await modelsIn(db, id);
  const situations = await Promise.all(
    models.map(async ({ model }) =>
      readSituation(db, model.id, { now, registered: await readRegistered(ports, model.id) }),
    ),
  );
  const logs = await Promise.all(
    models.map(({ model }) =>
      readEvents(db, {
        model: model.id,
        since: period.from,
        until: period.to,
        decisions: true,
        most: 10_000,
      }),
    ),
  );
  return digestOf({
    period,
    channel: { id, title: channel?.title ?? id },
    situations: situations.filter((situation) => situation !== null),
    entries: logs.flat().toSorted((a, b) => a.position - b.position),
    heldBack: await countHeld(db, id, period),
    ratings: await readRatings(
      db,
      models.map(({ model }) => model.id),
      period.to - 90 * day,
    ),
    seal: sealed,
  });
}

/** Once per channel and period, with the seal of the log as it was then. */
export async function postDigest(ports: Ports, { channel, period }: Due): Promise<Ran> {
  const key = `digest-${channel}-${period.to}`;
  const known = await Promise.all(
    (await surfacesOf(ports, channel)).map(({ id }) => readCard(ports.db, { key, surface: id, channel })),
  );
  if (known.length > 0 && known.every((card) => card !== null)) return 'done';
  const { hash, events } = await seal(ports.db);
  const digest = await readDigest(ports, { channel, period }, { hash, events });
  const draw = () => ({ ...digestCard(digest), key });
  await showCard(ports, channel, { draw, at: await worldNow(ports.db.sql) });
  return 'done';
}
