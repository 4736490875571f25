/** Policies that several models share: which of them speak for a model, and what is left to say by its tier. */
import { day, hour } from '../lib/time.ts';
import type { ModelId } from './ids.ts';
import type { Model, Policy, Rule } from './model.ts';

/** A policy of which anything may be left out: then a wider one says it, and at last the tier. */
export type PartialPolicy = Partial<Omit<Policy, 'retrain' | 'promote' | 'from'>> & {
  retrain?: Partial<Rule>;
  promote?: Partial<Rule>;
};

/** A policy for every model that it matches; conditions that are left out match all. */
export interface SharedPolicy {
  id: string;
  models?: ModelId[];
  /** A model must have all of them. */
  tags?: string[];
  tier?: Model['tier'];
  says: PartialPolicy;
}

/** What a rule says when no policy does: one person, one other person, two others who each confirm it by a one-time link. */
export const tierDefaults: Record<Model['tier'], Pick<Rule, 'quorum' | 'barRequester' | 'secondFactor'>> = {
  low: { quorum: 1, barRequester: false },
  standard: { quorum: 1, barRequester: true },
  high: { quorum: 2, barRequester: true, secondFactor: true },
};
export const policyDefaults = {
  expiresMs: 3 * day,
  trainMs: 6 * hour,
  evaluateMs: 2 * day,
  holdoutMs: 14 * day,
  watchMs: day,
};

type Named = Pick<Model, 'id' | 'owners' | 'tags' | 'tier'>;

const matches = ({ models, tags = [], tier }: SharedPolicy, model: Named): boolean =>
  (models === undefined || models.includes(model.id)) &&
  tags.every((tag) => model.tags.includes(tag)) &&
  (tier === undefined || tier === model.tier);

/** By model before by tags, more tags before fewer, with a tier before without. */
const narrowness = ({ models, tags = [], tier }: SharedPolicy): number =>
  (models === undefined ? 0 : 1000) + 2 * tags.length + (tier === undefined ? 0 : 1);

/** Those that speak for a model, the widest first: what comes later wins. */
export const policiesFor = (model: Named, shared: readonly SharedPolicy[]): SharedPolicy[] =>
  shared
    .filter((policy) => matches(policy, model))
    .toSorted((a, b) => narrowness(a) - narrowness(b) || (a.id < b.id ? -1 : 1));

/** The model's own words, then shared policies from narrow to wide, then its tier; its owners where no group is named. */
export function resolvePolicy(model: Named, own: PartialPolicy, shared: readonly SharedPolicy[]): Policy {
  const { tier, owners } = model;
  const speaking = policiesFor(model, shared);
  const said = [...speaking.map(({ says }) => says), own].reduce(over, {});
  const rule = { ...tierDefaults[tier], groups: owners, expiresMs: policyDefaults.expiresMs };
  const { expiresMs: _, ...times } = policyDefaults;
  return {
    rollback: owners,
    ...times,
    ...said,
    retrain: { ...rule, ...said.retrain },
    promote: { ...rule, ...said.promote },
    ...(speaking.length > 0 && { from: speaking.map(({ id }) => id) }),
  };
}

const over = (wide: PartialPolicy, narrow: PartialPolicy): PartialPolicy => ({
  ...wide,
  ...narrow,
  retrain: { ...wide.retrain, ...narrow.retrain },
  promote: { ...wide.promote, ...narrow.promote },
});

/** Two policies that are equally narrow and say different things about one setting; null when there are none. */
export function contradiction(
  model: Named,
  shared: readonly SharedPolicy[],
): { policies: [string, string]; setting: string } | null {
  const speaking = policiesFor(model, shared);
  for (const [index, one] of speaking.entries()) {
    for (const other of speaking.slice(index + 1)) {
      if (narrowness(one) !== narrowness(other)) continue;
      const [said, against] = [settingsOf(one.says), settingsOf(other.says)];
      const setting = [...said.keys()].find((key) => against.has(key) && against.get(key) !== said.get(key));
      if (setting !== undefined) return { policies: [one.id, other.id], setting };
    }
  }
  return null;
}

/** Every setting that is said, by its path. */
function settingsOf(says: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(says).flatMap(([key, value]): [string, string][] =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? [...settingsOf(value, `${path}${key}.`)]
        : value === undefined
          ? []
          : [[`${path}${key}`, JSON.stringify(value)]],
    ),
  );
}
