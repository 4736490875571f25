/** A cycle driven by random people, backends and clocks: most commands fit the phase, so that the far end is reached too. */
import fc from 'fast-check';
import type { Voter } from '../../src/domain/ballot.ts';
import { cycle } from '../../src/domain/cycle/cycle.ts';
import type { CycleCommand, CycleEvent } from '../../src/domain/cycle/messages.ts';
import { moves } from '../../src/domain/cycle/moves.ts';
import { type Cycle, type OpenedCycle, switchingTo } from '../../src/domain/cycle/state.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { Evaluation } from '../../src/domain/evaluation.ts';
import type { Policy } from '../../src/domain/model.ts';
import type { RejectionCode } from '../../src/domain/rejection.ts';
import { day, hour, type Instant } from '../../src/lib/time.ts';

export const begin: Instant = Date.UTC(2026, 0, 5);

const rule = (group: string, quorum: number) => ({
  quorum,
  groups: [group as never],
  barRequester: true,
  expiresMs: 3 * day,
});
export const policy: Policy = {
  retrain: rule('eng', 1),
  promote: rule('leads', 2),
  rollback: ['leads' as never],
  breakGlass: ['oncall' as never],
  trainMs: 6 * hour,
  evaluateMs: 2 * day,
  holdoutMs: 14 * day,
  watchMs: 7 * day,
};

/** As `policy`, but it promotes what is proven better by itself, and goes back by itself. */
export const automatic: Policy = { ...policy, automatic: { promote: { guards: 'all', rollBack: true } } };

export const voters: Voter[] = [
  { id: 'ada' as never, groups: ['eng' as never] },
  { id: 'bob' as never, groups: ['eng' as never, 'leads' as never] },
  { id: 'cyd' as never, groups: ['leads' as never] },
  { id: 'dee' as never, groups: ['leads' as never] },
  { id: 'eve' as never, groups: [] },
  { id: 'fay' as never, groups: ['oncall' as never] },
];

export const evaluationOf = (verdict: Evaluation['comparison']['verdict']): Evaluation => ({
  champion: 'v1' as never,
  challenger: 'v2' as never,
  window: { from: begin - 14 * day, to: begin },
  trainedUntil: begin - 14 * day,
  comparison: { n: 336, metrics: [], verdict, keyMetric: 'mae' },
});

export const opening = {
  id: '101' as never,
  model: 'churn' as never,
  by: 'ada' as never,
  reason: 'it drifted',
  policy,
};
export const request = {
  trainBefore: begin - 14 * day,
  evaluate: { from: begin - 14 * day, to: begin },
  champion: 'v1' as never,
};

export interface Heard {
  command: CycleCommand;
  now: Instant;
  before: Cycle;
  after: Cycle;
  events: CycleEvent[];
  effects: Effect[];
  refused: RejectionCode | null;
}

/** Tells a command and folds what happened, as the engine does. */
export function hear(state: Cycle, command: CycleCommand, now: Instant): Heard {
  const decided = cycle.decide(state, command, now);
  if (!decided.ok) {
    return {
      command,
      now,
      before: state,
      after: state,
      events: [],
      effects: [],
      refused: decided.error.code,
    };
  }
  let after = state;
  const effects: Effect[] = [];
  for (const event of decided.value) {
    after = cycle.evolve(after, event);
    effects.push(...cycle.react(after, event, now));
  }
  return { command, now, before: state, after, events: decided.value, effects, refused: null };
}

type Draw = (state: OpenedCycle, dice: number) => CycleCommand;

const ballotOf = (state: OpenedCycle) => ('ballot' in state ? state.ballot.subject : 'an older question');

