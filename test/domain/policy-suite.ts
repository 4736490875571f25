/** Everything that the resolution of policies promises, as a function over the module. */
import { expect } from 'vitest';
import type { GroupId } from '../../src/domain/ids.ts';
import type * as policies from '../../src/domain/shared-policy.ts';
import type { PartialPolicy, SharedPolicy } from '../../src/domain/shared-policy.ts';
import { day } from '../../src/lib/time.ts';

export type Policies = typeof policies;

const [leads, risk, eng] = ['leads', 'risk', 'eng'] as GroupId[];
const model = { id: 'churn' as never, owners: [eng!], tags: ['credit', 'weekly'], tier: 'high' as const };
const shared = (id: string, match: object, says: PartialPolicy = {}): SharedPolicy => ({
  id,
  ...match,
  says,
});

/** Whose words count for a model. */
export function provePolicies({
  policiesFor,
  resolvePolicy,
  contradiction,
  policyDefaults,
  tierDefaults,
}: Policies): void {
  const speaking = (...all: SharedPolicy[]) => policiesFor(model, all).map(({ id }) => id);
  expect(
    speaking(
      shared('named', { models: ['churn'] }),
      shared('other', { models: ['fraud'] }),
      shared('both', { tags: ['credit', 'weekly'] }),
      shared('half', { tags: ['credit', 'daily'] }),
      shared('b-tag', { tags: ['credit'] }),
      shared('a-tag', { tags: ['weekly'] }),
      shared('0-tag-tier', { tags: ['credit'], tier: 'high' }),
      shared('tier', { tier: 'high' }),
      shared('low', { tier: 'low' }),
      shared('z-all', {}),
      shared('nobody', { models: [] }),
      shared('named-tag', { models: ['churn'], tags: ['credit'] }),
      shared('many', { tags: ['credit', 'weekly'], tier: 'high' }),
    ),
  ).toEqual(['z-all', 'tier', 'a-tag', 'b-tag', '0-tag-tier', 'both', 'many', 'named', 'named-tag']);
  const all = [
    shared(
      'credit',
      { tags: ['credit'] },
      { promote: { groups: [risk!], quorum: 1 }, retrain: { quorum: 5 }, watchMs: 3 },
    ),
    shared(
      'high',
      { tier: 'high' },
      {
        promote: { quorum: 3, groups: [leads!], expiresMs: 9 },
        retrain: { quorum: 6 },
        watchMs: 7,
        holdoutMs: 4,
      },
    ),
  ];
  const resolved = resolvePolicy(model, { promote: { quorum: 4 }, retrain: { barRequester: false } }, all);
  expect(resolved.promote).toEqual({
    quorum: 4,
    groups: [risk],
    expiresMs: 9,
    barRequester: true,
    secondFactor: true,
  });
  expect(resolved.retrain).toEqual({
    ...tierDefaults.high,
    quorum: 5,
    groups: [eng],
    expiresMs: 3 * day,
    barRequester: false,
  });
  const { expiresMs: _, ...times } = policyDefaults;
  expect(resolved).toMatchObject({
    ...times,
    watchMs: 3,
    holdoutMs: 4,
    rollback: [eng],
    from: ['high', 'credit'],
  });
  expect(resolved).not.toHaveProperty('expiresMs');
  expect(resolvePolicy(model, { rollback: [leads!], watchMs: 1 }, all)).toMatchObject({
    rollback: [leads],
    watchMs: 1,
  });
  expect(resolvePolicy(model, {}, [])).not.toHaveProperty('from');
  const byTier = (['low', 'standard', 'high'] as const).map(
    (tier) => resolvePolicy({ ...model, tier }, {}, []).promote,
  );
  expect(
    byTier.map(({ quorum, barRequester, secondFactor }) => [quorum, barRequester, secondFactor ?? false]),
  ).toEqual([
    [1, false, false],
    [1, true, false],
    [2, true, true],
  ]);

  const one = shared('a', { tags: ['credit'] }, { promote: { quorum: 2 }, rollback: [leads!] });
  const against = (match: object, says: PartialPolicy) =>
    contradiction(model, [one, shared('b', match, says)]);
  expect(against({ tags: ['weekly'] }, { promote: { quorum: 3 } })).toMatchObject({ policies: ['a', 'b'] });
  expect(against({ tags: ['weekly'] }, { rollback: [risk!] })).toMatchObject({ policies: ['a', 'b'] });
  expect(against({ tags: ['weekly'] }, { promote: { quorum: 2 }, rollback: [leads!] })).toBeNull();
  expect(against({ tags: ['weekly'] }, { promote: { expiresMs: 3 }, retrain: { quorum: 3 } })).toBeNull();
  expect(against({ tier: 'high' }, { promote: { quorum: 3 } })).toBeNull();
  expect(against({ tags: ['daily'] }, { promote: { quorum: 3 } })).toBeNull();
  const third = shared('c', { tags: ['weekly'] }, { promote: { quorum: 5 } });
  expect(contradiction(model, [shared('0', {}), one, third])).toMatchObject({ policies: ['a', 'c'] });
}
