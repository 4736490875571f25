import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cycle } from '../../src/domain/cycle/cycle.ts';
import type { CycleCommand } from '../../src/domain/cycle/messages.ts';
import { moves } from '../../src/domain/cycle/moves.ts';
import type { Cycle } from '../../src/domain/cycle/state.ts';
import { endings } from '../../src/domain/cycle/state.ts';
import { day } from '../../src/lib/time.ts';
import {
  automatic,
  begin,
  evaluationOf,
  type Heard,
  hear,
  live,
  opening,
  openings,
  policy,
  request,
  step,
  voters,
} from './cycle-world.ts';

const lives = fc.tuple(openings, fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }));
const reached = new Set<string>();
const every = (holds: (heard: Heard[]) => void) =>
  fc.assert(
    fc.property(lives, ([first, steps]) => {
      const heard = live(first, steps);
      for (const { after } of heard) {
        reached.add(after.phase);
        if (after.phase === 'closed') reached.add(after.outcome.result);
      }
      holds(heard);
    }),
    { numRuns: 1500 },
  );

describe('whatever people, backends and clocks do', () => {
  test('closed is the end', () =>
    every((heard) => {
      for (const { before, after, events } of heard) {
        if (before.phase === 'closed') expect([after, events]).toEqual([before, []]);
      }
    }));
  test('time alone closes every cycle', () =>
    every((heard) => {
      let state = heard.at(-1)!.after;
      for (let expiries = 0; state.phase !== 'closed'; expiries += 1) {
        expect(expiries).toBeLessThan(5);
        if (state.phase === 'none') throw new Error('never opened');
        state = hear(state, { type: 'expire', deadline: state.deadline }, state.deadline).after;
      }
    }));
  test('nothing is trained or promoted without a yes to exactly that by enough people who may', () =>
    every((heard) => {
      for (const [index, { events, effects, before, command }] of heard.entries()) {
        for (const effect of effects) {
          if (effect.kind !== 'start_training' && effect.kind !== 'set_champion') continue;
          if (effect.kind === 'set_champion' && effect.to === 'v1') continue;
          if (command.type === 'evaluated') {
            // The only other way: a policy that says so, for a challenger that is proven better.
            expect(before).toMatchObject({ phase: 'evaluating', policy: automatic });
            expect(command.evaluation.comparison.verdict).toBe('better');
            continue;
          }
          if (before.phase !== 'proposed' && before.phase !== 'offered')
            throw new Error(`from ${before.phase}`);
          if (command.type === 'break_glass') {
            expect(command).toMatchObject({ by: { id: 'fay' }, subject: before.ballot.subject });
            expect(command.reason.trim()).not.toBe('');
            reached.add('decided alone');
            continue;
          }
          expect(command.type).toBe('vote');
          const asked = before.ballot;
          const yes = new Set(
            heard
              .slice(0, index + 1)
              .filter((one) => one.events.some(({ type }) => type === 'voted'))
              .flatMap(({ command: told }) =>
                told.type === 'vote' && told.subject === asked.subject ? [told] : [],
              )
              .filter(({ choice, by }) => choice === 'yes' && !asked.barred.includes(by.id))
              .filter(({ by }) => asked.groups.some((group) => by.groups.includes(group)))
              .map(({ by }) => by.id),
          );
          expect(yes.size).toBeGreaterThanOrEqual(asked.quorum);
          expect(yes.has('ada' as never)).toBe(false);
        }
        expect(events.filter(({ type }) => type === 'retrain_approved').length).toBeLessThanOrEqual(1);
      }
    }));
  test('the champion moves forward once and back at most once', () =>
    every((heard) => {
      const types = heard.flatMap(({ events }) => events.map(({ type }) => type));
      const count = (type: string) => types.filter((one) => one === type).length;
      expect(count('champion_switched')).toBeLessThanOrEqual(1);
      expect(count('champion_restored')).toBeLessThanOrEqual(1);
      expect(count('training_started')).toBeLessThanOrEqual(1);
    }));
  test('state is the replayed history', () =>
    every((heard) => {
      const replayed = heard.flatMap(({ events }) => events).reduce<Cycle>(cycle.evolve, cycle.initial);
      expect(replayed).toEqual(heard.at(-1)!.after);
    }));
  test('an open cycle always has a deadline, and only a forward one holds the slot', () =>
    every((heard) => {
      for (const { before, after, now } of heard) {
        const { open, forward, deadline } = cycle.index(after);
        // The longest wait of this policy is its watch.
        if (before.phase !== after.phase && open) expect(deadline! - now).toBeLessThanOrEqual(policy.watchMs);
        expect(open).toBe(after.phase !== 'closed');
        expect(open ? deadline !== null : deadline === null).toBe(true);
        if (forward) expect(after.phase).not.toBe('reverting');
      }
    }));
  test('and these lives reached every phase and every ending', () => {
    for (const phase of Object.keys(moves)) expect(reached).toContain(phase);
    expect(reached).toContain('decided alone');
    for (const ending of Object.keys(endings)) expect(reached).toContain(ending);
  });
});

