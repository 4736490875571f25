/** Who may do what that is no ballot: ballots name their own voters. */
import { ok } from '../lib/result.ts';
import type { GroupId } from './ids.ts';
import type { Model } from './model.ts';
import type { Person } from './person.ts';
import { type Decided, no } from './rejection.ts';

const doings = {
  roll_back: 'Rolling back',
  cancel: 'Cancelling',
  settle: 'Saying what became of a run of',
  care: 'Working on the alerts of',
} as const;

export type Doing = keyof typeof doings;

/** Groups of which one is enough. Whoever may roll back alone may do so; the rest is for all who work on the model. */
export function groupsFor(doing: Doing, { owners, policy }: Pick<Model, 'owners' | 'policy'>): GroupId[] {
  if (doing === 'roll_back') return policy.rollback;
  return [...new Set([...owners, ...policy.retrain.groups, ...policy.promote.groups, ...policy.rollback])];
}

export function may(
  doing: Doing,
  person: Person,
  model: Pick<Model, 'id' | 'owners' | 'policy'>,
): Decided<null> {
  const groups = groupsFor(doing, model);
  if (groups.some((group) => person.groups.includes(group))) return ok(null);
  return no('not_allowed', { what: `${doings[doing]} ${model.id}`, groups: groups.join(' or ') });
}
