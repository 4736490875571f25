// Policies as YAML would say them.
import type { Model, Rule } from '../domain/model.ts';
import { type PartialPolicy, resolvePolicy, type SharedPolicy } from '../domain/shared-policy.ts';
import { automaticEntry } from './automatic.ts';
import type { Entry } from './model-entry.ts';
import { writeDuration } from './scalars.ts';

/** A setting as YAML calls it: `promote.barRequester` is `promote.bar_requester`, `watchMs` is `watch`. */
export const settingName = (setting: string): string =>
  setting.replace(/Ms$/, '').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const span = (ms: number | undefined) => (ms === undefined ? undefined : writeDuration(ms));

export const policyEntry = (policy: PartialPolicy): Entry => ({
  retrain: policy.retrain && ruleEntry(policy.retrain),
  promote: policy.promote && ruleEntry(policy.promote),
  rollback: policy.rollback,
  break_glass: policy.breakGlass,
  train: span(policy.trainMs),
  evaluate: span(policy.evaluateMs),
  holdout: span(policy.holdoutMs),
  watch: span(policy.watchMs),
  automatic: policy.automatic && automaticEntry(policy.automatic),
});

const ruleEntry = (rule: Partial<Rule>): Entry => ({
  quorum: rule.quorum,
  groups: rule.groups,
  except: rule.except,
  bar_requester: rule.barRequester,
  second_factor: rule.secondFactor,
  expires: span(rule.expiresMs),
});

export const sharedPolicyEntry = ({ models, tags, tier, says }: SharedPolicy): Entry => ({
  models,
  tags,
  tier,
  ...policyEntry(says),
});

/** What a model's policy says when the model itself says nothing. */
export const defaultPolicyEntry = (model: Model, shared: readonly SharedPolicy[]): Entry =>
  policyEntry(resolvePolicy(model, {}, shared));