const any: Draw[] = [
  (state, dice) => ({
    type: 'vote',
    by: voters[dice % voters.length]!,
    choice: dice % 11 === 0 ? 'no' : 'yes',
    subject: dice % 7 === 0 ? 'an older question' : ballotOf(state),
    ...(dice % 2 === 0 && { reason: 'because' }),
  }),
  (state) => ({ type: 'expire', deadline: 'deadline' in state ? state.deadline : 0 }),
  (_, dice) => ({ type: 'cancel', by: voters[dice % voters.length]!.id }),
  () => ({ type: 'delayed', reason: '503' }),
  () => ({ type: 'started', run: 'r1' as never }),
  () => ({ type: 'start_refused', reason: 'no' }),
  () => ({ type: 'start_unanswered' }),
  () => ({ type: 'found', run: 'r1' as never }),
  () => ({ type: 'absent', reason: 'not there' }),
  () => ({ type: 'progressed', progress: 0.5, step: 'fitting' }),
  () => ({ type: 'trained', challenger: { version: 'v2' as never, trainedUntil: begin - 14 * day } }),
  () => ({ type: 'training_failed', reason: 'no memory' }),
  () => ({ type: 'run_ended' }),
  () => ({ type: 'rows_awaited', reason: 'three rows' }),
  (_, dice) => ({
    type: 'evaluated',
    evaluation: evaluationOf(dice % 5 === 0 ? 'worse' : dice % 3 === 0 ? 'no_clear_winner' : 'better'),
  }),
  () => ({ type: 'not_comparable', reason: 'no rows' }),
  (_, dice) => ({ type: 'champion_moved', champion: (dice % 2 === 0 ? 'v9' : 'v2') as never }),
  (state, dice) => ({
    type: 'switched',
    to: (dice % 7 === 0 ? 'v9' : (switchingTo(state) ?? 'v2')) as never,
  }),
  () => ({ type: 'switch_refused', reason: 'locked' }),
  () => ({ type: 'regressed', reason: 'mae over 60' }),
  () => ({ type: 'roll_back', by: 'cyd' as never, reason: null }),
  () => ({ type: 'supersede', by: 'cyd' as never }),
  (_, dice) => ({
    type: 'switch_pending',
    pending: {
      operation: dice % 3 === 0 ? null : 'op-7',
      approval: dice % 2 === 0,
      word: dice % 5 === 0 ? 'Hibernating' : null,
      link: dice % 7 === 0 ? 'https://registry.example/op-7' : null,
    },
  }),
  (state, dice) => ({
    type: 'break_glass',
    by: voters[dice % 2 === 0 ? voters.length - 1 : dice % voters.length]!,
    subject: dice % 7 === 0 ? 'an older question' : ballotOf(state),
    reason: dice % 5 === 0 ? ' ' : 'recall is gone',
  }),
  (state, dice) => ({
    type: 'begin_vote',
    by: voters[dice % voters.length]!,
    subject: ballotOf(state),
    hash: `hash ${dice}`,
  }),
];

/** What usually comes next in each phase; without this hardly any random walk would see a promotion. */
const likely: Record<string, number[]> = {
  proposed: [0],
  submitting: [4, 3, 6],
  unknown: [7, 8],
  training: [10, 10, 9, 2],
  cancelling: [12, 11, 10],
  evaluating: [14, 14, 13],
  offered: [0],
  promoting: [17, 17, 1, 22],
  watching: [19, 20, 1],
  reverting: [17, 18, 22],
  closed: [0, 1],
};

export const step = fc.record({
  kind: fc.nat(),
  dice: fc.nat(1000),
  fits: fc.integer({ min: 0, max: 9 }).map((n) => n < 8),
  wait: fc.constantFrom(0, 1000, hour, day, 4 * day),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

export const openings = fc.constantFrom<CycleCommand>(
  { type: 'propose_retrain', ...opening, request },
  { type: 'propose_retrain', ...opening, request },
  { type: 'propose_retrain', ...opening, policy: automatic, request },
  { type: 'propose_promotion', ...opening, evaluation: evaluationOf('better') },
  { type: 'open_rollback', ...opening, to: 'v1' as never, from: 'v2' as never },
);

/** What usually comes next, or anything that the phase understands, or anything at all. */
function drawn(state: OpenedCycle, { kind, dice, fits }: Pick<Step, 'kind' | 'dice' | 'fits'>): CycleCommand {
  const all = any.map((draw) => draw(state, dice));
  const understood = state.phase === 'closed' ? all : all.filter(({ type }) => type in moves[state.phase]);
  const choices = fits ? likely[state.phase]!.map((index) => all[index]!) : dice % 3 === 0 ? all : understood;
  return choices[kind % choices.length]!;
}

/** A whole random life, step by step. */
export function live(first: CycleCommand, steps: Step[]): Heard[] {
  let now = begin;
  const heard = [hear(cycle.initial, first, now)];
  for (const { kind, dice, fits, wait } of steps) {
    now += wait;
    const state = heard.at(-1)!.after;
    if (state.phase === 'none') throw new Error('an opening was refused');
    heard.push(hear(state, drawn(state, { kind, dice, fits }), now));
  }
  return heard;
}
