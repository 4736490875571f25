import { ok } from '../../lib/result.ts';
import type { Instant } from '../../lib/time.ts';
import { message, saidPlain, t } from '../../words/t.ts';
import { openBallot, tally } from '../ballot.ts';
import type { Decider } from '../decider.ts';
import type { ModelId } from '../ids.ts';
import type { Link } from '../person-link.ts';
import { type Decided, no } from '../rejection.ts';
import { evolve } from './evolve.ts';
import type { CycleCommand, CycleEvent } from './messages.ts';
import { type Move, moves, switchWithinMs } from './moves.ts';
import { react } from './react.ts';
import {
  type Cycle,
  endings,
  type Opening,
  type OpenPhase,
  promoteName,
  retrainName,
  switchingTo,
} from './state.ts';

export const cycle: Decider<Cycle, CycleCommand, CycleEvent> = {
  initial: { phase: 'none' },
  decide(state, command, now) {
    if (command.type === 'join_voters') return join(state, command.link);
    if (state.phase === 'none') return open(command, now);
    if (command.type === 'expire' && ('deadline' in state ? state.deadline : 0) !== command.deadline) {
      return no('wrong_phase', { now: t('that deadline was moved') });
    }
    if (state.phase === 'closed') return tooLate(state, command);
    if (isOfAnother(state, command)) return no('wrong_phase', { now: sayPhase(state) });
    const move = (moves[state.phase] as Record<string, Move<OpenPhase>>)[command.type];
    if (move) return move.decide(state as never, command as never, now);
    return command.type === 'vote' ? tooLate(state, command) : no('wrong_phase', { now: sayPhase(state) });
  },
  evolve,
  react,
  index: (state) => ({
    open: state.phase !== 'none' && state.phase !== 'closed',
    forward: state.phase !== 'none' && state.phase !== 'closed' && state.phase !== 'reverting',
    deadline: 'deadline' in state ? state.deadline : null,
  }),
};

function open(command: CycleCommand, now: Instant): Decided<CycleEvent[]> {
  if (
    command.type !== 'propose_retrain' &&
    command.type !== 'propose_promotion' &&
    command.type !== 'open_rollback'
  ) {
    return no('wrong_phase', { now: t('there is no such cycle') });
  }
  const opening: Opening = {
    id: command.id,
    model: command.model,
    kind:
      command.type === 'propose_retrain'
        ? 'retrain'
        : command.type === 'propose_promotion'
          ? 'promotion'
          : 'rollback',
    openedBy: command.by,
    openedAt: now,
    reason: command.reason,
    policy: command.policy,
  };
  if (command.type === 'open_rollback') {
    const { to, from, by, reason } = command;
    const revert = { to, from, by, at: now, reason: reason || null };
    return ok([{ type: 'rollback_opened', opening, revert, until: now + switchWithinMs }]);
  }
  const [name, rule, what] =
    command.type === 'propose_retrain'
      ? [retrainName(command.id), command.policy.retrain, command.request]
      : [promoteName(command.id), command.policy.promote, command.evaluation];
  const ballot = openBallot(name, rule, { what, requester: command.by });
  const until = now + rule.expiresMs;
  if (command.type === 'propose_promotion') {
    return ok([{ type: 'promotion_proposed', opening, evaluation: command.evaluation, ballot, until }]);
  }
  const proposed: CycleEvent = { type: 'retrain_proposed', opening, request: command.request, ballot, until };
  // A policy that asks nobody has said yes beforehand; nobody would ever vote on it.
  return tally(ballot) === 'carried'
    ? ok([proposed, { type: 'retrain_approved', until: now + command.policy.trainMs }])
    : ok([proposed]);
}

/** A report on a switch that was given up meanwhile: what it says is not about the one under way. */
function isOfAnother(state: Cycle, command: CycleCommand): boolean {
  const to = switchingTo(state);
  return to !== null && 'to' in command && command.to !== undefined && command.to !== to;
}

/** Who somebody is belongs to no phase: whoever opened a cycle is barred from its next question too. */
function join(state: Cycle, link: Link): Decided<CycleEvent[]> {
  if (state.phase === 'none' || state.phase === 'closed') return ok([]);
  const voted = 'ballot' in state && state.ballot.votes.some(({ by }) => by === link.account);
  return ok(voted || state.openedBy === link.account ? [{ type: 'voters_joined', link }] : []);
}

/** A vote after the decision: say who decided, and what, so that nobody wonders whether their press counted. */
function tooLate(state: Exclude<Cycle, { phase: 'none' }>, command: CycleCommand): Decided<CycleEvent[]> {
  if (command.type !== 'vote') return no('wrong_phase', { now: sayPhase(state) });
  const own = 'votes' in state ? state.votes.find((vote) => vote.by === command.by.id) : undefined;
  const ballot =
    state.phase === 'promoting' || state.phase === 'watching' ? promoteName(state.id) : retrainName(state.id);
  if (own && own.choice === command.choice) return no('already_voted', { ballot });
  return no('already_decided', { ballot, now: sayPhase(state) });
}

const phases: Record<OpenPhase, string> = {
  proposed: message('it waits for approval'),
  submitting: message('it is being sent to the trainer'),
  unknown: message('nobody knows yet whether it started'),
  training: message('it is training'),
  cancelling: message('it is being cancelled'),
  evaluating: message('champion and challenger are being compared'),
  offered: message('the challenger waits for approval'),
  promoting: message('it is being promoted'),
  watching: message('it was promoted and is being watched'),
  reverting: message('it is being rolled back'),
};

/** What a cycle is doing, as the second half of a sentence. */
export function sayPhase(state: Cycle): string {
  if (state.phase === 'none') return t('it does not exist');
  if (state.phase !== 'closed') return saidPlain(phases[state.phase]);
  return t('it is over ({ending})', { ending: saidPlain(endings[state.outcome.result]) });
}

/** Somebody else opened one at the same moment. */
export const justOpened = (model: ModelId | null): ReturnType<typeof no> =>
  no('cycle_open', { model: model ?? t('This model'), cycle: t('another cycle'), now: t('just opened') });
