import { cast, handOut, joinVoters } from '../ballot.ts';
import type { CycleEvent } from './messages.ts';
import type { Cycle, In, Opening, OpenPhase, PhaseName } from './state.ts';

/** Folds one event into the state. Events that do not fit the phase are an impossible state: a bug. */
export function evolve(state: Cycle, event: CycleEvent): Cycle {
  switch (event.type) {
    case 'retrain_proposed':
      return {
        ...event.opening,
        phase: 'proposed',
        request: event.request,
        ballot: event.ballot,
        deadline: event.until,
      };
    case 'promotion_proposed':
      return {
        ...event.opening,
        phase: 'offered',
        evaluation: event.evaluation,
        ballot: event.ballot,
        deadline: event.until,
      };
    case 'rollback_opened':
      return { ...event.opening, phase: 'reverting', revert: event.revert, deadline: event.until };
    case 'glass_broken':
    case 'voted': {
      const now = inPhase(state, 'proposed', 'offered');
      return { ...now, ballot: cast(now.ballot, event.vote) };
    }
    case 'confirmation_asked': {
      const now = inPhase(state, 'proposed', 'offered');
      return { ...now, ballot: handOut(now.ballot, event.confirmation) };
    }
    case 'voters_joined': {
      if (state.phase === 'none') throw new Error('nobody voted yet');
      const { account, person } = event.link;
      const openedBy = state.openedBy === account ? person : state.openedBy;
      return 'ballot' in state
        ? { ...state, openedBy, ballot: joinVoters(state.ballot, event.link) }
        : { ...state, openedBy };
    }
    case 'retrain_approved': {
      const { request, ballot, ...rest } = inPhase(state, 'proposed');
      return {
        ...openingOf(rest),
        phase: 'submitting',
        request,
        votes: ballot.votes,
        delayed: null,
        deadline: event.until,
      };
    }
    case 'start_delayed':
      return { ...inPhase(state, 'submitting'), delayed: event.reason };
    case 'start_unanswered': {
      const { request, votes, deadline, ...rest } = inPhase(state, 'submitting');
      // Somebody has at least a day to look at the backend before the slot is given up.
      const until = Math.max(deadline, event.at + 24 * 3_600_000);
      return { ...openingOf(rest), phase: 'unknown', request, votes, since: event.at, deadline: until };
    }
    case 'training_started': {
      const { request, votes, ...rest } = inPhase(state, 'submitting', 'unknown');
      const run = { id: event.run, startedAt: event.at, link: event.link, progress: null, step: null };
      return { ...openingOf(rest), phase: 'training', request, votes, run, deadline: event.until };
    }
    case 'training_progressed': {
      const now = inPhase(state, 'training');
      const { progress, step, link } = event;
      return { ...now, run: { ...now.run, progress, step, link: link ?? now.run.link } };
    }
    case 'cancel_requested': {
      const { request, run, deadline, ...rest } = inPhase(state, 'training');
      return { ...openingOf(rest), phase: 'cancelling', request, run, by: event.by, deadline };
    }
    case 'training_finished': {
      const { request, ...rest } = inPhase(state, 'training');
      return {
        ...openingOf(rest),
        phase: 'evaluating',
        request,
        challenger: event.challenger,
        waiting: null,
        deadline: event.until,
      };
    }
    case 'evaluation_waits':
      return { ...inPhase(state, 'evaluating'), waiting: event.reason };
    case 'challenger_offered': {
      const now = inPhase(state, 'evaluating');
      return {
        ...openingOf(now),
        phase: 'offered',
        evaluation: event.evaluation,
        ballot: event.ballot,
        deadline: event.until,
      };
    }
    case 'challenger_declined':
      return state;
    case 'promotion_approved': {
      const { evaluation, ballot, ...rest } = inPhase(state, 'offered');
      return {
        ...openingOf(rest),
        phase: 'promoting',
        evaluation,
        votes: ballot.votes,
        deadline: event.until,
      };
    }
    case 'switch_pending':
      return { ...inPhase(state, 'promoting', 'reverting'), pending: event.pending, deadline: event.until };
    case 'champion_switched': {
      const { evaluation, votes, ...rest } = inPhase(state, 'promoting');
      return {
        ...openingOf(rest),
        phase: 'watching',
        evaluation,
        votes,
        promotedAt: event.at,
        regressed: null,
        deadline: event.until,
      };
    }
    case 'champion_regressed':
      return { ...inPhase(state, 'watching'), regressed: event.reason };
    case 'rollback_started': {
      const now = inPhase(state, 'promoting', 'watching');
      return { ...openingOf(now), phase: 'reverting', revert: event.revert, deadline: event.until };
    }
    case 'champion_restored':
      return state;
    case 'cycle_closed': {
      if (state.phase === 'none' || state.phase === 'closed') throw new Error('closed twice');
      const revert = state.phase === 'reverting' ? state.revert : null;
      const evaluation = 'evaluation' in state ? state.evaluation : null;
      return { ...openingOf(state), phase: 'closed', outcome: event.outcome, revert, evaluation };
    }
  }
}

function inPhase<P extends OpenPhase>(state: Cycle, ...phases: P[]): In<P> {
  if (!phases.includes(state.phase as P))
    throw new Error(`expected ${phases.join(' or ')}, was ${state.phase}`);
  return state as In<P>;
}

function openingOf(state: Opening & { phase?: PhaseName }): Opening {
  const { id, model, kind, openedBy, openedAt, reason, policy } = state;
  return { id, model, kind, openedBy, openedAt, reason, policy };
}
