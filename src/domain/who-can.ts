/** Who may do what with a model, by its policy and by who is known: the same question as `may` and ballots, asked about everybody. */
import { mayDecide, unsatisfiable } from './ballot.ts';
import type { GroupId } from './ids.ts';
import { type Doing, may, waysTo } from './may.ts';
import type { Model, Rule } from './model.ts';
import type { Person } from './person.ts';

/** What people ask about, in words of the command line. */
export const askedActions = ['retrain', 'promote', 'rollback', 'cancel', 'mute', 'breakglass'] as const;
export type AskedAction = (typeof askedActions)[number];

const doings: Partial<Record<AskedAction, Doing>> = {
  rollback: 'roll_back',
  cancel: 'cancel',
  mute: 'care',
  breakglass: 'break_glass',
};

export interface WhoCan {
  action: AskedAction;
  /** How many different people must say yes; whoever may act alone is 1. */
  quorum: number;
  groups: GroupId[];
  except: GroupId[];
  /** Whoever asks may not say yes. */
  barRequester: boolean;
  /** Each yes counts only by a one-time link. */
  secondFactor: boolean;
  /** For questions: how long one waits, in ms. */
  expiresMs: number | null;
  can: Person[];
  /** In a group that could, and in one that may not. */
  denied: Person[];
  /** Why too few are known for it, or null. */
  lacks: string | null;
}

export function whoCan(action: AskedAction, model: Model, people: Person[]): WhoCan {
  const doing = doings[action];
  const rule = doing ? null : model.policy[action as 'retrain' | 'promote'];
  const ways: Pick<Rule, 'groups' | 'except'>[] = rule ? [rule] : waysTo(doing!, model);
  const groups = [...new Set(ways.flatMap((way) => way.groups))];
  const can = people.filter((person) => (rule ? mayDecide(rule, person) : may(doing!, person, model).ok));
  const near = people.filter(
    (person) => !can.includes(person) && groups.some((group) => person.groups.includes(group)),
  );
  const lacks = rule ? unsatisfiable(rule, people, null) : can.length > 0 ? null : 'nobody is known there';
  return {
    action,
    quorum: rule?.quorum ?? 1,
    groups,
    except: [...new Set(ways.flatMap((way) => way.except ?? []))],
    barRequester: rule?.barRequester ?? false,
    secondFactor: rule?.secondFactor ?? false,
    expiresMs: rule?.expiresMs ?? null,
    can,
    denied: near,
    lacks,
  };
}
