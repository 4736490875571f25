import { describe, expect, test } from 'vitest';
import { cast, openBallot, type Vote } from '../../src/domain/ballot.ts';
import type { LogEntry } from '../../src/domain/log-entry.ts';
import type { Rule } from '../../src/domain/model.ts';
import { pastDecisions, redecide } from '../../src/domain/past-decision.ts';
import { hour } from '../../src/lib/time.ts';
import { evaluationOf, opening } from './cycle-world.ts';

const rule: Rule = { quorum: 1, groups: ['eng' as never], barRequester: true, expiresMs: 10 * hour };
const ballot = openBallot('R-101', rule, { what: 'x', requester: 'ada' as never });
const vote = (by: string, choice: 'yes' | 'no' = 'yes', at = hour): Vote => ({ by: by as never, choice, at });
const person = (id: string, ...groups: string[]) => ({
  id: id as never,
  name: id,
  groups: groups as never[],
});
const people = [person('ada', 'eng'), person('bob', 'eng'), person('cyd', 'eng', 'contractors')];
const decided = (votes: Vote[]) => ({
  id: 'R-101',
  model: 'churn' as never,
  what: 'retrain' as const,
  requester: 'ada' as never,
  askedAt: 0,
  ballot: votes.reduce(cast, ballot),
  votes,
  result: 'approved' as const,
  endedAs: null,
});

describe('a past decision under another rule', () => {
  test('stays what it was under the same rule', () => {
    expect(redecide(decided([vote('bob')]), rule, people)).toEqual({ result: 'approved', why: [] });
    expect(redecide(decided([vote('bob', 'no')]), rule, people).result).toBe('denied');
    expect(redecide(decided([]), rule, people).result).toBe('undecided');
  });
  test.each<[string, Partial<Rule>, Vote[], string, string]>([
    ['more must say yes', { quorum: 2 }, [vote('bob')], 'undecided', '1 of 2 would have said yes'],
    ['nobody is asked', { quorum: 0 }, [], 'approved', 'it would have asked nobody'],
    [
      'it expires sooner',
      { expiresMs: hour },
      [vote('bob')],
      'undecided',
      'bob would have come after it expired',
    ],
    [
      'a group may not',
      { except: ['contractors' as never] },
      [vote('cyd')],
      'undecided',
      'nobody of contractors may',
    ],
    ['others are asked', { groups: ['leads' as never] }, [vote('bob')], 'undecided', 'not in leads'],
    [
      'nobody knows them',
      { groups: ['leads' as never] },
      [vote('zed')],
      'undecided',
      'nobody knows any more',
    ],
    [
      'a no of one who may not',
      { groups: ['leads' as never] },
      [vote('bob', 'no')],
      'undecided',
      'not in leads',
    ],
    ['it expires at that moment', { expiresMs: hour + 1 }, [vote('bob')], 'approved', ''],
  ])('where %s', (_, change, votes, result, why) => {
    const would = redecide(decided(votes), { ...rule, ...change }, people);
    expect([would.result, would.why.join('; ')]).toEqual([result, expect.stringContaining(why)]);
  });
  test('counts who is gone where the rule only got wider', () => {
    const wider = { ...rule, groups: ['eng', 'leads'] as never[] };
    expect(redecide(decided([vote('zed')]), wider, people).result).toBe('approved');
  });
  test('does not count whoever asked where they are barred now, whoever is asked', () => {
    const free = { ...decided([vote('ada')]), ballot: { ...ballot, barred: [] } };
    expect(redecide(free, { ...rule, barRequester: false }, people).result).toBe('approved');
    expect(redecide(free, rule, people)).toMatchObject({ result: 'undecided' });
  });
  test('decides with the vote that suffices, and hears none after it', () => {
    expect(redecide(decided([vote('bob'), vote('cyd', 'no')]), rule, people).result).toBe('approved');
  });
});

test('decisions are read from the log: both questions of a cycle, and none that was asked before it begins', () => {
  let position = 0;
  const entry = (cycle: string, event: { type: string } & Record<string, unknown>): LogEntry => ({
    stream: `cycle:${cycle}`,
    seq: ++position,
    position,
    type: event.type,
    at: position,
    by: null,
    model: 'churn' as never,
    event,
    hash: '',
  });
  const opened = { ...opening, kind: 'retrain', openedBy: 'ada', openedAt: 0 };
  const free = { ...ballot, quorum: 0 };
  const found = pastDecisions([
    entry('100', { type: 'voted', vote: vote('bob') }),
    entry('101', { type: 'retrain_proposed', opening: opened, ballot, request: {}, until: 9 }),
    entry('102', { type: 'retrain_proposed', opening: opened, ballot, request: {}, until: 9 }),
    entry('101', { type: 'voted', vote: vote('bob') }),
    entry('102', { type: 'voted', vote: vote('bob', 'no') }),
    entry('102', { type: 'cycle_closed', outcome: { result: 'denied' } }),
    entry('101', { type: 'retrain_approved', until: 9 }),
    entry('101', { type: 'challenger_offered', evaluation: evaluationOf('better'), ballot, until: 9 }),
    entry('101', { type: 'cycle_closed', outcome: { result: 'expired' } }),
    // By itself, as its policy lets it: nobody was asked, about neither question.
    entry('103', {
      type: 'retrain_proposed',
      opening: { ...opened, openedBy: null },
      ballot: { ...free, barred: [] },
      request: {},
    }),
    entry('103', { type: 'retrain_approved', until: 9 }),
    entry('103', { type: 'challenger_offered', evaluation: evaluationOf('better'), ballot, until: 9 }),
    entry('103', { type: 'promotion_approved', until: 9 }),
    // Somebody asked, and the rule asks nobody else.
    entry('104', { type: 'retrain_proposed', opening: opened, ballot: free, request: {}, until: 9 }),
    entry('104', { type: 'retrain_approved', until: 9 }),
  ]);
  expect(
    found.map(({ id, what, requester, result, endedAs, votes }) => [
      id,
      what,
      requester,
      result,
      endedAs,
      votes.length,
    ]),
  ).toEqual([
    ['R-101', 'retrain', 'ada', 'approved', null, 1],
    ['R-102', 'retrain', 'ada', 'denied', 'denied', 1],
    ['P-101', 'promote', 'ada', 'undecided', 'expired', 0],
    ['R-104', 'retrain', 'ada', 'approved', null, 0],
  ]);
});
