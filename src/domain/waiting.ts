/** What people can be reminded of or asked for, by a name that a button carries, and who could see to it. */
import { mayStillVote, unsatisfiable } from './ballot.ts';
import { mayReview, type Review } from './break-glass.ts';
import type { OpenedCycle } from './cycle/state.ts';
import type { PersonId } from './ids.ts';
import { type Doing, isDoing, may } from './may.ts';
import type { Rule } from './model.ts';
import type { Person } from './person.ts';
import type { Situation } from './situation.ts';

export type Waiting =
  | { kind: 'question'; cycle: Asking }
  | { kind: 'review'; review: Review }
  | { kind: 'doing'; doing: Doing }
  /** A question that nobody could answer, so that it was not asked. */
  | { kind: 'rule'; asks: Asks; rule: Rule; why: string };

type Asking = Extract<OpenedCycle, { phase: 'proposed' | 'offered' }>;
type Asks = 'retrain' | 'promote';
type Known = Pick<Situation, 'model' | 'cycle' | 'reviews' | 'people'>;

/**
 * `R-4821` is a question or the review of one; `churn/roll_back` is what only some may do, and `churn/promote` what nobody
 * could approve. Null when nothing of that name waits. `by`: whoever asks others to see to it.
 */
export function waitingFor(
  { model, cycle, reviews, people }: Known,
  { about, by }: { about: string; by: PersonId | null },
): Waiting | null {
  const asking = cycle?.phase === 'proposed' || cycle?.phase === 'offered' ? cycle : null;
  if (asking?.ballot.id === about) return { kind: 'question', cycle: asking };
  const review = reviews.find(({ ballot }) => ballot === about);
  if (review) return { kind: 'review', review };
  const [id, what = ''] = about.split('/', 2);
  if (id !== model.id) return null;
  if (isDoing(what)) return { kind: 'doing', doing: what };
  if (what !== 'retrain' && what !== 'promote') return null;
  const rule = model.policy[what];
  const why = unsatisfiable(rule, people, by);
  return why === null ? null : { kind: 'rule', asks: what, rule, why };
}

/** Whether somebody could see to it, and has not yet. */
export function couldSeeTo({ model }: Pick<Situation, 'model'>, waiting: Waiting, person: Person): boolean {
  switch (waiting.kind) {
    case 'question':
      return mayStillVote(waiting.cycle.ballot, person);
    case 'review':
      return mayReview(waiting.review, model, person).ok;
    case 'doing':
      return may(waiting.doing, person, model).ok;
    case 'rule':
      return model.owners.some((group) => person.groups.includes(group));
  }
}
