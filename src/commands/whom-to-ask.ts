/** A question that nobody could answer is not asked; whoever wanted to ask it hears who can change that. */
import { unsatisfiable } from '../domain/ballot.ts';
import type { Person } from '../domain/person.ts';
import { type Decided, no } from '../domain/rejection.ts';
import type { Situation } from '../domain/situation.ts';
import { ok } from '../lib/result.ts';
import { sayOr } from '../words/list.ts';
import { t } from '../words/t.ts';

const mostNames = 3;

export function canBeAnswered(
  question: 'retrain' | 'promote',
  by: Person,
  { model, people }: Pick<Situation, 'model' | 'people'>,
): Decided<null> {
  const rule = model.policy[question];
  const why = unsatisfiable(rule, people, by.id);
  if (why === null) return ok(null);
  const owners = people.filter(({ groups }) => model.owners.some((group) => groups.includes(group)));
  const first = owners.slice(0, mostNames).map(({ name }) => name);
  const names = sayOr(owners.length > mostNames ? [...first, t('others')] : first);
  const about = { groups: sayOr(rule.groups), model: model.id };
  const ask =
    owners.length > 0
      ? t('Ask {names} ({owners}) to add people to {groups} or to change the policy of {model}.', {
          ...about,
          names,
          owners: model.owners.join(t(', ')),
        })
      : t('Ask whoever runs Steward to add people to {groups} or to change the policy of {model}.', about);
  const others = owners.some(({ id }) => id !== by.id);
  const button = { whom: sayOr(model.owners), about: `${model.id}/${question}` };
  return no('nobody_can_approve', { why, ask, ...(others && button) });
}
