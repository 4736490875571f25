/** Names what fails in a channel that had enough messages today: one message a day, edited in place. */
import { failingListCard } from '../cards/failing-list-card.ts';
import { listedModels } from '../db/posts.ts';
import { readWorkspace } from '../db/read.ts';
import { readStandings } from '../db/situation.ts';
import type { Effect } from '../domain/effect.ts';
import { worldNow } from '../engine/clock.ts';
import type { Ran } from '../engine/outbox.ts';
import type { Ports } from './ports.ts';
import { showCard } from './show-card.ts';

export async function listFailing(
  ports: Ports,
  { channel, day }: Extract<Effect, { kind: 'list_failing' }>,
): Promise<Ran> {
  const { db } = ports;
  const now = await worldNow(db.sql);
  const standings = await readStandings(db, await listedModels(db, channel, day), now);
  const title = (await readWorkspace(db)).channels.find(({ id }) => id === channel)?.title ?? channel;
  const draw = () => failingListCard({ channel: { id: channel, title }, day, standings });
  await showCard(ports, channel, { draw, at: now });
  return 'done';
}
