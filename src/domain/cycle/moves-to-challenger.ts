/** From a question to a challenger that was compared. */
import { ok } from '../../lib/result.ts';
import { mayPromoteItself } from '../automatic.ts';
import { openBallot } from '../ballot.ts';
import type { CycleEvent } from './messages.ts';
import {
  beginVote,
  breakGlass,
  cancelAtOnce,
  championMoved,
  closed,
  expire,
  type Moves,
  moveOn,
  started,
  switchWithinMs,
  vote,
} from './move.ts';
import { promoteName } from './state.ts';

export const toChallenger: Pick<
  Moves,
  'proposed' | 'submitting' | 'unknown' | 'training' | 'cancelling' | 'evaluating'
> = {
  proposed: {
    vote: {
      to: ['submitting', 'closed'],
      when: 'vote carried | vote lost',
      decide: (state, command, now) =>
        vote(state, command, now, { type: 'retrain_approved', until: now + state.policy.trainMs }),
    },
    begin_vote: { ...beginVote, to: ['proposed'] },
    break_glass: {
      to: ['submitting'],
      when: 'decided alone in an emergency',
      decide: (state, command, now) =>
        breakGlass(state, command, now, { type: 'retrain_approved', until: now + state.policy.trainMs }),
    },
    cancel: cancelAtOnce,
    supersede: moveOn,
    expire,
  },
  submitting: {
    started,
    start_refused: {
      to: ['closed'],
      when: 'refused for good',
      decide: (_, command, now) => ok([closed('refused', now, { why: command.reason })]),
    },
    start_unanswered: {
      to: ['unknown'],
      when: 'no answer, may have started',
      decide: (_, __, now) => ok([{ type: 'start_unanswered', at: now }]),
    },
    delayed: {
      to: ['submitting'],
      when: '',
      decide: (_, command) => ok([{ type: 'start_delayed', reason: command.reason }]),
    },
    // A start that is in flight is undone by whoever sent it: its report finds the cycle closed and cancels the run.
    cancel: cancelAtOnce,
    supersede: {
      to: ['unknown'],
      when: 'superseded, may have started',
      decide: (_, __, now) => ok([{ type: 'start_unanswered', at: now }]),
    },
    expire: {
      to: ['unknown'],
      when: 'expire (may have started)',
      decide: (_, __, now) => ok([{ type: 'start_unanswered', at: now }]),
    },
  },
  unknown: {
    found: { to: ['training'], when: 'found by key, or a person names the run', decide: started.decide },
    started,
    absent: {
      to: ['closed'],
      when: 'proven absent, a person says so',
      decide: (_, command, now) => ok([closed('not_started', now, { why: command.reason })]),
    },
    cancel: cancelAtOnce,
    expire,
  },
  training: {
    progressed: {
      to: ['training'],
      when: '',
      decide: (_, command) =>
        ok([
          {
            type: 'training_progressed',
            progress: command.progress,
            step: command.step,
            link: command.link ?? null,
          },
        ]),
    },
    trained: {
      to: ['evaluating'],
      when: 'trained',
      decide: (state, command, now) =>
        ok([
          { type: 'training_finished', challenger: command.challenger, until: now + state.policy.evaluateMs },
        ]),
    },
    training_failed: {
      to: ['closed'],
      when: 'failed',
      decide: (_, command, now) => ok([closed('failed', now, { why: command.reason })]),
    },
    cancel: {
      to: ['cancelling'],
      when: 'cancel',
      decide: (_, command) =>
        ok([{ type: 'cancel_requested', by: command.by, reason: command.reason ?? null }]),
    },
    expire,
  },
  cancelling: {
    run_ended: {
      to: ['closed'],
      when: 'the run is final',
      decide: (state, _, now) => ok([closed('cancelled', now, { by: state.by })]),
    },
    training_failed: {
      to: ['closed'],
      when: 'the run is final',
      decide: (state, _, now) => ok([closed('cancelled', now, { by: state.by })]),
    },
    trained: {
      to: ['closed'],
      when: 'the run is final',
      decide: (state, _, now) => ok([closed('cancelled', now, { by: state.by })]),
    },
    expire,
  },
  evaluating: {
    evaluated: {
      to: ['offered', 'promoting', 'closed'],
      when: 'better, or no clear winner (said so) | better, and the policy promotes | worse',
      decide(state, command, now) {
        const { evaluation } = command;
        if (evaluation.comparison.verdict === 'worse') {
          return ok([{ type: 'challenger_declined', evaluation }, closed('worse', now)]);
        }
        const ballot = openBallot(promoteName(state.id), state.policy.promote, {
          what: evaluation,
          requester: state.openedBy,
        });
        const until = now + state.policy.promote.expiresMs;
        const offered: CycleEvent = { type: 'challenger_offered', evaluation, ballot, until };
        const alone = mayPromoteItself(state.policy.automatic ?? {}, evaluation);
        return ok(alone ? [offered, { type: 'promotion_approved', until: now + switchWithinMs }] : [offered]);
      },
    },
    rows_awaited: {
      to: ['evaluating'],
      when: '',
      decide: (_, command) => ok([{ type: 'evaluation_waits', reason: command.reason }]),
    },
    not_comparable: {
      to: ['closed'],
      when: 'cannot be compared',
      decide: (_, command, now) => ok([closed('not_comparable', now, { why: command.reason })]),
    },
    champion_moved: championMoved,
    cancel: cancelAtOnce,
    supersede: moveOn,
    expire,
  },
};
