/**
 * Everything that ballots promise, as functions over the module: run on the real one, and on mutants that must not survive. Each
 * throws at the first promise that is broken.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type * as ballots from '../../src/domain/ballot.ts';
import type { Ballot, Vote, Voter } from '../../src/domain/ballot.ts';
import type { Rule } from '../../src/domain/model.ts';
import { day } from '../../src/lib/time.ts';

export type Ballots = typeof ballots;

const ids = <T>(...names: string[]): T[] => names as T[];
const [leads, risk, contractors, interns, eng] = ids<Rule['groups'][0]>(
  'leads',
  'risk',
  'contractors',
  'interns',
  'eng',
);
const [ada, bob] = ids<Voter['id']>('ada', 'bob');
const asked: Rule = {
  quorum: 2,
  groups: [leads!, risk!],
  except: [contractors!, interns!],
  barRequester: true,
  expiresMs: day,
};
const memberships = [
  [],
  [eng],
  [leads],
  [risk],
  [leads, contractors],
  [risk, interns],
  [contractors],
] as Rule['groups'][];
const requesters = [ada!, bob!, null];

/** Whether a vote may be cast, as rows of which the first that fits decides; said anew, so that a mistake is made in one place only. */
function expected(
  vote: {
    requester: Voter['id'] | null;
    bar: boolean;
    groups: string[];
    choice: string;
    reason?: string;
    stale: boolean;
  },
  before: Vote[],
): string {
  const { groups, choice, reason = '' } = vote;
  const asksThem = groups.includes('leads') || groups.includes('risk');
  const denied = groups.includes('contractors') || groups.includes('interns');
  const rows: [boolean, string][] = [
    [vote.stale, 'stale_card'],
    [!asksThem, 'not_allowed'],
    [denied, 'denied_group'],
    [choice === 'yes' && vote.bar && vote.requester === ada, 'own_proposal'],
    [before.some(({ by, choice: cast }) => by === ada && cast === choice), 'already_voted'],
    [choice === 'no' && reason.trim() === '', 'reason_required'],
    [true, 'ok'],
  ];
  return rows.find(([fits]) => fits)![1];
}

/** Every combination of whoever votes, what they say, and what was said before. */
export function everyVote({ mayVote, openBallot }: Ballots): void {
  const earlier: Vote[][] = [
    [],
    [{ by: ada!, choice: 'yes', at: 1 }],
    [{ by: ada!, choice: 'no', at: 1 }],
    [
      { by: bob!, choice: 'yes', at: 1 },
      { by: bob!, choice: 'no', at: 2 },
    ],
  ];
  for (const requester of requesters)
    for (const bar of [true, false])
      for (const groups of memberships)
        for (const choice of ['yes', 'no'] as const)
          for (const reason of [undefined, ' \t', 'not yet'])
            for (const stale of [true, false])
              for (const votes of earlier) {
                const ballot = {
                  ...openBallot('P-7', { ...asked, barRequester: bar }, { what: 1, requester }),
                  votes,
                };
                const given = { by: { id: ada!, groups }, choice, subject: stale ? 'older' : ballot.subject };
                const said = mayVote(ballot, { ...given, ...(reason !== undefined && { reason }) });
                const want = expected(
                  { requester, bar, groups, choice, stale, ...(reason && { reason }) },
                  votes,
                );
                expect(said.ok ? 'ok' : said.error.code).toBe(want);
              }
}

/** What people read when they may not. */
export function sentences({ mayVote, openBallot, unsatisfiable, sayWho }: Ballots): void {
  const ballot = openBallot('P-7', asked, { what: 1, requester: ada! });
  const facts = (groups: Rule['groups']) => {
    const said = mayVote(ballot, { by: { id: ada!, groups }, choice: 'yes', subject: ballot.subject });
    return said.ok ? null : said.error.facts;
  };
  expect(facts([])).toEqual({
    what: 'Deciding P-7',
    groups: 'leads or risk, but nobody of contractors or interns',
  });
  expect(facts([risk!, interns!])).toMatchObject({
    what: 'Deciding P-7',
    except: 'interns',
    groups: 'leads or risk',
  });
  expect(facts([leads!])).toEqual({ ballot: 'P-7', others: 'Anyone else in leads or risk can.' });
  expect(sayWho({ groups: [leads!] })).toBe('leads');
  const known = [
    { id: ada!, groups: [leads!], name: 'Ada' },
    { id: bob!, groups: [risk!] },
    { id: 'eve' as never, groups: [leads!, contractors!] },
  ];
  expect(unsatisfiable(asked, known, ada!)).toBe(
    'it needs 2 of leads or risk, but nobody of contractors or interns, not whoever asks, and only bob is known there',
  );
  expect(unsatisfiable({ ...asked, quorum: 3 }, known, null)).toMatch(/only Ada and bob are known there$/);
  expect(unsatisfiable(asked, known, null)).toBeNull();
  expect(unsatisfiable({ ...asked, barRequester: false }, known, ada!)).toBeNull();
  expect(unsatisfiable({ ...asked, barRequester: false, quorum: 3 }, [], ada!)).toBe(
    'it needs 3 of leads or risk, but nobody of contractors or interns, and nobody is known there',
  );
}

