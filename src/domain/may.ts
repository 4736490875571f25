/** Who may do what that is no ballot: ballots name their own voters. */
import { ok } from '../lib/result.ts';
import { sayOr } from '../words/list.ts';
import { message, saidPlain } from '../words/t.ts';
import { deniedBy, mayDecide } from './ballot.ts';
import type { Model, Rule } from './model.ts';
import type { Person } from './person.ts';
import { type Decided, no } from './rejection.ts';

const doings = {
  roll_back: message('Rolling back {model}'),
  cancel: message('Cancelling {model}'),
  settle: message('Saying what became of a run of {model}'),
  care: message('Working on the alerts of {model}'),
  break_glass: message('Deciding alone about {model}'),
} as const;

export type Doing = keyof typeof doings;

export const isDoing = (text: string): text is Doing => Object.hasOwn(doings, text);

type Way = Pick<Rule, 'groups' | 'except'>;

/**
 * Ways of which one is enough. Whoever may not vote on promotions moves the champion in no other way, and whoever may not
 * vote on either question ends neither; alerts are for all who work on the model, owners before all.
 */
export function waysTo(doing: Doing, { owners, policy }: Pick<Model, 'owners' | 'policy'>): Way[] {
  const { retrain, promote, rollback } = policy;
  const back: Way = { groups: rollback, ...(promote.except && { except: promote.except }) };
  if (doing === 'roll_back') return [back];
  if (doing === 'break_glass') return [{ ...back, groups: policy.breakGlass ?? [] }];
  if (doing === 'care') return [{ groups: owners }, retrain, promote, back];
  const except = [...new Set([...(retrain.except ?? []), ...(promote.except ?? [])])];
  return [{ groups: [...new Set([...owners, ...retrain.groups, ...promote.groups, ...rollback])], except }];
}

export function may(
  doing: Doing,
  person: Person,
  model: Pick<Model, 'id' | 'owners' | 'policy'>,
): Decided<null> {
  const ways = waysTo(doing, model);
  if (ways.some((way) => mayDecide(way, person))) return ok(null);
  const what = saidPlain(doings[doing], { model: model.id });
  const groups = sayOr([...new Set(ways.flatMap((way) => way.groups))]);
  const except = ways.map((way) => deniedBy(way, person)).find((group) => group !== null);
  const ask = { whom: groups, about: `${model.id}/${doing}` };
  return except
    ? no('denied_group', { what, except, groups, ...ask })
    : no('not_allowed', { what, groups, ...ask });
}
