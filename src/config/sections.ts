import { z } from 'zod';
import type { BackendId, StoreId } from '../domain/ids.ts';
import type { Kinds, Section } from './configuration.ts';
import { kindChoice, kindEntry } from './kind-entry.ts';
import { Model } from './model.ts';
import { SharedPolicy } from './policy.ts';
import { Channel, Group, Person } from './team.ts';

/** The schema of one entry of each list. */
export const entriesOf = (kinds: Kinds) =>
  ({
    people: Person,
    groups: Group,
    channels: Channel,
    stores: kindEntry<StoreId>(kinds.stores),
    backends: kindEntry<BackendId>(kinds.backends),
    policies: SharedPolicy,
    models: Model,
  }) satisfies Record<Section, z.ZodType>;

/** The JSON Schema of a file, for editors: `# yaml-language-server: $schema=…/steward.schema.json` as its first line. */
export function generateJsonSchema(kinds: Kinds): Record<string, unknown> {
  const entries = {
    ...entriesOf(kinds),
    stores: kindChoice(kinds.stores),
    backends: kindChoice(kinds.backends),
  };
  const lists = Object.entries(entries).map(([section, entry]) => [section, z.array(entry).nullish()]);
  const schema = z.toJSONSchema(z.strictObject(Object.fromEntries(lists)), {
    io: 'input',
    unrepresentable: 'any',
  });
  return { title: 'Steward configuration', ...schema };
}
