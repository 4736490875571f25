// What `steward apply` would do, decided without touching anything.
import type { ModelId } from '../domain/ids.ts';
import type { BackendEntry, Configuration, Section, StoreEntry } from './configuration.ts';
import { sections } from './configuration.ts';
import { type Detail, differences } from './differences.ts';
import { type Entry, modelEntry } from './model-entry.ts';
import { sharedPolicyEntry } from './policy-entry.ts';
import { policiesAfter, resolvedAgain } from './resolved-again.ts';
import { writeDigest } from './team.ts';

/** What the database holds, and what stands in the way of changing it. */
export interface Current {
  configuration: Configuration;
  /** Entries that people made in chat; all others are managed by files. */
  fromChat: { section: Section; id: string }[];
  /** Open cycles by the name that people say: `C-101`. */
  openCycles: { model: ModelId; cycle: string }[];
}

export type Change =
  | { kind: 'add'; section: Section; id: string }
  /** `takeover`: it was made in chat and belongs to the file from now on; `details` may then be empty. */
  | { kind: 'change'; section: Section; id: string; details: Detail[]; takeover: boolean }
  /** `refused`: why it cannot go now, in a sentence; a plan with a refusal must not be applied. */
  | { kind: 'remove'; section: Section; id: string; refused: string | null };

/**
 * The changes that lead from what is to what the files want, in an order in which they can be made: additions before
 * what refers to them, removals after. Without `prune` nothing is removed; what was made in chat is never removed.
 */
export function plan(current: Current, wanted: Configuration, { prune }: { prune: boolean }): Change[] {
  const made: Change[] = [];
  let removed: Change[] = [];
  for (const section of sections) {
    const before = entriesById(current.configuration, section);
    const after = entriesById(wanted, section);
    const chat = new Set(current.fromChat.filter((one) => one.section === section).map((one) => one.id));
    for (const [id, entry] of after) {
      const old = before.get(id);
      if (!old) made.push({ kind: 'add', section, id });
      else {
        const details = differences(old, entry);
        const takeover = chat.has(id);
        if (details.length > 0 || takeover) made.push({ kind: 'change', section, id, details, takeover });
      }
    }
    if (section === 'models') {
      for (const model of resolvedAgain(current, wanted, policiesAfter(current, wanted, { prune }))) {
        const details = differences(before.get(model.id)!, modelEntry(model));
        if (details.length > 0)
          made.push({ kind: 'change', section, id: model.id, details, takeover: false });
      }
    }
    const gone = [...before.keys()].filter((id) => prune && !after.has(id) && !chat.has(id));
    const removals = gone.map((id): Change => {
      return { kind: 'remove', section, id, refused: reasonToKeep({ section, id }, current, wanted) };
    });
    removed = [...removals, ...removed];
  }
  return [...made, ...removed];
}

/** An open cycle needs its model; what was made in chat and stays needs what it refers to. */
function reasonToKeep(
  { section, id }: { section: Section; id: string },
  current: Current,
  wanted: Configuration,
): string | null {
  if (section === 'models') {
    const open = current.openCycles.find((one) => one.model === id);
    return open ? `${open.cycle} is open; finish or cancel it first` : null;
  }
  const stays = (kind: Section, one: { id: string }) =>
    current.fromChat.some((entry) => entry.section === kind && entry.id === one.id) &&
    !wanted[kind].some((entry) => entry.id === one.id);
  const model = current.configuration.models.find(
    (one) => stays('models', one) && uses(section, one).includes(id),
  );
  const person =
    section === 'groups'
      ? current.configuration.people.find(
          (one) => stays('people', one) && one.groups.some((group) => group === id),
        )
      : undefined;
  const user = model ?? person;
  return user ? `${user.id}, which was made in chat, needs it` : null;
}

type Model = Configuration['models'][number];

function uses(section: Section, model: Model): (string | undefined)[] {
  const { retrain, promote, rollback, breakGlass = [] } = model.policy;
  switch (section) {
    case 'stores':
      return [model.store];
    case 'backends':
      return [model.registry, model.trainer];
    case 'channels':
      return [model.channel];
    case 'groups':
      return [
        ...model.owners,
        ...retrain.groups,
        ...(retrain.except ?? []),
        ...promote.groups,
        ...(promote.except ?? []),
        ...rollback,
        ...breakGlass,
      ];
    default:
      return [];
  }
}

function entriesById(configuration: Configuration, section: Section): Map<string, Entry> {
  switch (section) {
    case 'models':
      return byId(configuration.models, modelEntry);
    case 'channels':
      return byId(configuration.channels, (channel) => ({
        title: channel.title,
        ...channel.places,
        digest: writeDigest(channel.digest),
        language: channel.language ?? 'en',
        posts_per_day: channel.postsPerDay,
      }));
    case 'policies':
      return byId(configuration.policies, sharedPolicyEntry);
    case 'people':
      return byId(configuration.people, ({ name, groups, accounts }) => ({ name, groups, ...accounts }));
    case 'groups':
      return byId(configuration.groups, ({ title, accounts }) => ({ title, ...accounts }));
    default:
      return byId<StoreEntry | BackendEntry>(configuration[section], ({ kind, config }) => ({
        kind,
        ...(config as Entry),
      }));
  }
}

const byId = <Item extends { id: string }>(
  items: readonly Item[],
  entry: (item: Item) => Entry,
): Map<string, Entry> => new Map(items.map((item) => [item.id, entry(item)]));
