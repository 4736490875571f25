import type { z } from 'zod';
import type { BackendId, CycleId, ModelId, RunId, VersionId } from '../domain/ids.ts';
import type { Resolved, Version } from '../domain/version.ts';
import type { Instant, Window } from '../lib/time.ts';
import type { ReportRows, VersionRows } from './rows.ts';

export type { Resolved } from '../domain/version.ts';
export type { Report, ReportRows, VersionRows } from './rows.ts';

/**
 * A system that trains models, keeps their versions, watches them, or several of these. Members are capabilities: what a
 * backend lacks is absent, and no button exists for it. Everything throws `Fault`: `unauthorised` and `refused` (never),
 * `unreachable` and `rate_limited` (later), and for a start or an assignment whose answer was lost `no_answer` (unknown).
 */
export interface Backend {
  trainer?: Trainer;
  registry?: Registry;
  monitor?: Monitor;
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
  /** `models`: something changed about them, so their registry is looked at now. */
  | { outcome: 'taken' | 'again'; models?: ModelId[] }
  /** Not signed by the one whose secret we share, or too old: nothing was written. */
  | { outcome: 'unproven' }
  | { outcome: 'unusable'; reason: string };

export interface Trainer {
  /** The same key (`mo-<uuid>`) twice starts one run. It was written down before this is called. */
  start(request: TrainRequest, key: string): Promise<Started>;
  /** The run that was started under this key, or null when none is seen. Absent: it cannot be known. */
  find?(key: string): Promise<RunId | null>;
  /** How long after a start `find` may still miss it, in ms; a minute when absent. */
  findableAfterMs?: number;
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
  /** `run` is opaque: what `poll` needs to find it again, JSON where one name is not enough. */
  | { outcome: 'started'; run: RunId; link?: string }
  /** It certainly did not start. `later`: worth trying again by itself, after the time that it asked for. */
  | { outcome: 'refused'; reason: string; retry: 'never' }
  | { outcome: 'refused'; reason: string; retry: 'later'; afterMs?: number };

export type RunState =
  | { state: 'queued' | 'running' | 'cancelling'; progress?: number; step?: string; link?: string }
  /** Null: it named none; the registry is asked for the versions that carry its key. */
  | { state: 'succeeded'; version: Version | null; link?: string }
  | { state: 'failed'; reason: string; link?: string }
  | { state: 'cancelled' }
  /** A word that the adapter does not know, shown as it is; never success. */
  | { state: 'unknown'; raw: string };

export interface Registry {
  /** Oldest first. Those in `known` need not be described again; who has them at hand anyway leaves it out. */
  versions(model: ModelId, known?: readonly Version[]): Promise<Version[]>;
  roles(model: ModelId): Promise<Roles>;
  /**
   * Compare-and-set, read back. Already at `to` is success; neither `to` nor `expected` is a conflict. Sent again with the
   * same key after a lost answer, so it looks for what it asked before it asks. Absent: nobody can promote here.
   */
  assign?(change: RoleChange, key: string): Promise<Assigned>;
  /** What became of a pending assignment; it counts only once `roles` shows it. */
  operation?(operation: string): Promise<Operation>;
  /** How often it makes sense to look for what others changed, in ms; a minute when absent. */
  lookEveryMs?: number;
  /** How often a pending assignment is asked about, in ms; 10 s when absent. */
  pollEveryMs?: number;
  /** Records a version that was trained elsewhere, or marks the one that is there; the same version twice is one. */
  register?(model: ModelId, version: Version, role: 'champion' | 'challenger' | null): Promise<void>;
  /** The versions that this run left, known by the key that it was given, newest first. */
  produced?(model: ModelId, by: { run: RunId; key: string }): Promise<Version[]>;
  /** Whether what a version was made of can still be got. Absent: nobody can tell. */
  resolve?(model: ModelId, version: Version): Promise<Resolved>;
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
  /** It is being done there. */
  | { outcome: 'pending'; operation: string; link?: string }
  /** Somebody has to agree there first; without `operation`, only `roles` shows when they did. */
  | { outcome: 'needs_approval'; operation?: string; link?: string }
  | { outcome: 'refused'; reason: string };

export type Operation =
  | { state: 'pending'; waitsForApproval?: boolean; link?: string }
  | { state: 'done' }
  | { state: 'failed'; reason: string }
  | { state: 'unknown'; raw: string };

/** What a system measures by itself; `steward readings` shows it beside Steward's own monitors, never instead of them. */
export interface Monitor {
  /** Oldest first; none for a model that it does not watch. */
  readings(model: ModelId, window: Window): Promise<Reading[]>;
}

export interface Reading {
  /** The system's own name of it: `psi`, `accuracy`. */
  metric: string;
  /** Null: of the whole model. */
  column: string | null;
  value: number;
  n: number | null;
  /** When it was measured. */
  at: Instant;
  link?: string;
}

/** What a kind of backend may lack, in the order in which the table in the README has it. */
export const capabilities = [
  'trainer',
  'find',
  'cancel',
  'registry',
  'register',
  'produced',
  'champion',
  'challenger',
  'promote',
  'metrics',
  'resolve',
  'monitor',
  'hear',
] as const;
export type Capability = (typeof capabilities)[number];

/** The whole public shape of a backend adapter; one line in `index.ts` registers it. */
export interface BackendKind<Config = unknown> {
  /** Equals the file name. */
  id: string;
  /** The system as its makers call it. */
  title: string;
  config: z.ZodType<Config>;
  /**
   * What tells whether a start that nobody answered began: the system itself, which knows each key once; a search for
   * the key, after which nothing is sent again; or only a person.
   */
  unanswered?: 'key' | 'search' | 'person';
  /** What it cannot do, with the reason, `when` only some configurations can; contract suites skip by this. */
  lacks: Partial<Record<Capability, string>>;
  /** The same of one configuration alone, with what would add it. */
  lacksWith?(config: Config): Partial<Record<Capability, string>>;
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

export const defineBackend = <Config>(kind: BackendKind<Config>): BackendKind<Config> => kind;
