/**
 * Everything that ballots promise, as functions over the module: run on the real one, and on mutants that must not survive. Each
 * throws at the first promise that is broken.
 */
import { expect } from 'vitest';
import type { Vote, Voter } from '../../src/domain/ballot.ts';
import type { Rule } from '../../src/domain/model.ts';
import {
  ada,
  asked,
  type Ballots,
  bob,
  contractors,
  countedVotes,
  eng,
  enoughPeople,
  interns,
  leads,
  links,
  memberships,
  oneVote,
  requesters,
  risk,
} from './count-suite.ts';

/** Groups of another account keep somebody out, and let nobody in. */
export function elsewhere({ mayDecide }: Ballots): void {
  const may = (groups: Rule['groups'], other: Rule['groups']) =>
    mayDecide(asked, { groups, elsewhere: other });
  expect([may([leads!], [contractors!]), may([leads!], [risk!]), may([eng!], [leads!])]).toEqual([
    false,
    true,
    false,
  ]);
}

/** Whether a vote may be cast, as rows of which the first that fits decides; said anew, so that a mistake is made in one place only. */
function expected(
  vote: {
    requester: Voter['id'] | null;
    bar: boolean;
    groups: string[];
    choice: string;
    reason?: string;
    stale: boolean;
    lacks: boolean;
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
    [choice === 'yes' && vote.lacks, 'second_factor'],
    [choice === 'no' && reason.trim() === '', 'reason_required'],
    [true, 'ok'],
  ];
  return rows.find(([fits]) => fits)![1];
}

/** Whether the card is stale, each yes needs a link, and this one came by it. */
const states = [
  [false, false, false],
  [true, false, false],
  [false, true, false],
  [false, true, true],
  [true, true, true],
] as const;

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
            for (const [stale, factor, confirmed] of states)
              for (const votes of earlier) {
                const ballot = {
                  ...openBallot(
                    'P-7',
                    { ...asked, barRequester: bar, secondFactor: factor },
                    { what: 1, requester },
                  ),
                  votes,
                };
                const given = {
                  by: { id: ada!, groups },
                  choice,
                  subject: stale ? 'older' : ballot.subject,
                  confirmed,
                };
                const said = mayVote(ballot, { ...given, ...(reason !== undefined && { reason }) });
                const want = expected(
                  {
                    requester,
                    bar,
                    groups,
                    choice,
                    stale,
                    lacks: factor && !confirmed,
                    ...(reason && { reason }),
                  },
                  votes,
                );
                const got = said.ok ? 'ok' : said.error.code;
                // Thousands of rows: an assertion for each would take most of the time.
                if (got !== want) expect({ given, votes, got }).toEqual({ given, votes, got: want });
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
    whom: 'leads or risk',
    about: 'P-7',
  });
  expect(facts([risk!, interns!])).toMatchObject({
    what: 'Deciding P-7',
    except: 'interns',
    groups: 'leads or risk',
    whom: 'leads or risk',
    about: 'P-7',
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
    openBallot('P-7', { ...asked, secondFactor: true }, about),
    openBallot('P-7', asked, { ...about, requester: bob! }),
  ];
  expect(new Set([ballot, ...others].map(({ subject }) => subject)).size).toBe(7);
  expect(openBallot('P-7', asked, about).subject).toBe(ballot.subject);
  expect(deniedBy(asked, { groups: [leads!, interns!] })).toBe('interns');
  expect(deniedBy(asked, { groups: [interns!] })).toBeNull();
  expect(deniedBy(open, { groups: [leads!, interns!] })).toBeNull();
}

/** Who is reminded: whoever may say yes and has said nothing. */
export function waitedFor({ mayStillVote, openBallot, cast }: Ballots): void {
  const open = openBallot('P-7', asked, { what: 1, requester: ada! });
  const ballot = cast(open, { by: bob!, choice: 'yes', at: 1 });
  const who = (id: Voter['id'], groups: Rule['groups']) => mayStillVote(ballot, { id, groups });
  expect([who('eve' as never, [leads!]), mayStillVote(open, { id: bob!, groups: [leads!] })]).toEqual([
    true,
    true,
  ]);
  expect([who('eve' as never, [eng!]), who(ada!, [leads!]), who(bob!, [leads!])]).toEqual([
    false,
    false,
    false,
  ]);
}

/** All of it; the last to run shows that every end was reached. */
export function proveBallots(on: Ballots): void {
  everyVote(on);
  sentences(on);
  questions(on);
  countedVotes(on);
  elsewhere(on);
  waitedFor(on);
  oneVote(on);
  links(on);
  const { ends } = enoughPeople(on);
  for (const end of ['carried 0', 'carried 1', 'carried 2', 'carried 3', 'lost 1', 'lost 2', 'open 3'])
    expect(ends).toContain(end);
}
