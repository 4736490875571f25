import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Ballot,
  cast,
  mayVote,
  openBallot,
  tally,
  unsatisfiable,
  type Voter,
} from '../../src/domain/ballot.ts';
import type { Rule } from '../../src/domain/model.ts';

const rule: Rule = { quorum: 2, groups: ['leads' as never], barRequester: true, expiresMs: 1 };
const person = (id: string, ...groups: string[]): Voter => ({ id: id as never, groups: groups as never[] });
const ada = person('ada', 'leads');
const ballot = openBallot('P-7', rule, { what: 'v2', requester: ada.id });

const given = (asked: Ballot) => ({
  when: (by: Voter, choice: 'yes' | 'no', reason?: string) => {
    const allowed = mayVote(asked, { by, choice, subject: asked.subject, ...(reason && { reason }) });
    const after = allowed.ok ? cast(asked, { by: by.id, choice, at: 1 }) : asked;
    return { said: allowed.ok ? tally(after) : allowed.error.code, after };
  },
});

describe('a ballot', () => {
  test('is carried by enough different people', () => {
    const first = given(ballot).when(person('bob', 'leads'), 'yes');
    expect(first.said).toBe('open');
    expect(given(first.after).when(person('bob', 'leads'), 'yes').said).toBe('already_voted');
    expect(given(first.after).when(person('cyd', 'leads'), 'yes').said).toBe('carried');
  });
  test('is lost by one no, which needs a reason', () => {
    expect(given(ballot).when(person('bob', 'leads'), 'no').said).toBe('reason_required');
    expect(given(ballot).when(person('bob', 'leads'), 'no', '  ').said).toBe('reason_required');
    expect(given(ballot).when(person('bob', 'leads'), 'no', 'not yet').said).toBe('lost');
  });
  test('is not approved by whoever asked, who may still withdraw it', () => {
    expect(given(ballot).when(ada, 'yes').said).toBe('own_proposal');
    expect(given(ballot).when(ada, 'no', 'changed my mind').said).toBe('lost');
  });
  test('does not count a yes of whoever asked, however it came to be cast', () => {
    const yes = (by: string) => ({ by: by as never, choice: 'yes' as const, at: 1 });
    const both = cast(cast(ballot, yes('ada')), yes('bob'));
    expect(tally(both)).toBe('open');
    expect(tally(cast(both, yes('cyd')))).toBe('carried');
  });
  test('lets whoever asked vote where the rule allows it', () => {
    const open = openBallot(
      'P-7',
      { ...rule, barRequester: false, quorum: 1 },
      { what: 'v2', requester: ada.id },
    );
    expect(given(open).when(ada, 'yes').said).toBe('carried');
  });
  test('asks only its groups, as they are when the vote is cast', () => {
    expect(given(ballot).when(person('eve', 'eng'), 'yes').said).toBe('not_allowed');
    expect(given(ballot).when(person('eve'), 'no', 'because').said).toBe('not_allowed');
  });
  test('with quorum 0 is carried before anybody votes', () => {
    expect(tally(openBallot('R-7', { ...rule, quorum: 0 }, { what: 'x', requester: null }))).toBe('carried');
  });
  test('is another question when anything about it differs', () => {
    const others = [
      openBallot('P-7', rule, { what: 'v3', requester: ada.id }),
      openBallot('P-7', { ...rule, quorum: 1 }, { what: 'v2', requester: ada.id }),
      openBallot('P-7', { ...rule, groups: ['eng' as never] }, { what: 'v2', requester: ada.id }),
      openBallot('P-7', rule, { what: 'v2', requester: 'bob' as never }),
    ];
    expect(new Set([ballot, ...others].map(({ subject }) => subject)).size).toBe(5);
    expect(openBallot('P-7', rule, { what: 'v2', requester: ada.id }).subject).toBe(ballot.subject);
  });
});

test('a rule that nobody can satisfy says whom it lacks, and any other can be carried by these people', () => {
  const reached = { can: 0, cannot: 0 };
  const people = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('ada', 'bob', 'cyd', 'dee'),
      groups: fc.subarray(['eng', 'leads']),
    }),
    { selector: ({ id }) => id },
  );
  fc.assert(
    fc.property(people, fc.integer({ min: 0, max: 3 }), fc.boolean(), (known, quorum, barRequester) => {
      const asked = { ...rule, quorum, barRequester };
      const voters = known.map(({ id, groups }) => person(id, ...groups));
      const why = unsatisfiable(asked, voters, ada.id);
      const end = voters.reduce(
        (state, voter) => given(state).when(voter, 'yes').after,
        openBallot('P-7', asked, { what: 'v2', requester: ada.id }),
      );
      expect(tally(end) === 'carried').toBe(why === null);
      reached[why === null ? 'can' : 'cannot'] += 1;
    }),
  );
  expect(reached.can).toBeGreaterThan(5);
  expect(reached.cannot).toBeGreaterThan(5);
  expect(unsatisfiable(rule, [person('bob', 'leads')], null)).toBe(
    'it needs 2 of leads, not whoever asks, and only bob is known there',
  );
});
