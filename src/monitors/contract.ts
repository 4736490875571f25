import type { Finding } from '../domain/finding.ts';
import type { VersionId } from '../domain/ids.ts';
import type { Model } from '../domain/model.ts';
import type { Monitor } from '../domain/monitor.ts';
import type { Instant, Window } from '../lib/time.ts';
import type { ReferenceChunk } from '../methods/calibrated.ts';
import type { Layout, Profile } from '../methods/summary.ts';
import type { Call, Store } from '../stores/contract.ts';

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
  /** Where whole chunks of windows are kept between checks; without it every window is read anew. */
  shelf?: Shelf;
  window: Window;
  /** Performance and prediction findings use only rows of this version. */
  version: VersionId | null;
  /** World time of the check: later rows and labels do not exist yet. */
  now: Instant;
  /** Newest row that the version's training saw, where its lineage says so. */
  trainedUntil?: Instant | null;
  /** What an earlier check froze for this model version and monitor; null the first time. */
  frozen: Frozen | null;
  signal?: AbortSignal;
}

/** How a check asks its store: whatever comes or goes meanwhile, all its questions mean the same tables and files. */
export const callOf = ({ signal }: { signal?: AbortSignal }): Call => ({
  ...(signal && { signal }),
  found: new Map(),
});

export interface Measured {
  findings: Finding[];
  /** To keep for the next checks; null when there is nothing to freeze. */
  frozen: Frozen | null;
}

/** A reference, read once: how each column is counted and what the counts were. */
export interface Frozen {
  layouts: Layout[];
  profiles: Profile[];
  /** Parts of the reference of the window's own length, per part in layout order, for the design effect. */
  chunks: ReferenceChunk[][];
  extent: { rows: number; first: Instant | null; last: Instant | null };
}

/** Where profiles of whole chunks of time are kept between checks. */
export interface Shelf {
  /** Chunks of this length in the window, in any order, each with the layout that was asked for. */
  read(source: Source, layouts: Layout[], span: { window: Window; length: number }): Promise<Kept[]>;
  /** Keeps chunks in place of what was there; those of the source that end before `forgetBefore` are forgotten. */
  write(source: Source, kept: Kept[], options: { forgetBefore: Instant }): Promise<void>;
  /** Chunks whose stamp was found unchanged. */
  seen(source: Source, chunks: Pick<Kept, 'chunk' | 'stamp'>[], at: Instant): Promise<void>;
}

/** Which rows a profile counts, apart from its chunk. */
export interface Source {
  predictions: string;
  time: string;
  versionColumn: string | null;
  version: VersionId | null;
}

export interface Kept {
  layout: Layout;
  chunk: Window;
  /** What the store said about the chunk's rows before they were counted. */
  stamp: string;
  /** World time at which the stamp was last found unchanged. */
  seenAt: Instant;
  profile: Profile;
}
