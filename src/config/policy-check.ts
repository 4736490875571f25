// Whether policies name groups that are there, and enough people to answer what they ask.
import { mayDecide } from '../domain/ballot.ts';
import type { GroupId } from '../domain/ids.ts';
import type { Model, Rule } from '../domain/model.ts';
import type { PartialPolicy, SharedPolicy } from '../domain/shared-policy.ts';
import { sayAnd, sayOr } from '../words/list.ts';
import { t } from '../words/t.ts';
import type { Configuration, Group } from './configuration.ts';
import type { Path } from './yaml-file.ts';

export const livesElsewhere = ({ accounts }: Group): boolean => accounts !== undefined;

const listsIn = ({ retrain, promote, rollback, breakGlass }: PartialPolicy): [Path, GroupId[]][] =>
  (
    [
      [['retrain', 'groups'], retrain?.groups],
      [['retrain', 'except'], retrain?.except],
      [['promote', 'groups'], promote?.groups],
      [['promote', 'except'], promote?.except],
      [['rollback'], rollback],
      [['break_glass'], breakGlass],
    ] as [Path, GroupId[] | undefined][]
  ).flatMap(([at, groups]): [Path, GroupId[]][] => (groups === undefined ? [] : [[at, groups]]));

const itemsOf = (lists: [Path, GroupId[]][]): [Path, GroupId][] =>
  lists.flatMap(([at, groups]) => groups.map((group, index): [Path, GroupId] => [[...at, index], group]));

/** Where a policy names groups. */
export const namedGroups = (says: PartialPolicy): [Path, GroupId][] => itemsOf(listsIn(says));

/** Where a model names groups itself: what it has from its owners or from a shared policy is looked up there. */
export function groupsOf(model: Model, shared: readonly SharedPolicy[]): [Path, GroupId][] {
  const elsewhere = new Set([
    model.owners,
    ...shared.flatMap(({ says }) => listsIn(says).map(([, list]) => list)),
  ]);
  const own = listsIn(model.policy).filter(([, list]) => !elsewhere.has(list));
  return itemsOf([
    [['owners'], model.owners],
    ...own.map(([at, list]): [Path, GroupId[]] => [['policy', ...at], list]),
  ]);
}

/** Why nobody could ever answer a question, from what files say about people; null when somebody could. */
export function unanswerable(question: string, rule: Rule, { people, groups }: Configuration): string | null {
  // Members of a chat platform's own group are known when it answers, not when files are read.
  if (groups.some((group) => rule.groups.includes(group.id) && livesElsewhere(group))) return null;
  if (rule.quorum === 0 || rule.groups.some((id) => !groups.some((group) => group.id === id))) return null;
  const eligible = people.filter((person) => mayDecide(rule, person));
  // Whoever asks may be one of them, and is then not asked.
  const needed = rule.quorum + (rule.barRequester ? 1 : 0);
  if (eligible.length >= needed) return null;
  const said = {
    question,
    quorum: rule.quorum,
    groups: sayOr(rule.groups),
    names: sayAnd(eligible.map((person) => person.name)),
    n: eligible.length,
    more: needed - eligible.length,
  };
  if (rule.barRequester) {
    return eligible.length === 0
      ? t(
          'nobody could {question}: it needs {quorum} yes of {groups}, not counting whoever asks, and nobody is in there; add {more, plural, one {# more person} other {# more people}} to {groups}, or set bar_requester: false',
          said,
        )
      : t(
          'nobody could {question}: it needs {quorum} yes of {groups}, not counting whoever asks, and only {names} {n, plural, one {is in} other {are in}} there; add {more, plural, one {# more person} other {# more people}} to {groups}, or set bar_requester: false',
          said,
        );
  }
  return eligible.length === 0
    ? t(
        'nobody could {question}: it needs {quorum} yes of {groups}, and nobody is in there; add {more, plural, one {# more person} other {# more people}} to {groups}',
        said,
      )
    : t(
        'nobody could {question}: it needs {quorum} yes of {groups}, and only {names} {n, plural, one {is in} other {are in}} there; add {more, plural, one {# more person} other {# more people}} to {groups}',
        said,
      );
}
