/** What votes come to, as functions over the module; and what is asked of it there and in `ballot-suite`. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type * as ballots from '../../src/domain/ballot.ts';
import type { Ballot, Vote, Voter } from '../../src/domain/ballot.ts';
import type { Rule } from '../../src/domain/model.ts';
import { day } from '../../src/lib/time.ts';

export type Ballots = typeof ballots;

const ids = <T>(...names: string[]): T[] => names as T[];
export const [leads, risk, contractors, interns, eng] = ids<Rule['groups'][0]>(
  'leads',
  'risk',
  'contractors',
  'interns',
  'eng',
);
export const [ada, bob] = ids<Voter['id']>('ada', 'bob');
export const asked: Rule = {
  quorum: 2,
  groups: [leads!, risk!],
  except: [contractors!, interns!],
  barRequester: true,
  expiresMs: day,
};
export const memberships = [
  [],
  [eng],
  [leads],
  [risk],
  [leads, contractors],
  [risk, interns],
  [contractors],
] as Rule['groups'][];
export const requesters = [ada!, bob!, null];

/** Two accounts that turn out to be one person have one vote, and what bars one bars both. */
export function oneVote({ cast, handOut, joinVoters, openBallot, tally }: Ballots): void {
  const link = { account: 'slack:T/U' as never, person: bob! };
  const yes = (by: string, at: number): Vote => ({ by: by as never, choice: 'yes', at });
  const ballot = openBallot('P-7', asked, { what: 1, requester: ada! });
  const both = [yes('slack:T/U', 1), yes('cyd', 2), yes('bob', 3)].reduce(cast, ballot);
  expect(joinVoters(both, link)).toEqual({ ...ballot, votes: [yes('cyd', 2), yes('bob', 3)] });
  expect(joinVoters([yes('bob', 1), yes('slack:T/U', 2)].reduce(cast, ballot), link).votes).toEqual([
    yes('bob', 2),
  ]);
  const own = openBallot('P-7', asked, { what: 1, requester: link.account });
  expect(joinVoters(own, link).barred).toEqual([bob]);
  expect(tally(joinVoters([yes('bob', 1), yes('cyd', 2)].reduce(cast, own), link))).toBe('open');
  const handed = { by: link.account, groups: [], hash: 'h', until: 9 };
  expect(joinVoters(handOut(ballot, handed), link).confirmations).toEqual([]);
  expect(joinVoters(handOut(ballot, { ...handed, by: bob! }), link).confirmations).toHaveLength(1);
  expect(joinVoters({ ...own, barred: [bob!, link.account] }, link).barred).toEqual([bob]);
}

/** A link is for one person, one question and a while; the newest is the only one, and a vote uses it up. */
export function links({ cast, confirms, handOut, openBallot }: Ballots): void {
  const ballot = openBallot('P-7', { ...asked, secondFactor: true }, { what: 1, requester: null });
  const handed = { by: bob!, groups: [leads!], hash: 'h1', until: 10 };
  const one = handOut(handOut(ballot, handed), { ...handed, by: ada!, hash: 'h2' });
  const can = (on: Ballot, by: Voter['id'], hash: string, now = 9) => confirms(on, { by, hash }, now);
  expect([can(one, bob!, 'h1'), can(one, ada!, 'h2')]).toEqual([true, true]);
  expect([can(one, ada!, 'h1'), can(one, bob!, 'h3'), can(one, bob!, 'h1', 10)]).toEqual([
    false,
    false,
    false,
  ]);
  expect(can(ballot, bob!, 'h1')).toBe(false);
  expect(can(handOut(one, { ...handed, hash: 'h4' }), bob!, 'h1')).toBe(false);
  const voted = cast(one, { by: bob!, choice: 'yes', at: 1, confirmed: true });
  expect([can(voted, bob!, 'h1'), can(voted, ada!, 'h2')]).toEqual([false, true]);
  expect(one).toMatchObject({ subject: ballot.subject, votes: [] });
}

const names = ['ada', 'bob', 'cyd', 'dee'];
const casting = fc.record({
  by: fc.constantFrom(...names),
  groups: fc.constantFrom(...memberships, [leads!], [risk!], [leads!, risk!]),
  choice: fc.constantFrom<'yes' | 'no'>('yes', 'yes', 'yes', 'no'),
  reason: fc.constantFrom('because', 'because', ''),
  fits: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
  confirmed: fc.boolean(),
});
const rules = fc.record({
  quorum: fc.integer({ min: 0, max: 3 }),
  groups: fc.constant(asked.groups),
  except: fc.constantFrom(asked.except!, [] as Rule['groups']),
  barRequester: fc.boolean(),
  secondFactor: fc.boolean(),
  expiresMs: fc.constant(day),
});

