/** Direct messages: to whoever asked, about a no; to who must review what was not asked. */
import type { Card } from '../cards/card.ts';
import { decisionCard } from '../cards/decision-card.ts';
import { waitingCard } from '../cards/waiting-card.ts';
import { languageOf } from '../db/read.ts';
import { readSituation } from '../db/situation.ts';
import { mayReview, type Review } from '../domain/break-glass.ts';
import type { Effect } from '../domain/effect.ts';
import type { Model } from '../domain/model.ts';
import type { Person } from '../domain/person.ts';
import type { Situation } from '../domain/situation.ts';
import { worldNow } from '../engine/clock.ts';
import type { Ran } from '../engine/outbox.ts';
import { speaking } from '../words/language.ts';
import type { Ports } from './ports.ts';
import { readRegistered } from './registered.ts';

type Due = Extract<Effect, { kind: 'tell_people' }>;

function cardAbout(s: Situation, about: Due['about'], review: Review | undefined): Card | null {
  if (about === 'decision') return decisionCard(s);
  return review ? waitingCard(s, { kind: 'review', review }, null) : null;
}

export async function tellPeople(ports: Ports, { cycle: id, model, about }: Due): Promise<Ran> {
  const { db } = ports;
  const now = await worldNow(db.sql);
  const s = await readSituation(db, model, { now, registered: await readRegistered(ports, model) });
  const cycle = s?.cycle;
  if (!s || !cycle || cycle.id !== id) return 'done';
  const { people } = s;
  const told: Person[] = [];
  if (about === 'decision' && cycle.phase === 'closed') {
    told.push(...people.filter((person) => person.id === cycle.openedBy));
  }
  // Both questions of a cycle may have been decided alone: the newest is the one that is told.
  const review = s.reviews.findLast(({ ballot }) => ballot.endsWith(`-${id}`));
  if (about === 'break_glass' && review) {
    told.push(...people.filter((person) => mayReview(review, s.model, person).ok));
  }
  const what = about === 'break_glass' && review ? review.ballot : cycle.phase;
  const draw = () => cardAbout(s, about, review);
  await tellEach(ports, told, { model: s.model, draw, key: `told:${id}:${about}:${what}` });
  return 'done';
}

/** @param message said in the language of the model's channel, where there is one; each person hears what has this key once. */
export async function tellEach(
  { db, surfaces, log }: Ports,
  people: Person[],
  message: { model: Pick<Model, 'channel'>; draw: () => Card | null; key: string },
): Promise<void> {
  const language = await languageOf(db, message.model.channel);
  const card = speaking(language, message.draw);
  if (card === null) return;
  for (const person of people) {
    const key = `${message.key}:${person.id}`;
    // Written down first: one message too few is better than one every time that something else goes wrong.
    const [first] = await db.sql`insert into remembered (key, value) values (${key}, 'true'::jsonb)
      on conflict (key) do nothing returning key`;
    if (!first) continue;
    for (const surface of surfaces) {
      await speaking(language, async () => surface.tell?.(person, card)).catch((thrown: unknown) => {
        log.warn({ err: thrown, surface: surface.id }, 'somebody could not be told directly');
      });
    }
  }
}
