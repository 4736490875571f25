/** Draws a model's one card from the state as it is now, and shows it wherever the model reports. */
import { episodeCard, episodeKey } from '../cards/episode-card.ts';
import { readCard } from '../db/cards.ts';
import { claimPost } from '../db/posts.ts';
import { readWorkspace } from '../db/read.ts';
import { beginEpisode, endEpisode, openEpisode, readSituation, wasEpisodeSince } from '../db/situation.ts';
import { heardAlerts } from '../domain/alert.ts';
import type { Effect } from '../domain/effect.ts';
import type { Situation } from '../domain/situation.ts';
import { usualPostsPerDay } from '../domain/workspace-stream.ts';
import { worldNow } from '../engine/clock.ts';
import { enqueue } from '../engine/enqueue.ts';
import type { Ran } from '../engine/outbox.ts';
import { type Ports, surfacesOf } from './ports.ts';
import { readRegistered } from './registered.ts';
import { showCard } from './show-card.ts';

type Due = Extract<Effect, { kind: 'refresh_card' }>;

export async function refreshCard(ports: Ports, { model, at }: Due): Promise<Ran> {
  const { db } = ports;
  const registered = await readRegistered(ports, model);
  const now = await worldNow(db.sql);
  let situation = await readSituation(db, model, { now, registered });
  if (situation === null) return 'done';
  if (situation.episode === null) {
    // What ended before anybody could be shown it (a request cancelled within the second) still gets its card, and so
    // does a champion that somebody moved elsewhere while all was quiet.
    const moved = await unshownMove(ports, situation);
    if (moved === null && !isOpen(situation) && !(await endedSince(ports, situation, at))) return 'done';
    await beginEpisode(db, model, Math.min(at, moved ?? at));
    situation = await readSituation(db, model, { now, registered });
    if (situation?.episode == null) return 'done';
  }
  const ended = !isOpen(situation);
  const key = episodeKey(situation);
  const { channel } = situation.model;
  const surfaces = await Promise.all(
    (await surfacesOf(ports, channel)).map(({ id: surface }) => readCard(db, { key, surface, channel })),
  );
  const isNew = surfaces.every((known) => known === null);
  const wish = { key, at: now };
  if (isNew && (isHeldBack(situation) || !(await getsItsOwn(ports, situation, wish)))) {
    if (ended) await endEpisode(db, situation.episode!, now);
    return 'done';
  }
  const known = situation;
  await showCard(ports, channel, { draw: () => episodeCard(known, ended), at: now });
  if (ended) await endEpisode(db, situation.episode!, now);
  return 'done';
}

/** Whether this episode gets a message of its own; on a day that is full, what fails is listed and the rest is held back. */
async function getsItsOwn(
  ports: Ports,
  { model, alerts, cycle, episode, registered }: Situation,
  card: { key: string; at: number },
): Promise<boolean> {
  const { db } = ports;
  const { id, channel } = model;
  const known = (await readWorkspace(db)).channels.find((one) => one.id === channel);
  const failing = alerts.some(({ phase, severity }) => phase !== 'quiet' && severity === 'failing');
  const moved = (registered.outside?.at ?? -1) >= (episode?.startedAt ?? 0);
  const need = cycle !== null || moved ? 'decision' : failing ? 'failing' : 'warning';
  const wish = { ...card, channel, model: id, need, budget: known?.postsPerDay ?? usualPostsPerDay } as const;
  const { now, before, day } = await claimPost(db, wish);
  if (now === 'listed' || before === 'listed') await enqueue(db.sql, { kind: 'list_failing', channel, day });
  return now === 'own';
}

/** A rollback that nobody could confirm stays open until a later one is, and what somebody decided alone until it was reviewed. */
const isOpen = ({ alerts, cycle, reviews }: Situation): boolean =>
  reviews.length > 0 ||
  alerts.some(({ phase }) => phase !== 'quiet') ||
  (cycle !== null && (cycle.phase !== 'closed' || cycle.outcome.result === 'stuck'));

/** When somebody moved the champion elsewhere, if no card has been there since to say so. */
async function unshownMove({ db }: Ports, { model, registered }: Situation): Promise<number | null> {
  const { outside } = registered;
  return outside === null || (await wasEpisodeSince(db, model.id, outside.at)) ? null : outside.at;
}

async function endedSince(ports: Ports, situation: Situation, at: number): Promise<boolean> {
  if (situation.cycle?.phase === 'closed' && situation.cycle.outcome.at >= at) {
    return (await openEpisode(ports.db, situation.model.id)) === null;
  }
  return false;
}

/** A mute holds back new cards of its alerts; Failing, approvals and rollbacks still come through. */
export function isHeldBack({ alerts, cycle, mutes }: Situation): boolean {
  if (cycle !== null && cycle.phase !== 'closed') return false;
  const open = alerts.filter(({ phase }) => phase !== 'quiet');
  const failing = open.some(({ severity }) => severity === 'failing');
  return open.length > 0 && !failing && heardAlerts({ alerts, mutes }).length === 0;
}
