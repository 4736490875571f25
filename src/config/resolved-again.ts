// Models that were registered in chat say nothing about policies themselves: what `policies:` say reaches them too.
import type { Model } from '../domain/model.ts';
import { resolvePolicy, type SharedPolicy } from '../domain/shared-policy.ts';
import { canonical } from '../lib/hash.ts';
import { type Configuration, sections } from './configuration.ts';
import { crossCheck } from './cross-check.ts';
import { kinds } from './kinds.ts';
import type { Current } from './plan.ts';

/** What files say, and what was applied before and is not removed. */
export const policiesAfter = (
  current: Current,
  wanted: Configuration,
  { prune }: { prune: boolean },
): SharedPolicy[] => [
  ...wanted.policies,
  ...(prune
    ? []
    : current.configuration.policies.filter(({ id }) => wanted.policies.every((one) => one.id !== id))),
];

/** Models of chat that no file takes over and whose policy these policies change, with the new one. */
export const resolvedAgain = (
  { configuration, fromChat }: Current,
  wanted: Configuration,
  policies: readonly SharedPolicy[],
): Model[] =>
  configuration.models.flatMap((model) => {
    const inChat = fromChat.some(({ section, id }) => section === 'models' && id === model.id);
    if (!inChat || wanted.models.some(({ id }) => id === model.id)) return [];
    const policy = resolvePolicy(model, {}, policies);
    return canonical(policy) === canonical(model.policy) ? [] : [{ ...model, policy }];
  });

/** Why one of these models could not live with its new policy, in a sentence without its stop; null when all can. */
export function whyNotAgain(models: Model[], whole: Configuration): string | null {
  const declared = Object.fromEntries(
    sections.map((section) => [section, new Set<string>(whole[section].map(({ id }) => id))]),
  ) as Record<keyof Configuration, Set<string>>;
  const ids = new Set<string>(models.map(({ id }) => id));
  const mistake = crossCheck({ ...whole, models }, declared, kinds).find(
    ({ section, id, at }) => section === 'models' && ids.has(id) && at[0] === 'policy',
  );
  return mistake
    ? `${mistake.id}, which was registered in chat, cannot follow these policies: ${mistake.message}`
    : null;
}
