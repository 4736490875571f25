/** What a move is, and the moves that several phases share. */
import { ok } from '../../lib/result.ts';
import type { Instant } from '../../lib/time.ts';
import { inEnglish } from '../../words/kept.ts';
import { saidPlain, t } from '../../words/t.ts';
import { cast, confirms, confirmWithinMs, mayVote, tally } from '../ballot.ts';
import { mayBreakGlass } from '../break-glass.ts';
import type { PersonId } from '../ids.ts';
import { reasons } from '../reasons.ts';
import { type Decided, no } from '../rejection.ts';
import type { CommandType, CycleCommand, CycleEvent } from './messages.ts';
import { type Ending, endings, type In, type OpenPhase, type PhaseName } from './state.ts';

export interface Move<P extends OpenPhase, C extends CommandType = CommandType> {
  to: readonly PhaseName[];
  /** Label of the arrow; empty for a move that stays. */
  when: string;
  decide(state: In<P>, command: Extract<CycleCommand, { type: C }>, now: Instant): Decided<CycleEvent[]>;
}

/** Every open phase must have an `expire` move, so that nothing waits for ever; the type demands it. */
export type Moves = {
  [P in OpenPhase]: { expire: Move<P, 'expire'> } & { [C in CommandType]?: Move<P, C> };
};

export const closed = (
  result: Ending,
  now: Instant,
  about: { by?: PersonId | null; why?: string } = {},
): CycleEvent => ({
  type: 'cycle_closed',
  outcome: { result, at: now, by: about.by ?? null, why: about.why ?? null },
});

export const expire = {
  to: ['closed'],
  when: 'expire',
  decide: (_: unknown, __: unknown, now: Instant) => ok([closed('expired', now)]),
} as const;

export const moveOn = {
  to: ['closed'],
  when: 'superseded by a rollback',
  decide: (_: unknown, command: { by: PersonId | null }, now: Instant) =>
    ok([closed('superseded', now, { by: command.by })]),
} as const;

export const cancelAtOnce = {
  to: ['closed'],
  when: 'cancel',
  decide: (_: unknown, command: { by: PersonId; reason?: string }, now: Instant) =>
    ok([closed('cancelled', now, { by: command.by, ...(command.reason && { why: command.reason }) })]),
} as const;

export const started = {
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

/** The clock closes what nobody answered; a press that comes before it did so is as late. */
const inTime = (
  allowed: Decided<null>,
  { ballot, deadline }: In<'proposed' | 'offered'>,
  now: Instant,
): Decided<null> =>
  !allowed.ok || now < deadline
    ? allowed
    : no('already_decided', {
        ballot: ballot.id,
        now: t('it is over ({ending})', { ending: saidPlain(endings.expired) }),
      });

export function vote(
  state: In<'proposed' | 'offered'>,
  command: Extract<CycleCommand, { type: 'vote' }>,
  now: Instant,
  carried: CycleEvent,
): Decided<CycleEvent[]> {
  const { by, proof } = command;
  const confirmed = proof !== undefined && confirms(state.ballot, { by: by.id, hash: proof }, now);
  const allowed = inTime(mayVote(state.ballot, { ...command, confirmed }), state, now);
  if (!allowed.ok) return allowed;
  const vote = {
    by: command.by.id,
    choice: command.choice,
    at: now,
    ...(command.reason && { reason: command.reason }),
    ...(confirmed && { confirmed }),
  };
  const result = tally(cast(state.ballot, vote));
  const events: CycleEvent[] = [{ type: 'voted', vote }];
  if (result === 'carried') events.push(carried);
  if (result === 'lost') {
    events.push(closed('denied', now, { by: command.by.id, ...(command.reason && { why: command.reason }) }));
  }
  return ok(events);
}

/** One person decides alone, at once, whatever the question still waits for. */
export function breakGlass(
  state: In<'proposed' | 'offered'>,
  { by, subject, reason }: Extract<CycleCommand, { type: 'break_glass' }>,
  now: Instant,
  carried: CycleEvent,
): Decided<CycleEvent[]> {
  const allowed = inTime(mayBreakGlass(state.ballot, state.policy, { by, subject, reason }), state, now);
  if (!allowed.ok) return allowed;
  const vote = { by: by.id, choice: 'yes' as const, at: now, reason, alone: true };
  return ok([{ type: 'glass_broken', vote, question: state.ballot.id }, carried]);
}

/** Hands out a one-time link to somebody whose yes would count with it. */
export const beginVote = {
  to: ['proposed', 'offered'],
  when: '',
  decide(
    state: In<'proposed' | 'offered'>,
    { by, subject, hash }: Extract<CycleCommand, { type: 'begin_vote' }>,
    now: Instant,
  ): Decided<CycleEvent[]> {
    const allowed = inTime(
      mayVote(state.ballot, { by, choice: 'yes', subject, confirmed: true }),
      state,
      now,
    );
    if (!allowed.ok) return allowed;
    const confirmation = { by: by.id, groups: by.groups, hash, until: now + confirmWithinMs };
    return ok([{ type: 'confirmation_asked', confirmation }]);
  },
} as const;

export const fifteenMinutes = 15 * 60_000;

/** A switch that is not confirmed by then is taken back or called stuck. */
export const switchWithinMs = fifteenMinutes;

/** How long a registry may take over a switch that needs nobody's approval there. */
const pendingWithinMs = 8 * fifteenMinutes;

/** A switch that the registry took and does later gets the time for it, once. */
export function wait(
  state: In<'promoting' | 'reverting'>,
  { pending }: Extract<CycleCommand, { type: 'switch_pending' }>,
  now: Instant,
): Decided<CycleEvent[]> {
  const { pending: before, deadline, policy } = state;
  const next = { ...pending, since: before?.since ?? now };
  const within = pending.approval ? policy.promote.expiresMs : pendingWithinMs;
  const until = before?.approval === pending.approval ? deadline : Math.max(deadline, now + within);
  return ok([{ type: 'switch_pending', pending: next, until }]);
}

export const startRevert = (
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

export const championMoved = {
  to: ['closed'],
  when: 'champion changed underneath',
  decide: (_: unknown, command: { champion: string | null }, now: Instant) =>
    ok([
      closed('champion_changed', now, {
        why:
          command.champion === null
            ? inEnglish(reasons.noChampion)
            : inEnglish(reasons.championIs, { champion: command.champion }),
      }),
    ]),
} as const;