/** Nothing happens without a yes by enough people who may, none of them barred; and with them it happens. */
export function enoughPeople({ cast, mayVote, openBallot, tally }: Ballots): { ends: Set<string> } {
  const ends = new Set<string>();
  fc.assert(
    fc.property(
      rules,
      fc.constantFrom(...requesters),
      fc.array(casting, { maxLength: 8 }),
      (rule, requester, votes) => {
        let ballot: Ballot = openBallot('P-7', rule, { what: 1, requester });
        const said = new Map<string, 'yes' | 'no'>();
        const may = (groups: string[]) =>
          rule.groups.some((group) => groups.includes(group)) &&
          !rule.except.some((group) => groups.includes(group));
        for (const [at, { by, groups, choice, reason, fits, confirmed }] of votes.entries()) {
          if (tally(ballot) !== 'open') break;
          const subject = fits ? ballot.subject : 'older';
          const id = by as Voter['id'];
          const vote = { by: { id, groups: groups as never }, choice, subject, reason, confirmed };
          if (!mayVote(ballot, vote).ok) continue;
          expect(choice === 'yes' && rule.secondFactor && !confirmed).toBe(false);
          expect(fits && may(groups)).toBe(true);
          expect(choice === 'yes' && rule.barRequester && by === requester).toBe(false);
          said.set(by, choice);
          ballot = cast(ballot, { by: id, choice, at, confirmed });
        }
        expect(ballot.votes.map(({ by, choice }) => [by, choice]).sort()).toEqual([...said].sort());
        const yes = [...said.values()].filter((choice) => choice === 'yes').length;
        const end = [...said.values()].includes('no') ? 'lost' : yes >= rule.quorum ? 'carried' : 'open';
        expect(tally(ballot)).toBe(end);
        ends.add(`${end} ${rule.quorum}`);
      },
    ),
    { seed: 7, numRuns: 400, endOnFailure: true },
  );
  return { ends };
}

/** Votes that came to be there in any way: the barred and the doubled count for nothing, one no for everything. */
export function countedVotes({ cast, openBallot, tally }: Ballots): void {
  const yes = (by: string, at = 1): Vote => ({ by: by as never, choice: 'yes', at });
  const ballot = openBallot('P-7', asked, { what: 1, requester: ada! });
  const having = (...votes: Vote[]) => tally({ ...ballot, votes });
  expect([having(), having(yes('bob')), having(yes('ada'), yes('bob'))]).toEqual(['open', 'open', 'open']);
  expect(having(yes('bob'), yes('bob', 2))).toBe('open');
  expect(having(yes('bob'), yes('cyd'))).toBe('carried');
  expect(having(yes('bob'), yes('cyd'), yes('dee'))).toBe('carried');
  expect(having(yes('bob'), yes('cyd'), { ...yes('ada'), choice: 'no' })).toBe('lost');
  expect(having({ ...yes('ada'), choice: 'no' }, yes('bob'), yes('cyd'))).toBe('lost');
  expect(tally(openBallot('R-7', { ...asked, quorum: 0 }, { what: 1, requester: null }))).toBe('carried');
  const high = openBallot('P-7', { ...asked, secondFactor: true }, { what: 1, requester: ada! });
  const confirmed = (by: string): Vote => ({ ...yes(by), confirmed: true });
  expect(tally({ ...high, votes: [yes('bob'), yes('cyd')] })).toBe('open');
  expect(tally({ ...high, votes: [confirmed('bob'), yes('cyd')] })).toBe('open');
  expect(tally({ ...high, votes: [confirmed('bob'), confirmed('cyd')] })).toBe('carried');
  const after = cast(cast(cast(ballot, yes('bob')), yes('cyd')), { ...yes('bob', 3), choice: 'no' });
  expect(after.votes).toEqual([yes('cyd'), { ...yes('bob', 3), choice: 'no' }]);
  expect(after).toMatchObject({ id: ballot.id, subject: ballot.subject, quorum: 2 });
}
