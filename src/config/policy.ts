// `policy:` of a model in YAML, with defaults by tier.
import { z } from 'zod';
import type { GroupId } from '../domain/ids.ts';
import type { Policy as DomainPolicy, Rule as DomainRule, Model } from '../domain/model.ts';
import { day, hour } from '../lib/time.ts';
import { duration, entry, name, unique } from './scalars.ts';

/** What a policy means when its YAML does not say otherwise. */
export const tierDefaults: Record<Model['tier'], { quorum: number; barRequester: boolean }> = {
  low: { quorum: 1, barRequester: false },
  standard: { quorum: 1, barRequester: true },
  high: { quorum: 2, barRequester: true },
};
export const policyDefaults = {
  expiresMs: 3 * day,
  trainMs: 6 * hour,
  evaluateMs: 2 * day,
  holdoutMs: 14 * day,
  watchMs: day,
};

const groups = unique(name<GroupId>()).min(1, 'must name at least one group');
const byTier = 'Default by tier: low 1, standard 1, high 2';

const Rule = (fewest: number, quorum: string) =>
  entry({
    quorum: z.int().min(fewest).max(20).optional().describe(`${quorum}${byTier}`),
    groups: groups.optional().describe("Default: the model's owners"),
    bar_requester: z
      .boolean()
      .optional()
      .describe('Whoever asked may not vote. Default: yes, except for tier low'),
    expires: duration().optional().describe('Default: 3d'),
  });

export const Policy = entry({
  retrain: Rule(0, 'How many must say yes; 0 retrains without asking. ').optional(),
  promote: Rule(1, 'How many must say yes. ').optional(),
  rollback: groups.optional().describe("Any one of them rolls back alone. Default: the model's owners"),
  train: duration().optional().describe('How long a run may train. Default: 6h'),
  evaluate: duration().optional().describe('How long an evaluation may wait for rows. Default: 2d'),
  holdout: duration().optional().describe('Newest rows kept from training for the comparison. Default: 14d'),
  watch: duration().optional().describe('How long a new champion is watched. Default: 24h'),
});

/** A policy with the defaults of its tier; the owners decide where no group is named. */
export function fillPolicy(
  written: z.output<typeof Policy>,
  tier: Model['tier'],
  owners: GroupId[],
): DomainPolicy {
  const rule = (part: z.output<ReturnType<typeof Rule>> = {}): DomainRule => ({
    quorum: part.quorum ?? tierDefaults[tier].quorum,
    groups: part.groups ?? owners,
    barRequester: part.bar_requester ?? tierDefaults[tier].barRequester,
    expiresMs: part.expires ?? policyDefaults.expiresMs,
  });
  return {
    retrain: rule(written.retrain),
    promote: rule(written.promote),
    rollback: written.rollback ?? owners,
    trainMs: written.train ?? policyDefaults.trainMs,
    evaluateMs: written.evaluate ?? policyDefaults.evaluateMs,
    holdoutMs: written.holdout ?? policyDefaults.holdoutMs,
    watchMs: written.watch ?? policyDefaults.watchMs,
  };
}
