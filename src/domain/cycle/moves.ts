/** The transition table: what each open phase does with each command that it understands. The README's diagram is made from it. */
import { ok } from '../../lib/result.ts';
import type { Instant } from '../../lib/time.ts';
import { cast, mayVote, openBallot, tally } from '../ballot.ts';
import type { PersonId } from '../ids.ts';
import { type Decided, no } from '../rejection.ts';
import type { CommandType, CycleCommand, CycleEvent } from './messages.ts';
import type { Ending, In, OpenPhase, PhaseName } from './state.ts';
import { promoteName } from './state.ts';

export interface Move<P extends OpenPhase, C extends CommandType = CommandType> {
  to: readonly PhaseName[];
  /** Label of the arrow; empty for a move that stays. */
  when: string;
  decide(state: In<P>, command: Extract<CycleCommand, { type: C }>, now: Instant): Decided<CycleEvent[]>;
}

/** Every open phase must have an `expire` move, so that nothing waits for ever; the type demands it. */
type Moves = {
  [P in OpenPhase]: { expire: Move<P, 'expire'> } & { [C in CommandType]?: Move<P, C> };
};

const closed = (
  result: Ending,
  now: Instant,
  about: { by?: PersonId | null; why?: string } = {},
): CycleEvent => ({
  type: 'cycle_closed',
  outcome: { result, at: now, by: about.by ?? null, why: about.why ?? null },
});

const expire = {
  to: ['closed'],
  when: 'expire',
  decide: (_: unknown, __: unknown, now: Instant) => ok([closed('expired', now)]),
} as const;

const moveOn = {
  to: ['closed'],
  when: 'superseded by a rollback',
  decide: (_: unknown, command: { by: PersonId | null }, now: Instant) =>
    ok([closed('superseded', now, { by: command.by })]),
} as const;

const cancelAtOnce = {
  to: ['closed'],
  when: 'cancel',
  decide: (_: unknown, command: { by: PersonId; reason?: string }, now: Instant) =>
    ok([closed('cancelled', now, { by: command.by, ...(command.reason && { why: command.reason }) })]),
} as const;

const started = {
  to: ['training'],
  when: 'started (backend confirmed)',
  decide: (
    state: In<'submitting' | 'unknown'>,
    command: { run: In<'training'>['run']['id']; link?: string },
    now: Instant,
  ) =>
    ok<CycleEvent[]>([
      {
        type: 'training_started',
        run: command.run,
        link: command.link ?? null,
        at: now,
        until: now + state.policy.trainMs,
      },
    ]),
} as const;

function vote(
  state: In<'proposed' | 'offered'>,
  command: Extract<CycleCommand, { type: 'vote' }>,
  now: Instant,
  carried: CycleEvent,
): Decided<CycleEvent[]> {
  const allowed = mayVote(state.ballot, command);
  if (!allowed.ok) return allowed;
  const vote = {
    by: command.by.id,
    choice: command.choice,
    at: now,
    ...(command.reason && { reason: command.reason }),
  };
  const result = tally(cast(state.ballot, vote));
  const events: CycleEvent[] = [{ type: 'voted', vote }];
  if (result === 'carried') events.push(carried);
  if (result === 'lost') {
    events.push(closed('denied', now, { by: command.by.id, ...(command.reason && { why: command.reason }) }));
  }
  return ok(events);
}

const fifteenMinutes = 15 * 60_000;

/** A switch that is not confirmed by then is taken back or called stuck. */
export const switchWithinMs = fifteenMinutes;

const startRevert = (
  state: In<'promoting' | 'watching'>,
  command: { by: PersonId | null; reason: string | null },
  now: Instant,
): Decided<CycleEvent[]> =>
  ok([
    {
      type: 'rollback_started',
      revert: {
        to: state.evaluation.champion,
        from: state.evaluation.challenger,
        by: command.by,
        at: now,
        reason: command.reason,
      },
      until: now + switchWithinMs,
    },
  ]);

const championMoved = {
  to: ['closed'],
  when: 'champion changed underneath',
  decide: (_: unknown, command: { champion: string | null }, now: Instant) =>
    ok([closed('champion_changed', now, { why: `the champion is ${command.champion ?? 'nobody'} now` })]),
} as const;

export const moves: Moves = {
  proposed: {
    vote: {
      to: ['submitting', 'closed'],
      when: 'vote carried | vote lost',
      decide: (state, command, now) =>
        vote(state, command, now, { type: 'retrain_approved', until: now + state.policy.trainMs }),
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
      to: ['offered', 'closed'],
      when: 'better, or no clear winner (said so) | worse',
      decide(state, command, now) {
        const { evaluation } = command;
        if (evaluation.comparison.verdict === 'worse') {
          return ok([{ type: 'challenger_declined', evaluation }, closed('worse', now)]);
        }
        const ballot = openBallot(promoteName(state.id), state.policy.promote, {
          what: evaluation,
          requester: state.openedBy,
        });
        return ok([
          { type: 'challenger_offered', evaluation, ballot, until: now + state.policy.promote.expiresMs },
        ]);
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
  offered: {
    vote: {
      to: ['promoting', 'closed'],
      when: 'vote carried | vote lost',
      decide: (state, command, now) =>
        vote(state, command, now, { type: 'promotion_approved', until: now + switchWithinMs }),
    },
    champion_moved: championMoved,
    cancel: cancelAtOnce,
    supersede: moveOn,
    expire,
  },
  promoting: {
    switched: {
      to: ['watching'],
      when: 'switched and read back',
      decide: (state, command, now) =>
        ok([{ type: 'champion_switched', to: command.to, at: now, until: now + state.policy.watchMs }]),
    },
    switch_refused: {
      to: ['closed'],
      when: 'refused',
      decide: (_, command, now) => ok([closed('not_promoted', now, { why: command.reason })]),
    },
    champion_moved: championMoved,
    expire: {
      to: ['reverting'],
      when: 'expire (nobody knows, so go back)',
      decide: (state, _, now) =>
        startRevert(state, { by: null, reason: 'the promotion could not be confirmed' }, now),
    },
  },
  watching: {
    roll_back: {
      to: ['reverting'],
      when: 'a person rolls back, or regressed and the policy says so',
      decide: startRevert,
    },
    regressed: {
      to: ['watching'],
      when: '',
      decide: (state, command) =>
        ok(state.regressed === null ? [{ type: 'champion_regressed', reason: command.reason }] : []),
    },
    champion_moved: championMoved,
    expire: { to: ['closed'], when: 'expire (it held)', decide: (_, __, now) => ok([closed('held', now)]) },
  },
  reverting: {
    switched: {
      to: ['closed'],
      when: 'switched and read back',
      decide: (state, command, now) =>
        ok([
          { type: 'champion_restored', to: command.to, at: now },
          closed('rolled_back', now, {
            by: state.revert.by,
            ...(state.revert.reason && { why: state.revert.reason }),
          }),
        ]),
    },
    switch_refused: {
      to: ['closed'],
      when: 'failed',
      decide: (_, command, now) => ok([closed('stuck', now, { why: command.reason })]),
    },
    champion_moved: { ...championMoved, when: 'somebody else moved the champion' },
    expire: {
      to: ['closed'],
      when: 'expire (stuck)',
      decide: (_, __, now) => ok([closed('stuck', now, { why: 'the registry did not confirm in time' })]),
    },
  },
};

/** Says which phase a refused command met. */
export const wrongPhase = (now: string) => no('wrong_phase', { now });