const given = (...commands: CycleCommand[]) => {
  const state = commands.reduce<Cycle>(
    (before, command) => hear(before, command, begin).after,
    cycle.initial,
  );
  return { when: (command: CycleCommand, after = 0) => hear(state, command, begin + after) };
};
const [ada, bob, cyd, dee, eve] = voters as [never, never, never, never, never];
const proposal: CycleCommand = { type: 'propose_retrain', ...opening, request };
const subjectOf = (...commands: CycleCommand[]): string => {
  const state = commands.reduce<Cycle>(
    (before, command) => hear(before, command, begin).after,
    cycle.initial,
  );
  return 'ballot' in state ? state.ballot.subject : '';
};
const yes = (by: never, subject = subjectOf(proposal)): CycleCommand => ({
  type: 'vote',
  by,
  choice: 'yes',
  subject,
});
const switched: CycleCommand = { type: 'switched', to: 'v2' as never };
const started: CycleCommand = { type: 'started', run: 'r1' as never };
const trained: CycleCommand = {
  type: 'trained',
  challenger: { version: 'v2' as never, trainedUntil: begin - 14 * day },
};
const better: CycleCommand = { type: 'evaluated', evaluation: evaluationOf('better') };
const offered = [proposal, yes(bob), started, trained, better];

describe('a request', () => {
  test('is not approved by whoever asked', () => {
    expect(given(proposal).when(yes(ada)).refused).toBe('own_proposal');
  });
  test('nor by somebody outside of its groups', () => {
    expect(given(proposal).when(yes(eve)).refused).toBe('not_allowed');
  });
  test('nor from a card that showed something else', () => {
    expect(given(proposal).when(yes(bob, 'an older question')).refused).toBe('stale_card');
  });
  test('is sent to the trainer once it is approved', () => {
    const { effects, after } = given(proposal).when(yes(bob));
    expect(after.phase).toBe('submitting');
    expect(effects.map(({ kind }) => kind)).toEqual(['refresh_card', 'start_training', 'refresh_card']);
  });
  test('goes to the trainer at once where the policy asks nobody', () => {
    const asksNobody = { ...policy, retrain: { ...policy.retrain, quorum: 0 } };
    const { after, effects } = given().when({
      type: 'propose_retrain',
      ...opening,
      request,
      policy: asksNobody,
    });
    expect(after).toMatchObject({ phase: 'submitting', votes: [], deadline: begin + policy.trainMs });
    expect(effects.filter(({ kind }) => kind === 'start_training')).toHaveLength(1);
  });
  test('says who was first when the second press comes', () => {
    expect(given(proposal, yes(bob)).when(yes(bob)).refused).toBe('already_voted');
    expect(given(proposal, yes(bob)).when(yes(cyd)).refused).toBe('already_decided');
  });
  test('is over at its deadline, also when the clock has not closed it yet', () => {
    const wait = policy.retrain.expiresMs;
    const alone: CycleCommand = {
      ...{ type: 'break_glass', by: voters[5]!, reason: 'recall is gone' },
      subject: subjectOf(proposal),
    };
    for (const late of [yes(bob), alone]) {
      expect(given(proposal).when(late, wait - 1).after.phase).toBe('submitting');
      expect(given(proposal).when(late, wait).refused).toBe('already_decided');
    }
  });
  test('is denied only with a reason', () => {
    const no: CycleCommand = { type: 'vote', by: bob, choice: 'no', subject: subjectOf(proposal) };
    expect(given(proposal).when(no).refused).toBe('reason_required');
    expect(given(proposal).when({ ...no, reason: 'wait' } as CycleCommand).after).toMatchObject({
      outcome: { result: 'denied', why: 'wait' },
    });
  });
});

describe('a challenger', () => {
  test('that is worse is not offered', () => {
    const worse: CycleCommand = { type: 'evaluated', evaluation: evaluationOf('worse') };
    expect(given(...offered.slice(0, 4)).when(worse).after).toMatchObject({ outcome: { result: 'worse' } });
  });
  test('is promoted by two, and the card of the champion that was moved meanwhile is out of date', () => {
    const subject = subjectOf(...offered);
    expect(given(...offered).when(yes(cyd, subject)).after.phase).toBe('offered');
    const { effects } = given(...offered, yes(cyd, subject)).when(yes(dee, subject));
    expect(effects[1]).toMatchObject({ kind: 'set_champion', to: 'v2', expected: 'v1' });
    expect(given(...offered).when({ type: 'champion_moved', champion: 'v9' as never }).after).toMatchObject({
      outcome: { result: 'champion_changed' },
    });
  });
  test('that got worse while it was watched did not hold, although nobody took it back', () => {
    const subject = subjectOf(...offered);
    const watching = [...offered, yes(cyd, subject), yes(dee, subject), switched];
    const over: CycleCommand = { type: 'expire', deadline: begin + policy.watchMs };
    const held = given(...watching).when(over, policy.watchMs).after;
    expect(held).toMatchObject({ outcome: { result: 'held', why: null } });
    const worse = given(...watching, { type: 'regressed', reason: 'mae over 60' }).when(over, policy.watchMs);
    expect(worse.after).toMatchObject({ outcome: { result: 'kept', why: 'mae over 60' } });
  });
  test('whose promotion nobody confirms is taken back', () => {
    const subject = subjectOf(...offered);
    const promoting = [...offered, yes(cyd, subject), yes(dee, subject)];
    const state = promoting.reduce<Cycle>(
      (before, command) => hear(before, command, begin).after,
      cycle.initial,
    );
    if (state.phase !== 'promoting') throw new Error(state.phase);
    const { after, effects } = given(...promoting).when({ type: 'expire', deadline: state.deadline }, day);
    expect(after.phase).toBe('reverting');
    expect(effects[0]).toMatchObject({ kind: 'set_champion', to: 'v1', expected: 'v2' });
  });
});
