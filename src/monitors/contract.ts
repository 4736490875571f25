import type { Finding } from '../domain/finding.ts';
import type { VersionId } from '../domain/ids.ts';
import type { Model } from '../domain/model.ts';
import type { Monitor } from '../domain/monitor.ts';
import type { Instant, Window } from '../lib/time.ts';
import type { Layout, Profile } from '../methods/summary.ts';
import type { Store } from '../stores/contract.ts';

/** How one kind of monitor turns a window of predictions into findings. It knows stores and methods, not our database. */
export interface MonitorKind<M extends Monitor> {
  kind: M['kind'];
  /**
   * Never throws for what the store or its rows lack: a missing column, an empty window or a store that is down is a
   * finding `not_enough_data` or `error` with one sentence in `note`. Throws only for bugs.
   */
  measure(input: Measure<M>): Promise<Measured>;
}

export interface Measure<M extends Monitor> {
  monitor: M;
  model: Pick<Model, 'task' | 'dataset'>;
  store: Store;
  window: Window;
  /** Performance and prediction findings use only rows of this version. */
  version: VersionId | null;
  /** World time of the check: later rows and labels do not exist yet. */
  now: Instant;
  /** What an earlier check froze for this model version and monitor; null the first time. */
  frozen: Frozen | null;
  signal?: AbortSignal;
}

export interface Measured {
  findings: Finding[];
  /** To keep for the next checks; null when there is nothing to freeze. */
  frozen: Frozen | null;
}

/** A reference, read once: how each column is counted and what the counts were. */
export interface Frozen {
  layouts: Layout[];
  profiles: Profile[];
  /** Profiles of reference chunks of the window's own length, per chunk in layout order, for the design effect. */
  chunks: Profile[][];
  extent: { rows: number; first: Instant | null; last: Instant | null };
}
