import { describe, expect, test } from 'vitest';
import { mayDecide, mayVote, openBallot } from '../../src/domain/ballot.ts';
import {
  contradiction,
  policiesFor,
  resolvePolicy,
  type SharedPolicy,
} from '../../src/domain/shared-policy.ts';

const model = {
  id: 'churn' as never,
  owners: ['eng' as never],
  tags: ['credit', 'weekly'],
  tier: 'high' as const,
};
const policy = (id: string, match: object, quorum?: number): SharedPolicy => ({
  id,
  ...match,
  says: quorum === undefined ? {} : { promote: { quorum } },
});

describe('policies that several models share', () => {
  test('speak for the models that have all of their tags, and their tier', () => {
    const shared = [
      policy('all', {}),
      policy('tier', { tier: 'high' }),
      policy('other-tier', { tier: 'low' }),
      policy('tags', { tags: ['credit', 'weekly'] }),
      policy('other-tag', { tags: ['credit', 'daily'] }),
      policy('named', { models: ['churn'] }),
      policy('other-model', { models: ['fraud'] }),
    ];
    expect(policiesFor(model, shared).map(({ id }) => id)).toEqual(['all', 'tier', 'tags', 'named']);
  });
  test('give way to narrower ones setting by setting, and all of them to the model itself', () => {
    const shared: SharedPolicy[] = [
      { id: 'credit', tags: ['credit'], says: { promote: { groups: ['risk' as never] } } },
      { id: 'high', tier: 'high', says: { promote: { quorum: 3, groups: ['leads' as never] }, watchMs: 7 } },
    ];
    const resolved = resolvePolicy(model, { promote: { expiresMs: 5 } }, shared);
    expect(resolved.promote).toMatchObject({ quorum: 3, groups: ['risk'], expiresMs: 5, barRequester: true });
    expect([resolved.watchMs, resolved.from]).toEqual([7, ['high', 'credit']]);
  });
  test('leave the rest to the tier and to the owners', () => {
    const tiers = (['low', 'standard', 'high'] as const).map((tier) => {
      const { quorum, barRequester } = resolvePolicy({ ...model, tier }, {}, []).promote;
      return [quorum, barRequester];
    });
    expect(tiers).toEqual([
      [1, false],
      [1, true],
      [2, true],
    ]);
    expect(resolvePolicy(model, {}, []).rollback).toEqual(['eng']);
  });
  test('that are equally narrow must agree', () => {
    const one = policy('a', { tags: ['credit'] }, 2);
    expect(contradiction(model, [one, policy('b', { tags: ['weekly'] }, 3)])).toEqual({
      policies: ['a', 'b'],
      setting: 'promote.quorum',
    });
    expect(contradiction(model, [one, policy('b', { tags: ['weekly'] }, 2)])).toBeNull();
    expect(contradiction(model, [one, policy('b', { tier: 'high' }, 3)])).toBeNull();
  });
});

describe('a group that may not vote', () => {
  const rule = {
    quorum: 1,
    groups: ['leads' as never],
    except: ['contractors' as never],
    barRequester: false,
    expiresMs: 1,
  };
  const by = { id: 'eve' as never, groups: ['leads' as never, 'contractors' as never] };
  test('outweighs every group that may', () => {
    expect(mayDecide(rule, by)).toBe(false);
    expect(mayDecide(rule, { groups: ['leads' as never] })).toBe(true);
    const ballot = openBallot('P-7', rule, { what: 'v2', requester: null });
    const voted = mayVote(ballot, { by, choice: 'yes', subject: ballot.subject });
    expect(voted).toMatchObject({
      ok: false,
      error: { code: 'denied_group', facts: { except: 'contractors' } },
    });
  });
  test('is part of what is asked', () => {
    const { except: _, ...open } = rule;
    const subjects = [rule, open].map(
      (one) => openBallot('P-7', one, { what: 'v2', requester: null }).subject,
    );
    expect(new Set(subjects).size).toBe(2);
  });
});
