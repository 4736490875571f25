// What no single entry can know: that references lead somewhere and that every question has enough people to answer it.
import type { Model, Rule } from '../domain/model.ts';
import { closest } from '../lib/closest.ts';
import type { Configuration, Group, Kinds } from './configuration.ts';
import { checkModel } from './model-check.ts';
import type { Path } from './yaml-file.ts';

/** A mistake of one entry, before anybody knows where that entry is written. */
export interface Finding {
  section: keyof Configuration;
  id: string;
  at: Path;
  message: string;
}

/** Ids of everything that was written, even where its entry has mistakes of its own: those are said once. */
export type Declared = Record<keyof Configuration, ReadonlySet<string>>;

export function crossCheck(configuration: Configuration, declared: Declared, kinds: Kinds): Finding[] {
  const { people, groups, models } = configuration;
  const found: Finding[] = [];
  for (const person of people) {
    for (const [index, group] of person.groups.entries()) {
      const message = missing('group', group, declared.groups);
      if (message) found.push({ section: 'people', id: person.id, at: ['groups', index], message });
    }
  }
  for (const group of groups) {
    if (livesElsewhere(group) || people.some((person) => person.groups.includes(group.id))) continue;
    const message = `nobody is in ${group.id}; add it to the groups of a person`;
    found.push({ section: 'groups', id: group.id, at: [], message });
  }
  // People with mistakes of their own are not counted, and then nobody knows whether there are enough.
  const peopleAreKnown =
    people.length === declared.people.size && found.every(({ section }) => section !== 'people');
  for (const model of models) {
    const add = (at: Path, message: string | null) => {
      if (message !== null) found.push({ section: 'models', id: model.id, at, message });
    };
    for (const [at, group] of groupsOf(model)) add(at, missing('group', group, declared.groups));
    add(['channel'], missing('channel', model.channel, declared.channels));
    add(['store'], missing('store', model.store, declared.stores));
    add(['registry'], missing('backend', model.registry, declared.backends));
    add(['registry'], lacking({ configuration, kinds }, model.registry, 'registry'));
    if (model.trainer !== undefined) {
      add(['trainer'], missing('backend', model.trainer, declared.backends));
      add(['trainer'], lacking({ configuration, kinds }, model.trainer, 'trainer'));
    }
    if (peopleAreKnown) {
      add(['policy', 'promote'], unsatisfiable('promote', model.policy.promote, configuration));
      if (model.trainer !== undefined) {
        add(['policy', 'retrain'], unsatisfiable('retrain', model.policy.retrain, configuration));
      }
    }
    for (const { at, message } of checkModel(model)) add(at, message);
  }
  return found;
}

const livesElsewhere = ({ accounts }: Group): boolean => accounts !== undefined;

function missing(noun: string, id: string, known: ReadonlySet<string>): string | null {
  if (known.has(id)) return null;
  const near = closest(id, [...known]);
  return `there is no ${noun} ${id}; ${near === null ? `add it under ${noun}s` : `did you mean ${near}?`}`;
}

function lacking(
  { configuration, kinds }: { configuration: Configuration; kinds: Kinds },
  id: string,
  member: 'registry' | 'trainer',
): string | null {
  const backend = configuration.backends.find((one) => one.id === id);
  const reason = kinds.backends.find((kind) => kind.id === backend?.kind)?.lacks[member];
  return reason === undefined ? null : `${id} (${backend?.kind}) is no ${member}: ${reason}`;
}

/** Where a model names groups. A rule without groups of its own has the owners, which are looked up once. */
function groupsOf(model: Model): [Path, string][] {
  const { retrain, promote, rollback } = model.policy;
  const lists: [Path, string[]][] = [
    [['owners'], model.owners],
    [['policy', 'retrain', 'groups'], retrain.groups],
    [['policy', 'promote', 'groups'], promote.groups],
    [['policy', 'rollback'], rollback],
  ];
  return lists
    .filter(([, groups], index) => index === 0 || groups !== model.owners)
    .flatMap(([at, groups]) => groups.map((group, index): [Path, string] => [[...at, index], group]));
}

function unsatisfiable(question: string, rule: Rule, { people, groups }: Configuration): string | null {
  // Members of a chat platform's own group are known when it answers, not when files are read.
  if (groups.some((group) => rule.groups.includes(group.id) && livesElsewhere(group))) return null;
  if (rule.quorum === 0 || rule.groups.some((id) => !groups.some((group) => group.id === id))) return null;
  const eligible = people.filter((person) => person.groups.some((group) => rule.groups.includes(group)));
  // Whoever asks may be one of them, and is then not asked.
  const needed = rule.quorum + (rule.barRequester ? 1 : 0);
  if (eligible.length >= needed) return null;
  const who =
    eligible.length === 0
      ? 'nobody is'
      : `only ${eligible.map((person) => person.name).join(' and ')} ${eligible.length === 1 ? 'is' : 'are'}`;
  const barred = rule.barRequester ? ', not counting whoever asks' : '';
  const more = needed - eligible.length;
  return `nobody could ${question}: it needs ${rule.quorum} yes of ${rule.groups.join(' or ')}${barred}, and ${who} in there; add ${more} more ${more === 1 ? 'person' : 'people'} to ${rule.groups.join(' or ')}${rule.barRequester ? ', or set bar_requester: false' : ''}`;
}
