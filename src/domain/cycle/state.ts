/** One pass of retrain → evaluate → promote → watch, or only its later part; its phase holds exactly what that phase needs. */
import type { Instant, Window } from '../../lib/time.ts';
import { message } from '../../words/t.ts';
import type { Ballot, Vote } from '../ballot.ts';
import type { Evaluation } from '../evaluation.ts';
import type { CycleId, ModelId, PersonId, RunId, VersionId } from '../ids.ts';
import type { Policy } from '../model.ts';

export interface Opening {
  id: CycleId;
  model: ModelId;
  kind: 'retrain' | 'promotion' | 'rollback';
  openedBy: PersonId | null;
  openedAt: Instant;
  reason: string;
  /** The policy as it was when the cycle opened: a later edit does not change what people were asked. */
  policy: Policy;
}

/** What training is asked for; `evaluate` begins where training must end. */
export interface Request {
  trainBefore: Instant;
  evaluate: Window;
  champion: VersionId | null;
}

export type Phase =
  | { phase: 'proposed'; request: Request; ballot: Ballot; deadline: Instant }
  | { phase: 'submitting'; request: Request; votes: Vote[]; delayed: string | null; deadline: Instant }
  | { phase: 'unknown'; request: Request; votes: Vote[]; since: Instant; deadline: Instant }
  | { phase: 'training'; request: Request; votes: Vote[]; run: Run; deadline: Instant }
  | { phase: 'cancelling'; request: Request; run: Run; by: PersonId; deadline: Instant }
  | { phase: 'evaluating'; request: Request; challenger: Trained; waiting: string | null; deadline: Instant }
  | { phase: 'offered'; evaluation: Evaluation; ballot: Ballot; deadline: Instant }
  | { phase: 'promoting'; evaluation: Evaluation; votes: Vote[]; pending?: Pending; deadline: Instant }
  | {
      phase: 'watching';
      evaluation: Evaluation;
      votes: Vote[];
      promotedAt: Instant;
      regressed: string | null;
      deadline: Instant;
    }
  | { phase: 'reverting'; revert: Revert; pending?: Pending; deadline: Instant }
  | { phase: 'closed'; outcome: Outcome; revert: Revert | null; evaluation: Evaluation | null };

export interface Run {
  id: RunId;
  startedAt: Instant;
  link: string | null;
  progress: number | null;
  step: string | null;
}

export interface Trained {
  version: VersionId;
  trainedUntil: Instant;
}

export interface Revert {
  to: VersionId;
  from: VersionId;
  by: PersonId | null;
  at: Instant;
  reason: string | null;
}

/** A change of the champion that the registry took and has not done yet. */
export interface Pending {
  /** What it is asked by; null: only the champion itself shows when it is done. */
  operation: string | null;
  /** Somebody has to agree there first. */
  approval: boolean;
  /** The registry's own word for a state that nobody here knows. */
  word: string | null;
  link: string | null;
  since: Instant;
}

export interface Outcome {
  result: Ending;
  at: Instant;
  by: PersonId | null;
  why: string | null;
}

/** How a cycle can end, with the message for a card. */
export const endings = {
  held: message('held through its watch'),
  kept: message('kept, although it got worse while it was watched'),
  rolled_back: message('rolled back'),
  denied: message('denied'),
  cancelled: message('cancelled'),
  expired: message('expired'),
  refused: message('the trainer refused it'),
  not_started: message('it never started'),
  failed: message('training failed'),
  worse: message('the challenger is worse, so the champion stays'),
  not_comparable: message('champion and challenger could not be compared'),
  champion_changed: message('the champion changed meanwhile'),
  promoted_outside: message('the challenger was made champion outside Steward'),
  not_promoted: message('the registry refused the promotion'),
  superseded: message('superseded by a rollback'),
  stuck: message('the rollback could not be confirmed'),
} as const;
export type Ending = keyof typeof endings;

/** A cycle that was opened: all of them but the one that nobody began yet. */
export type OpenedCycle = Opening & Phase;
export type Cycle = OpenedCycle | { phase: 'none' };
export type PhaseName = Phase['phase'];
export type OpenPhase = Exclude<PhaseName, 'closed'>;
export type In<P extends PhaseName> = Opening & Extract<Phase, { phase: P }>;

/** The version that a cycle makes champion right now; null when it moves none. */
export function switchingTo(cycle: Cycle): VersionId | null {
  if (cycle.phase === 'promoting') return cycle.evaluation.challenger;
  return cycle.phase === 'reverting' ? cycle.revert.to : null;
}

/** What people call a cycle's request, its promotion and its rollback. */
export const retrainName = (id: CycleId): string => `R-${id}`;
export const promoteName = (id: CycleId): string => `P-${id}`;
export const rollbackName = (id: CycleId): string => `B-${id}`;
