/** Everything a cycle can be told, and everything that can have happened to one. */
import type { Instant } from '../../lib/time.ts';
import type { Ballot, Confirmation, Vote, Voter } from '../ballot.ts';
import type { Evaluation } from '../evaluation.ts';
import type { CycleId, ModelId, PersonId, RunId, VersionId } from '../ids.ts';
import type { Policy } from '../model.ts';
import type { Link } from '../person-link.ts';
import type { Opening, Outcome, Pending, Request, Revert, Trained } from './state.ts';

interface Open {
  id: CycleId;
  model: ModelId;
  by: PersonId | null;
  reason: string;
  policy: Policy;
}

export type CycleCommand =
  | ({ type: 'propose_retrain'; request: Request } & Open)
  | ({ type: 'propose_promotion'; evaluation: Evaluation } & Open)
  | ({ type: 'open_rollback'; to: VersionId; from: VersionId } & Open)
  /** `proof`: the hash of the secret in a one-time link. */
  | { type: 'vote'; by: Voter; choice: 'yes' | 'no'; subject: string; reason?: string; proof?: string }
  | { type: 'break_glass'; by: Voter; subject: string; reason: string }
  | { type: 'begin_vote'; by: Voter; subject: string; hash: string }
  | { type: 'cancel'; by: PersonId; reason?: string }
  | { type: 'expire'; deadline: Instant }
  | { type: 'delayed'; reason: string }
  | { type: 'started'; run: RunId; link?: string }
  | { type: 'start_refused'; reason: string }
  | { type: 'start_unanswered' }
  | { type: 'found'; run: RunId }
  | { type: 'absent'; reason: string }
  | { type: 'progressed'; progress: number | null; step: string | null; link?: string }
  | { type: 'trained'; challenger: Trained }
  | { type: 'training_failed'; reason: string }
  | { type: 'run_ended' }
  | { type: 'rows_awaited'; reason: string }
  | { type: 'evaluated'; evaluation: Evaluation }
  | { type: 'not_comparable'; reason: string }
  /** `to`: the switch that is reported on, where it is one; a report on another than the one under way comes too late. */
  | { type: 'champion_moved'; champion: VersionId | null; to?: VersionId }
  | { type: 'switch_pending'; pending: Omit<Pending, 'since'>; to?: VersionId }
  | { type: 'switched'; to: VersionId }
  | { type: 'switch_refused'; reason: string; to?: VersionId }
  | { type: 'regressed'; reason: string }
  | { type: 'roll_back'; by: PersonId | null; reason: string | null }
  | { type: 'supersede'; by: PersonId | null }
  | { type: 'join_voters'; link: Link };

export type CommandType = CycleCommand['type'];

export type CycleEvent =
  | { type: 'retrain_proposed'; opening: Opening; request: Request; ballot: Ballot; until: Instant }
  | { type: 'promotion_proposed'; opening: Opening; evaluation: Evaluation; ballot: Ballot; until: Instant }
  | { type: 'rollback_opened'; opening: Opening; revert: Revert; until: Instant }
  | { type: 'voted'; vote: Vote }
  | { type: 'glass_broken'; vote: Vote; question: string }
  | { type: 'confirmation_asked'; confirmation: Confirmation }
  | { type: 'voters_joined'; link: Link }
  | { type: 'retrain_approved'; until: Instant }
  | { type: 'start_delayed'; reason: string }
  | { type: 'training_started'; run: RunId; link: string | null; at: Instant; until: Instant }
  | { type: 'start_unanswered'; at: Instant }
  | { type: 'training_progressed'; progress: number | null; step: string | null; link: string | null }
  | { type: 'cancel_requested'; by: PersonId; reason: string | null }
  | { type: 'training_finished'; challenger: Trained; until: Instant }
  | { type: 'evaluation_waits'; reason: string }
  | { type: 'challenger_offered'; evaluation: Evaluation; ballot: Ballot; until: Instant }
  | { type: 'challenger_declined'; evaluation: Evaluation }
  | { type: 'promotion_approved'; until: Instant }
  | { type: 'switch_pending'; pending: Pending; until: Instant }
  | { type: 'champion_switched'; to: VersionId; at: Instant; until: Instant }
  | { type: 'champion_regressed'; reason: string }
  | { type: 'rollback_started'; revert: Revert; until: Instant }
  | { type: 'champion_restored'; to: VersionId; at: Instant }
  | { type: 'cycle_closed'; outcome: Outcome };
