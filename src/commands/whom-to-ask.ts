/** A question that nobody could answer is not asked; whoever wanted to ask it hears who can change that. */
import { unsatisfiable } from '../domain/ballot.ts';
import type { Rule } from '../domain/model.ts';
import type { Person } from '../domain/person.ts';
import { type Decided, no } from '../domain/rejection.ts';
import type { Situation } from '../domain/situation.ts';
import { ok } from '../lib/result.ts';

const mostNames = 3;

export function canBeAnswered(
  rule: Rule,
  by: Person,
  { model, people }: Pick<Situation, 'model' | 'people'>,
): Decided<null> {
  const why = unsatisfiable(rule, people, by.id);
  if (why === null) return ok(null);
  const owners = people.filter(({ groups }) => model.owners.some((group) => groups.includes(group)));
  const names = owners.slice(0, mostNames).map(({ name }) => name);
  const more = owners.length > mostNames ? [...names, 'others'] : names;
  const whom = more.length > 0 ? `${more.join(' or ')} (${model.owners.join(', ')})` : 'whoever runs Steward';
  return no('nobody_can_approve', {
    why,
    ask: `Ask ${whom} to add people to ${rule.groups.join(' or ')} or to change the policy of ${model.id}.`,
  });
}
