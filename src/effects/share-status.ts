import { statusCard } from '../cards/status-card.ts';
import { readSituation } from '../db/situation.ts';
import type { Effect } from '../domain/effect.ts';
import { worldNow } from '../engine/clock.ts';
import type { Ran } from '../engine/outbox.ts';
import { t } from '../words/t.ts';
import type { Ports } from './ports.ts';
import { readRegistered } from './registered.ts';
import { showCard } from './show-card.ts';

type Due = Extract<Effect, { kind: 'share_status' }>;

/** What one person was shown, for everybody in the channel. Its buttons stay with the model's own card. */
export async function shareStatus(ports: Ports, { model, channel, by, cause }: Due): Promise<Ran> {
  const now = await worldNow(ports.db.sql);
  const registered = await readRegistered(ports, model);
  const situation = await readSituation(ports.db, model, { now, registered });
  if (situation === null) return 'done';
  const draw = () => {
    const status = statusCard(situation);
    const shared = { kind: 'text' as const, line: [t('Shared by {name}.', { name: by })] };
    return { ...status, key: `shared-${cause}`, blocks: [...status.blocks, shared], actions: [] };
  };
  await showCard(ports, channel, { draw, at: now });
  return 'done';
}
