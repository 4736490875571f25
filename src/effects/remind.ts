/** Direct messages to those who could see to something and have not: because the clock says so, or somebody who may not asked. */
import { waitingCard } from '../cards/waiting-card.ts';
import { readSituation } from '../db/situation.ts';
import type { Effect } from '../domain/effect.ts';
import { couldSeeTo, waitingFor } from '../domain/waiting.ts';
import { worldNow } from '../engine/clock.ts';
import type { Ran } from '../engine/outbox.ts';
import type { Ports } from './ports.ts';
import { readRegistered } from './registered.ts';
import { tellEach } from './tell-people.ts';

type Due = Extract<Effect, { kind: 'remind' }>;

export async function remind(ports: Ports, { model, about, by, at }: Due): Promise<Ran> {
  const now = await worldNow(ports.db.sql);
  const s = await readSituation(ports.db, model, { now, registered: await readRegistered(ports, model) });
  const waiting = s && waitingFor(s, { about, by });
  // Somebody saw to it meanwhile.
  if (!s || !waiting) return 'done';
  const people = s.people.filter((person) => person.id !== by && couldSeeTo(s, waiting, person));
  const draw = () => waitingCard(s, waiting, by);
  await tellEach(ports, people, { model: s.model, draw, key: `told:${about}:${at}` });
  return 'done';
}
