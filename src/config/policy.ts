// `policy:` of a model and the entries of `policies:` in YAML; what they leave out is said by `domain/shared-policy`.
import { z } from 'zod';
import type { GroupId, ModelId } from '../domain/ids.ts';
import type { Rule as DomainRule } from '../domain/model.ts';
import type { SharedPolicy as DomainSharedPolicy, PartialPolicy } from '../domain/shared-policy.ts';
import { Automatic } from './automatic.ts';
import { duration, entry, name, text, unique } from './scalars.ts';

const groups = unique(name<GroupId>()).min(1, 'must name at least one group');
const byTier = 'Default by tier: low 1, standard 1, high 2';

const rule = {
  groups: groups.optional().describe("Default: the model's owners"),
  except: unique(name<GroupId>())
    .optional()
    .describe('Whoever is in one of them may not vote, whatever else they are in'),
  bar_requester: z
    .boolean()
    .optional()
    .describe('Whoever asked may not say yes. Default: true, except for tier low'),
  second_factor: z
    .boolean()
    .optional()
    .describe('Each yes counts only after a one-time link. Default: true for tier high'),
  expires: duration().optional().describe('Default: 3d'),
};
const Retrain = entry({
  quorum: z
    .int()
    .min(0)
    .max(20)
    .optional()
    .describe(`How many must say yes; 0 retrains without asking. ${byTier}`),
  ...rule,
});
const Promote = entry({
  quorum: z.int().min(1).max(20).optional().describe(`How many must say yes. ${byTier}`),
  ...rule,
});

const settings = {
  retrain: Retrain.optional(),
  promote: Promote.optional(),
  rollback: groups.optional().describe("Any one of them rolls back alone. Default: the model's owners"),
  break_glass: groups
    .optional()
    .describe(
      'Any one of them may decide a question alone in an emergency; somebody else must review it. Default: nobody',
    ),
  train: duration().optional().describe('How long a run may train. Default: 6h'),
  evaluate: duration().optional().describe('How long an evaluation may wait for rows. Default: 2d'),
  holdout: duration().optional().describe('Newest rows kept from training for the comparison. Default: 14d'),
  automatic: Automatic.optional().describe('What happens without asking. Default: nothing'),
  watch: duration()
    .optional()
    .describe(
      'How long a new champion is watched. Where no column names the version, only windows that begin after the promotion count: watch for longer than one. Default: 24h',
    ),
};

const Settings = entry(settings);
type Written = z.output<typeof Settings>;

/** What was said, under the domain's names; what was not said is not there. */
const said = (written: Written): PartialPolicy =>
  present({
    retrain: written.retrain && ruleOf(written.retrain),
    promote: written.promote && ruleOf(written.promote),
    rollback: written.rollback,
    breakGlass: written.break_glass,
    trainMs: written.train,
    evaluateMs: written.evaluate,
    holdoutMs: written.holdout,
    watchMs: written.watch,
    automatic: written.automatic,
  });

const ruleOf = (part: z.output<typeof Retrain>): Partial<DomainRule> =>
  present({
    quorum: part.quorum,
    groups: part.groups,
    except: part.except,
    barRequester: part.bar_requester,
    secondFactor: part.second_factor,
    expiresMs: part.expires,
  });

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

const present = <T extends object>(members: T): Present<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;

export const Policy = Settings.transform(said);

/** One entry of `policies:`: whom it is for, and what it says. */
export const SharedPolicy = entry({
  id: name(),
  models: unique(name<ModelId>()).min(1, 'must name at least one model').optional().describe('Only these'),
  tags: unique(text(40))
    .min(1, 'must name at least one tag')
    .optional()
    .describe('Models that have all of them'),
  tier: z.enum(['low', 'standard', 'high']).optional().describe('Models of this tier'),
  ...settings,
}).transform(
  ({ id, models, tags, tier, ...written }): DomainSharedPolicy => ({
    id,
    ...present({ models, tags, tier }),
    says: said(written),
  }),
);
