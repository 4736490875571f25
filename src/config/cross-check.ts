// What no single entry can know: that references lead somewhere and that every question has enough people to answer it.

import type { Model } from '../domain/model.ts';
import { contradiction } from '../domain/shared-policy.ts';
import { closest } from '../lib/closest.ts';
import { t } from '../words/t.ts';
import type { Configuration, Kinds } from './configuration.ts';
import { checkModel } from './model-check.ts';
import { groupsOf, livesElsewhere, namedGroups, unanswerable } from './policy-check.ts';
import { settingName } from './policy-entry.ts';
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
  const { people, groups, policies, models } = configuration;
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
  for (const policy of policies) {
    const add = (at: Path, message: string | null) => {
      if (message !== null) found.push({ section: 'policies', id: policy.id, at, message });
    };
    for (const [at, group] of namedGroups(policy.says)) add(at, missing('group', group, declared.groups));
    for (const [index, id] of (policy.models ?? []).entries()) {
      add(['models', index], missing('model', id, declared.models));
    }
  }
  // People with mistakes of their own are not counted, and then nobody knows whether there are enough.
  const peopleAreKnown =
    people.length === declared.people.size && found.every(({ section }) => section !== 'people');
  for (const model of models) {
    const add = (at: Path, message: string | null) => {
      if (message !== null) found.push({ section: 'models', id: model.id, at, message });
    };
    const unclear = contradiction(model, policies);
    if (unclear !== null) {
      const [one, other] = unclear.policies;
      const setting = settingName(unclear.setting);
      const message = t(
        'the policies {one} and {other} are equally narrow and say different things about {setting}; name more tags, a tier or the model in one of them',
        { one, other, setting },
      );
      add(['policy'], message);
    }
    for (const [at, group] of groupsOf(model, policies)) add(at, missing('group', group, declared.groups));
    add(['channel'], missing('channel', model.channel, declared.channels));
    add(['store'], missing('store', model.store, declared.stores));
    add(['registry'], missing('backend', model.registry, declared.backends));
    add(['registry'], lacking({ configuration, kinds }, model.registry, 'registry'));
    if (model.trainer !== undefined) {
      add(['trainer'], missing('backend', model.trainer, declared.backends));
      add(['trainer'], lacking({ configuration, kinds }, model.trainer, 'trainer'));
    }
    add(...promotedByNobody({ configuration, kinds }, model));
    add(['policy', 'automatic', 'retrain'], trainedByNobody(configuration, model));
    if (peopleAreKnown) {
      add(['policy', 'promote'], unanswerable('promote', model.policy.promote, configuration));
      if (model.trainer !== undefined) {
        add(['policy', 'retrain'], unanswerable('retrain', model.policy.retrain, configuration));
      }
    }
    for (const { at, message } of checkModel(model)) add(at, message);
  }
  return found;
}

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
  const { name, lacks } = lacksOf({ configuration, kinds }, id);
  return lacks[member] === undefined ? null : `${name} is no ${member}: ${lacks[member]}`;
}

function lacksOf({ configuration, kinds }: { configuration: Configuration; kinds: Kinds }, id: string) {
  const backend = configuration.backends.find((one) => one.id === id);
  const kind = kinds.backends.find((one) => one.id === backend?.kind);
  // Settings with mistakes of their own are said where they are.
  const settings = kind?.config.safeParse(backend?.config);
  const own = settings?.success ? kind?.lacksWith?.(settings.data) : undefined;
  return { name: `${id} (${backend?.kind})`, lacks: { ...kind?.lacks, ...own } };
}

/** A model's own wish to be retrained by itself. A shared policy may be for models with and without a trainer. */
function trainedByNobody({ policies }: Configuration, { policy, trainer }: Model): string | null {
  const shared = policies.some(({ says }) => says.automatic === policy.automatic);
  if (trainer !== undefined || shared || !policy.automatic?.retrain) return null;
  return 'this retrains by itself, but nothing trains the model; name its trainer, or leave retrain out';
}

/** A policy that promotes by itself, in a registry that cannot be told its champion. */
function promotedByNobody(
  { configuration, kinds }: { configuration: Configuration; kinds: Kinds },
  { policy, registry }: Model,
): [Path, string | null] {
  const { name, lacks } = lacksOf({ configuration, kinds }, registry);
  if (!policy.automatic?.promote || lacks.promote === undefined) return [[], null];
  const shared = configuration.policies.find(({ says }) => says.automatic === policy.automatic);
  const whose = shared ? `the policy ${shared.id} promotes` : 'this promotes';
  const message = `${whose} by itself, but Steward cannot set the champion in ${name}: ${lacks.promote}; add that, or leave promote out of automatic for this model`;
  return [shared ? ['registry'] : ['policy', 'automatic', 'promote'], message];
}
