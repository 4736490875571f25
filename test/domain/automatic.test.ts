import { describe, expect, test } from 'vitest';
import { isBlackout, mayPromoteItself, mustWait } from '../../src/domain/automatic.ts';
import type { ComparedMetric } from '../../src/domain/evaluation.ts';
import { day, hour, week } from '../../src/lib/time.ts';
import { evaluationOf } from './cycle-world.ts';

const monday = Date.UTC(2026, 0, 5);

describe('a span in which nothing starts', () => {
  const weekend = { weekly: { from: (5 * 24 + 16) * 60, to: (24 + 8) * 60, zone: 'Europe/Berlin' } };
  test.each([
    ['2026-01-02T14:59:00Z', false],
    ['2026-01-02T15:00:00Z', true],
    ['2026-01-04T12:00:00Z', true],
    ['2026-01-05T06:59:00Z', true],
    ['2026-01-05T07:00:00Z', false],
    // Summer: an hour earlier by UTC.
    ['2026-07-03T14:00:00Z', true],
    ['2026-07-06T06:00:00Z', false],
  ])('from Friday 16:00 to Monday 08:00 in Berlin: %s is %s', (at, inside) => {
    expect(isBlackout([weekend], Date.parse(at))).toBe(inside);
  });
  test('may be two dates, the second of them outside', () => {
    const freeze = { from: monday, to: monday + day };
    expect(
      [monday - 1, monday, monday + day - 1, monday + day].map((at) => isBlackout([freeze], at)),
    ).toEqual([false, true, true, false]);
  });
});

describe('starting by itself', () => {
  const rules = { onAlert: true, perWeek: 2, coolDownMs: 3 * day, blackouts: [] };
  const facts = { now: monday, starts: [], ended: null };
  test('waits for the cool-down to its last millisecond', () => {
    expect(mustWait(rules, { ...facts, ended: monday - 3 * day + 1 })).toContain('3 d');
    expect(mustWait(rules, { ...facts, ended: monday - 3 * day })).toBeNull();
  });
  test('keeps to its budget of seven days', () => {
    expect(mustWait(rules, { ...facts, starts: [monday - week, monday - hour] })).toBeNull();
    expect(mustWait(rules, { ...facts, starts: [monday - week + 1, monday - hour] })).toContain('2 times');
  });
  test('is silent in a blackout', () => {
    const blackouts = [{ from: monday, to: monday + 1 }];
    expect(mustWait({ ...rules, blackouts }, facts)).toContain('nothing may start');
  });
});

describe('promoting by itself', () => {
  const metric = (name: string, verdict: ComparedMetric['verdict']): ComparedMetric =>
    ({ metric: name, verdict }) as ComparedMetric;
  const compared = (verdict: 'better' | 'worse' | 'no_clear_winner', ...metrics: ComparedMetric[]) => {
    const evaluation = evaluationOf(verdict);
    return { ...evaluation, comparison: { ...evaluation.comparison, metrics } };
  };
  const all = { promote: { guards: 'all' as const, rollBack: true } };
  const rmse = { promote: { guards: ['rmse' as const], rollBack: true } };
  test.each([
    ['better', all, compared('better', metric('mae', 'better'), metric('rmse', 'no_clear_winner')), true],
    ['not clearly better', all, compared('no_clear_winner', metric('mae', 'no_clear_winner')), false],
    ['a guard is worse', all, compared('better', metric('mae', 'better'), metric('rmse', 'worse')), false],
    [
      'another metric than the guard is worse',
      rmse,
      compared('better', metric('rmse', 'better'), metric('bias', 'worse')),
      true,
    ],
    ['the guard was not measured', rmse, compared('better', metric('mae', 'better')), false],
    ['the policy does not say so', {}, compared('better', metric('mae', 'better')), false],
  ])('%s', (_, policy, evaluation, may) => {
    expect(mayPromoteItself(policy, evaluation)).toBe(may);
  });
});
