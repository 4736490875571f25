/** What adapters may keep in Steward's own database; `db` implements it, tests may keep it in memory. */
import type { ModelId, RunId, VersionId } from '../domain/ids.ts';
import type { Version } from '../domain/version.ts';
import type { RoleChange, Roles } from './contract.ts';

/** Rows of the built-in registry. */
export interface VersionRows {
  list(model: ModelId): Promise<Version[]>;
  roles(model: ModelId): Promise<Roles>;
  add(model: ModelId, version: Version, role: 'champion' | 'challenger' | null): Promise<void>;
  /** Atomically: champion becomes `to` only if it is `expected` or `to`; answers the champion that it found. */
  swap(change: RoleChange): Promise<VersionId | null>;
}

/** What was said about the runs of one backend; nothing is ever changed. */
export interface ReportRows {
  /** False when there is one of this kind and id already; then nothing is written. */
  add(report: Report): Promise<boolean>;
  /** Of this run, or of the key under which it began; oldest first, the newest 50 of each kind. */
  aboutRun(run: RunId): Promise<Report[]>;
  aboutKey(key: string): Promise<Report[]>;
}

export interface Report {
  /** `asked`, `begun` and `refused` are written by the adapter around a start; `told` and `ended` are the system's words. */
  kind: 'asked' | 'begun' | 'refused' | 'told' | 'ended';
  /** The key of `asked`, the delivery's id of `told`, else the run: what is there is not said again. */
  id: string;
  run: RunId | null;
  key: string | null;
  body: unknown;
}
