/** Direct messages: to whoever asked, about a no; to who may still answer a question, or must review what was not asked. */
import type { Card } from '../cards/card.ts';
import { decisionCard, reminderCard } from '../cards/direct-cards.ts';
import { reviewCard } from '../cards/reviews.ts';
import { readTeam } from '../db/accounts.ts';
import { languageOf } from '../db/read.ts';
import { readSituation } from '../db/situation.ts';
import { mayDecide } from '../domain/ballot.ts';
import { mayReview, type Review } from '../domain/break-glass.ts';
import type { Effect } from '../domain/effect.ts';
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
  if (about === 'reminder') return reminderCard(s);
  return review ? reviewCard(s, review) : null;
}

export async function tellPeople(ports: Ports, { cycle: id, model, about, nth }: Due): Promise<Ran> {
  const { db, surfaces, log } = ports;
  const now = await worldNow(db.sql);
  const s = await readSituation(db, model, { now, registered: await readRegistered(ports, model) });
  const cycle = s?.cycle;
  if (!s || !cycle || cycle.id !== id) return 'done';
  const { people } = await readTeam(db);
  const told: Person[] = [];
  if (about === 'decision' && cycle.phase === 'closed') {
    told.push(...people.filter((person) => person.id === cycle.openedBy));
  }
  if (about === 'reminder' && 'ballot' in cycle) {
    const { ballot } = cycle;
    const { barred, votes } = ballot;
    const free = (person: Person) => !barred.includes(person.id) && !votes.some(({ by }) => by === person.id);
    told.push(...people.filter((person) => free(person) && mayDecide(ballot, person)));
  }
  // Both questions of a cycle may have been decided alone: the newest is the one that is told.
  const review = s.reviews.findLast(({ ballot }) => ballot.endsWith(`-${id}`));
  if (about === 'break_glass' && review) {
    told.push(...people.filter((person) => mayReview(review, s.model, person).ok));
  }
  const language = await languageOf(db, s.model.channel);
  const card = speaking(language, () => cardAbout(s, about, review));
  if (card === null) return 'done';
  for (const person of told) {
    const what = about === 'break_glass' && review ? review.ballot : cycle.phase;
    const key = `told:${id}:${about}:${what}${nth ? `:${nth}` : ''}:${person.id}`;
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
  return 'done';
}
