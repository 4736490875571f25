import type { z } from 'zod';
import type { BackendId, CycleId, ModelId, RunId, VersionId } from '../domain/ids.ts';
import type { Version } from '../domain/version.ts';
import type { Instant, Window } from '../lib/time.ts';

/**
 * A system that trains models, keeps their versions, or both. Members are capabilities: what a backend lacks is absent.
 * Everything throws `Fault`: `unauthorised` and `refused` (never), `unreachable` and `rate_limited` (later), and for a
 * start or an assignment whose answer was lost `no_answer` (unknown).
 */
export interface Backend {
  trainer?: Trainer;
  registry?: Registry;
  /** Takes what the system says by itself, and answers it; the sender is proven by the adapter. */
  hear?(delivery: Delivery): Promise<Heard>;
  /** One line for `doctor`: proves that the backend can be used, changes nothing. */
  probe(): Promise<string>;
  close(): Promise<void>;
}

/** A request to `/hooks/<backend>`, as it came. */
export interface Delivery {
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
}

export type Heard =
  | { outcome: 'taken' | 'again' }
  /** Not signed by the one whose secret we share, or too old: nothing was written. */
  | { outcome: 'unproven' }
  | { outcome: 'unusable'; reason: string };

export interface Trainer {
  /** The same key twice starts one run. */
  start(request: TrainRequest, key: string): Promise<Started>;
  /** The run that was started under this key, or null when it certainly was not. Absent: it cannot be known. */
  find?(key: string): Promise<RunId | null>;
  /** Fault `not_found` (never) for a run that it does not know. Final states stay final. */
  poll(run: RunId): Promise<RunState>;
  /** Asks for the end; the run is over when `poll` says so. */
  cancel?(run: RunId): Promise<void>;
  /** How often polling makes sense, in ms. */
  pollEveryMs: number;
}

export interface TrainRequest {
  model: ModelId;
  cycle: CycleId;
  reason: string;
  champion: VersionId | null;
  /** Training may use rows before this instant only. */
  trainBefore: Instant;
  /** Rows to predict for the comparison; begins at or after `trainBefore`. */
  evaluate: Window;
}

export type Started =
  | { outcome: 'started'; run: RunId; link?: string }
  /** It certainly did not start. `later`: worth trying again by itself, after the time that it asked for. */
  | { outcome: 'refused'; reason: string; retry: 'never' }
  | { outcome: 'refused'; reason: string; retry: 'later'; afterMs?: number };

export type RunState =
  | { state: 'queued' | 'running' | 'cancelling'; progress?: number; step?: string; link?: string }
  | { state: 'succeeded'; version: Version | null; link?: string }
  | { state: 'failed'; reason: string; link?: string }
  | { state: 'cancelled' }
  /** A word that the adapter does not know, shown as it is; never success. */
  | { state: 'unknown'; raw: string };

export interface Registry {
  versions(model: ModelId): Promise<Version[]>;
  roles(model: ModelId): Promise<Roles>;
  /** Compare-and-set. Already at `to` is success; neither `to` nor `expected` is a conflict. */
  assign(change: RoleChange, key: string): Promise<Assigned>;
  /** Records a version that was trained elsewhere; the same version twice is one. */
  register?(model: ModelId, version: Version, role: 'champion' | 'challenger' | null): Promise<void>;
}

export interface Roles {
  champion: VersionId | null;
  challengers: VersionId[];
}

export interface RoleChange {
  model: ModelId;
  role: 'champion';
  to: VersionId;
  expected: VersionId | null;
}

export type Assigned =
  | { outcome: 'done' }
  | { outcome: 'conflict'; actual: VersionId | null }
  | { outcome: 'pending'; operation: string }
  | { outcome: 'refused'; reason: string };

/** The whole public shape of a backend adapter; one line in `index.ts` registers it. */
export interface BackendKind<Config = unknown> {
  /** Equals the file name. */
  id: string;
  config: z.ZodType<Config>;
  /** What it cannot do, with the reason; contract suites skip by this. */
  lacks: Partial<Record<'trainer' | 'registry' | 'find' | 'cancel' | 'register', string>>;
  open(config: Config, options: OpenBackend): Promise<Backend>;
}

export interface OpenBackend {
  id: BackendId;
  /** Folder for files of local runs. */
  workFolder: string;
  /** Variables of this process, for those that a configuration names. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Where Steward's own registry keeps its rows. */
  versions: VersionRows;
  /** Where it keeps what was said about its runs. */
  reports: ReportRows;
  /** The secret behind `env:NAME` or `file:PATH`; throws Fault `secret_missing` (never). */
  secret(reference: string): Promise<string>;
}

/** Rows of the built-in registry; the database implements it, tests may keep them in memory. */
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
  /** `asked` and `begun` are written by the adapter around a start; `told` and `ended` are the trainer's words. */
  kind: 'asked' | 'begun' | 'told' | 'ended';
  /** The key of `asked`, the delivery's id of `told`, else the run. */
  id: string;
  run: RunId | null;
  key: string | null;
  body: unknown;
}

export const defineBackend = <Config>(kind: BackendKind<Config>): BackendKind<Config> => kind;