/** A question is another one when anything about it differs, and nobody has answered it yet. */
export function questions({ openBallot, deniedBy }: Ballots): void {
  const about = { what: 'v2', requester: ada! };
  const ballot = openBallot('P-7', asked, about);
  expect(ballot).toMatchObject({
    id: 'P-7',
    quorum: 2,
    groups: [leads, risk],
    barred: [ada],
    except: asked.except,
    votes: [],
  });
  const { except: _, ...open } = asked;
  expect(openBallot('P-7', { ...asked, except: [] }, about)).not.toHaveProperty('except');
  expect(openBallot('P-7', { ...asked, barRequester: false }, about).barred).toEqual([]);
  expect(openBallot('P-7', asked, { ...about, requester: null }).barred).toEqual([]);
  const others = [
    openBallot('P-7', asked, { ...about, what: 'v3' }),
    openBallot('P-7', { ...asked, quorum: 1 }, about),
    openBallot('P-7', { ...asked, groups: [leads!] }, about),
    openBallot('P-7', open, about),
    openBallot('P-7', asked, { ...about, requester: bob! }),
  ];
  expect(new Set([ballot, ...others].map(({ subject }) => subject)).size).toBe(6);
  expect(openBallot('P-7', asked, about).subject).toBe(ballot.subject);
  expect(deniedBy(asked, { groups: [leads!, interns!] })).toBe('interns');
  expect(deniedBy(asked, { groups: [interns!] })).toBeNull();
  expect(deniedBy(open, { groups: [leads!, interns!] })).toBeNull();
}

const names = ['ada', 'bob', 'cyd', 'dee'];
const casting = fc.record({
  by: fc.constantFrom(...names),
  groups: fc.constantFrom(...memberships, [leads!], [risk!], [leads!, risk!]),
  choice: fc.constantFrom<'yes' | 'no'>('yes', 'yes', 'yes', 'no'),
  reason: fc.constantFrom('because', 'because', ''),
  fits: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
});
const rules = fc.record({
  quorum: fc.integer({ min: 0, max: 3 }),
  groups: fc.constant(asked.groups),
  except: fc.constantFrom(asked.except!, [] as Rule['groups']),
  barRequester: fc.boolean(),
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
        for (const [at, { by, groups, choice, reason, fits }] of votes.entries()) {
          if (tally(ballot) !== 'open') break;
          const subject = fits ? ballot.subject : 'older';
          const id = by as Voter['id'];
          if (!mayVote(ballot, { by: { id, groups: groups as never }, choice, subject, reason }).ok) continue;
          expect(fits && may(groups)).toBe(true);
          expect(choice === 'yes' && rule.barRequester && by === requester).toBe(false);
          said.set(by, choice);
          ballot = cast(ballot, { by: id, choice, at });
        }
        expect(ballot.votes.map(({ by, choice }) => [by, choice]).sort()).toEqual([...said].sort());
        const yes = [...said.values()].filter((choice) => choice === 'yes').length;
        const end = [...said.values()].includes('no') ? 'lost' : yes >= rule.quorum ? 'carried' : 'open';
        expect(tally(ballot)).toBe(end);
        ends.add(`${end} ${rule.quorum}`);
      },
    ),
    { seed: 7, numRuns: 400 },
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
  const after = cast(cast(cast(ballot, yes('bob')), yes('cyd')), { ...yes('bob', 3), choice: 'no' });
  expect(after.votes).toEqual([yes('cyd'), { ...yes('bob', 3), choice: 'no' }]);
  expect(after).toMatchObject({ id: ballot.id, subject: ballot.subject, quorum: 2 });
}

/** All of it; the last to run shows that every end was reached. */
export function proveBallots(on: Ballots): void {
  everyVote(on);
  sentences(on);
  questions(on);
  countedVotes(on);
  const { ends } = enoughPeople(on);
  for (const end of ['carried 0', 'carried 1', 'carried 2', 'carried 3', 'lost 1', 'lost 2', 'open 3'])
    expect(ends).toContain(end);
}
