import type { Automatic } from './automatic.ts';
import type { Dataset, Task } from './dataset.ts';
import type { BackendId, ChannelId, GroupId, ModelId, StoreId, VersionId } from './ids.ts';
import type { Metric, Monitor } from './monitor.ts';

/** A registered model as people configured it; its champion is read from the registry and never stored here as truth. */
export interface Model {
  id: ModelId;
  title: string;
  /** The problem it solves, in the owners' words. */
  problem?: string;
  adverseEffects?: string;
  owners: GroupId[];
  tags: string[];
  tier: 'low' | 'standard' | 'high';
  task: Task;
  channel: ChannelId;
  store: StoreId;
  dataset: Dataset;
  registry: BackendId;
  /** Absent: nobody can ask for retraining. */
  trainer?: BackendId;
  /** First champion where the registry is Steward's own. */
  initialVersion?: VersionId;
  keyMetric: Metric;
  monitors: Monitor[];
  policy: Policy;
}

export interface Policy {
  retrain: Rule;
  promote: Rule;
  /** Any one of these rolls back alone. */
  rollback: GroupId[];
  /** Any one of these may decide alone in an emergency, and owes a review. Absent: nobody. */
  breakGlass?: GroupId[];
  /** How long a run may train, in ms. */
  trainMs: number;
  /** How long an evaluation may wait for rows, in ms. */
  evaluateMs: number;
  /** Newest rows kept from training to compare champion and challenger on, in ms. */
  holdoutMs: number;
  /** How long a new champion is watched, in ms. */
  watchMs: number;
  /** What happens without asking. Absent: nothing. */
  automatic?: Automatic;
  /** The shared policies that spoke for this model, the widest first. */
  from?: string[];
}

export interface Rule {
  /** How many different people must say yes. */
  quorum: number;
  groups: GroupId[];
  /** Whoever asked may not say yes. */
  barRequester: boolean;
  expiresMs: number;
  /** Whoever is in one of these may not vote, whatever else they are in. */
  except?: GroupId[];
  /** Each yes counts only after a one-time link. */
  secondFactor?: boolean;
}
