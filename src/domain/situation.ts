/** Everything that is known about a model at one moment. Cards are drawn from it and commands look at it; nobody stores it. */
import type { Instant } from '../lib/time.ts';
import type { Alert } from './alert.ts';
import type { Check } from './check.ts';
import type { OpenedCycle } from './cycle/state.ts';
import type { VersionId } from './ids.ts';
import type { Model } from './model.ts';
import type { Mute } from './model-stream.ts';
import type { Monitor } from './monitor.ts';
import type { Person } from './person.ts';
import type { Version } from './version.ts';

export interface Situation {
  now: Instant;
  model: Model;
  managedBy: 'file' | 'chat';
  /** In force now. */
  mutes: Mute[];
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

export interface Watched {
  monitor: Monitor;
  checks: Check[];
  /** World time of the next scheduled run. */
  nextAt: Instant | null;
}

/** What the model's registry says. */
export interface Registered {
  champion: VersionId | null;
  /** When Steward switched to it; null when it never did. */
  since: Instant | null;
  versions: Version[];
  challengers: VersionId[];
  /** A sentence when the registry did not answer; the rest is then the last known state. */
  problem: string | null;
}

export interface Episode {
  id: number;
  startedAt: Instant;
}
