// A model in YAML: short, with a default for everything that has a sensible one.
import { z } from 'zod';
import type { Task } from '../domain/dataset.ts';
import type { BackendId, ChannelId, GroupId, ModelId, StoreId, VersionId } from '../domain/ids.ts';
import type { Model as DomainModel } from '../domain/model.ts';
import type { Metric } from '../domain/monitor.ts';
import { type PartialPolicy, resolvePolicy, type SharedPolicy } from '../domain/shared-policy.ts';
import { Data } from './dataset.ts';
import { Monitors, metrics } from './monitors.ts';
import { Policy } from './policy.ts';
import { entry, name, text, unique } from './scalars.ts';

export const builtin = 'builtin' as BackendId;

/** The metric that champion and challenger are compared by when none is named. */
export const defaultKeyMetric = (task: Task, hasScore: boolean): Metric =>
  task === 'regression' ? 'mae' : hasScore ? 'auroc' : 'accuracy';

const version = z
  .string({
    // 1.10 would arrive as 1.1: another version.
    error: (issue) =>
      typeof issue.input === 'number' ? 'must be text; put the version in quotes' : undefined,
  })
  .min(1, 'must not be empty')
  .max(200);

/** A model as one entry says it: what its policy leaves out is said by `policies:`, which may be in another file. */
export type WrittenModel = Omit<DomainModel, 'policy'> & { policy: PartialPolicy };

export const withPolicy = (written: WrittenModel, shared: readonly SharedPolicy[]): DomainModel => ({
  ...written,
  policy: resolvePolicy(written, written.policy, shared),
});

export const Model = entry({
  id: name<ModelId>(),
  title: text(120).optional().describe('Default: the id'),
  problem: text(2000).optional().describe("The problem it solves, in the owners' words"),
  adverse_effects: text(2000).optional().describe('What could go wrong for whom'),
  task: z.enum(['regression', 'binary']),
  owners: unique(name<GroupId>()).min(1, 'must name at least one group'),
  tags: unique(text(40)).default([]),
  tier: z.enum(['low', 'standard', 'high']).default('standard').describe('Sets the defaults of the policy'),
  channel: name<ChannelId>().describe('Where it reports'),
  store: name<StoreId>().describe('Where its predictions lie'),
  data: Data,
  registry: name<BackendId>()
    .optional()
    .describe("The backend that keeps its versions. Default: Steward's own, builtin"),
  trainer: name<BackendId>().optional().describe('Default: nobody can ask for retraining'),
  initial_version: version.optional().describe("First champion in Steward's own registry"),
  key_metric: z.enum(metrics).optional().describe('Default: mae, auroc with a score, else accuracy'),
  policy: Policy.optional(),
  monitors: Monitors.default([]),
}).transform((written): WrittenModel => {
  const { problem, trainer } = written;
  return {
    id: written.id,
    title: written.title ?? written.id,
    ...(problem === undefined ? {} : { problem }),
    ...(written.adverse_effects === undefined ? {} : { adverseEffects: written.adverse_effects }),
    owners: written.owners,
    tags: written.tags,
    tier: written.tier,
    task: written.task,
    channel: written.channel,
    store: written.store,
    dataset: written.data,
    registry: written.registry ?? builtin,
    ...(trainer === undefined ? {} : { trainer }),
    ...(written.initial_version === undefined
      ? {}
      : { initialVersion: written.initial_version as VersionId }),
    keyMetric: written.key_metric ?? defaultKeyMetric(written.task, written.data.score !== undefined),
    monitors: written.monitors,
    policy: written.policy ?? {},
  };
});
