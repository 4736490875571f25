/** Everything that is known about a model at one moment. Cards are drawn from it and commands look at it; nobody stores it. */
import type { Instant } from '../lib/time.ts';
import type { Alert } from './alert.ts';
import type { Review } from './break-glass.ts';
import type { Check } from './check.ts';
import type { OpenedCycle } from './cycle/state.ts';
import type { VersionId } from './ids.ts';
import type { Model } from './model.ts';
import type { Mute } from './model-stream.ts';
import type { Monitor } from './monitor.ts';
import type { Person } from './person.ts';
import type { Resolved, Version } from './version.ts';

export interface Situation {
  now: Instant;
  model: Model;
  managedBy: 'file' | 'chat';
  /** In force now. */
  mutes: Mute[];
  /** Of what somebody decided alone, the oldest first. */
  reviews: Review[];
  registered: Registered;
  /** One per monitor that ever measured something. */
  alerts: Alert[];
  /** Every monitor in configured order with its newest checks, newest window first. */
  monitors: Watched[];
  /** What is open, or the newest that ended in this episode; a rollback under way goes before a forward cycle. */
  cycle: OpenedCycle | null;
  /** Null while all is quiet. */
  episode: Episode | null;
  people: Person[];
  groups: { id: string; title: string }[];
}

/** As much of it as a list needs where nothing is decided. */
export type Standing = Pick<Situation, 'model' | 'mutes' | 'alerts'>;

export interface Watched {
  monitor: Monitor;
  checks: Check[];
  /** World time of the next scheduled run. */
  nextAt: Instant | null;
}

/** What the model's registry said when it was last looked at. */
export interface Registered {
  champion: VersionId | null;
  /** Since when; null: longer than Steward knows. */
  since: Instant | null;
  /** The champion before, where somebody moved it outside Steward; null where Steward did, or nobody has. */
  outside: { from: VersionId | null; at: Instant } | null;
  /** In the registry's own order, oldest first. */
  versions: Version[];
  challengers: VersionId[];
  /** Whether what each version was made of can still be got, as far as it was looked for. */
  resolved: Record<VersionId, Resolved>;
  /** A sentence when the registry did not answer; the rest is then the last known state. */
  problem: string | null;
  /** When it answered last, by the clock on the wall; null: never. */
  answeredAt: Instant | null;
  /** What its registry and its trainer cannot do; no button offers it. */
  lacks: readonly Lacking[];
}

export type Lacking = 'promote' | 'cancel' | 'find';

export interface Episode {
  id: number;
  startedAt: Instant;
}
