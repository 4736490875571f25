/** Names what fails in a channel that had enough messages today: one message a day, edited in place. */
import { failingListCard } from '../cards/failing-list-card.ts';
import { listedModels } from '../db/posts.ts';
import { readWorkspace } from '../db/read.ts';
import { readSituation } from '../db/situation.ts';
import type { Effect } from '../domain/effect.ts';
import { worldNow } from '../engine/clock.ts';
import type { Ran } from '../engine/outbox.ts';
import type { Ports } from './ports.ts';
import { readRegistered } from './registered.ts';
import { showCard } from './show-card.ts';

export async function listFailing(
  ports: Ports,
  { channel, day }: Extract<Effect, { kind: 'list_failing' }>,
): Promise<Ran> {
  const { db } = ports;
  const now = await worldNow(db.sql);
  const models = await listedModels(db, channel, day);
  const situations = [];
  for (const model of models) {
    const situation = await readSituation(db, model, { now, registered: await readRegistered(ports, model) });
    if (situation !== null) situations.push(situation);
  }
  const title = (await readWorkspace(db)).channels.find(({ id }) => id === channel)?.title ?? channel;
  const card = failingListCard({ channel: { id: channel, title }, day, situations });
  await showCard(ports, channel, { card, at: now });
  return 'done';
}
