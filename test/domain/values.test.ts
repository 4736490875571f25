import { describe, expect, test } from 'vitest';
import { authorOf } from '../../src/domain/decider.ts';
import { digestOf } from '../../src/domain/digest.ts';
import { type Effect, effectKey, laneOf } from '../../src/domain/effect.ts';
import { breachesOf, type Finding, type Verdict, verdictOf } from '../../src/domain/finding.ts';
import { namePattern } from '../../src/domain/ids.ts';
import type { LogEntry } from '../../src/domain/log-entry.ts';
import { may, waysTo } from '../../src/domain/may.ts';
import { no, rejections, sayRejection } from '../../src/domain/rejection.ts';
import { missingLineage } from '../../src/domain/version.ts';
import { hour, week } from '../../src/lib/time.ts';

const model = {
  id: 'churn',
  owners: ['owners'],
  policy: { retrain: { groups: ['eng'] }, promote: { groups: ['leads'] }, rollback: ['oncall'] },
} as never;
const person = (...groups: string[]) => ({ id: 'ada', name: 'Ada', groups }) as never;

test('breaches come worst first, whatever they are measured in', () => {
  const breach = (
    metric: string,
    value: number | null,
    limit: number,
    more: Partial<Finding> = {},
  ): Finding => ({
    ...{ metric, value, limit, n: 100, verdict: 'breach', severity: 'warning' },
    ...more,
  });
  const segment = { column: 'plan', value: 'flex' };
  const worstFirst = [
    breach('bias', -90, 60, { severity: 'failing' }),
    breach('auroc', 0.5, 0.75, { severity: 'failing' }),
    breach('mae', 300, 60, { severity: 'failing', segment }),
    breach('rows', 5, 0),
    breach('psi_corrected', 0.47, 0.2, { column: 'proba' }),
    breach('psi_corrected', 0.38, 0.2, { column: 'age' }),
    breach('missing', null, 0.05),
  ];
  const ok = breach('psi_corrected', 9, 0.2, { verdict: 'ok' });
  expect(breachesOf([ok, ...worstFirst.toReversed()])).toEqual(worstFirst);
});

describe('who may', () => {
  test('roll back: the groups that the policy names, and nobody else', () => {
    expect(waysTo('roll_back', model)).toEqual([{ groups: ['oncall'] }]);
    expect(may('roll_back', person('oncall'), model).ok).toBe(true);
    expect(may('roll_back', person('owners', 'eng', 'leads'), model)).toMatchObject({
      error: { code: 'not_allowed', facts: { what: 'Rolling back churn', groups: 'oncall' } },
    });
  });
  test.each(['cancel', 'settle', 'care'] as const)('%s: all who work on the model', (doing) => {
    for (const group of ['owners', 'eng', 'leads', 'oncall'])
      expect(may(doing, person(group), model).ok).toBe(true);
    expect(may(doing, person('visitors'), model).ok).toBe(false);
    expect(may(doing, person(), model).ok).toBe(false);
  });
});

test.each<[Verdict, Verdict[]]>([
  ['breach', ['ok', 'error', 'breach']],
  ['ok', ['not_enough_data', 'error', 'ok']],
  ['error', ['not_enough_data', 'error']],
  ['not_enough_data', ['not_enough_data']],
  ['not_enough_data', []],
])('a check says %s of %j', (verdict, parts) => {
  expect(verdictOf(parts.map((part) => ({ verdict: part }) as never))).toBe(verdict);
});

test('a rejection says its facts, leaves out those that it lacks, and shows no braces', () => {
  expect(sayRejection(no('unknown_model', { model: 'chrn', closest: 'Did you mean churn?' }).error)).toBe(
    'No model named "chrn". Did you mean churn?',
  );
  for (const code of Object.keys(rejections) as (keyof typeof rejections)[])
    expect(sayRejection({ code, facts: {} })).not.toMatch(/[{}]/);
  expect(sayRejection(no('bad_words', { problem: '{model} $& $1' }).error)).toBe('{model} $& $1');
});

test('the author of a command is a person, however the command names one', () => {
  expect(authorOf({ by: 'ada' })).toBe('ada');
  expect(authorOf({ by: { id: 'bob', groups: [] } })).toBe('bob');
  expect([authorOf({ by: null }), authorOf({}), authorOf({ by: 7 })]).toEqual([null, null, null]);
});

test('names are safe in addresses, chat and shells', () => {
  for (const name of ['a', 'churn-v3', '0.9_x', 'x'.repeat(64)]) expect(name).toMatch(namePattern);
  for (const name of ['', '-a', 'a-', 'A', 'a b', 'a/b', "a'b", 'a\n', 'x'.repeat(65)])
    expect(name).not.toMatch(namePattern);
});

test('a version names what is missing to make it again: what nobody told, what is gone, and what nobody looked for', () => {
  const lineage = { data: 'd', code: null, params: {}, environment: 'e', trainedUntil: 1, parent: null };
  expect(missingLineage({ lineage })).toEqual({
    unknown: ['code'],
    gone: [],
    unseen: ['data', 'environment'],
  });
  const whole = { lineage: { ...lineage, code: 'c' } };
  expect(missingLineage(whole, { data: 'gone', code: 'there', environment: 'there' })).toEqual({
    ...{ unknown: [], gone: ['data'], unseen: [] },
  });
  expect(missingLineage(whole, { data: 'there', code: 'there', environment: 'there' })).toEqual({
    ...{ unknown: [], gone: [], unseen: [] },
  });
});

describe('effects', () => {
  const about = { cycle: '7' as never, model: 'churn' as never };
  const window = { from: 1, to: 2 };
  const check = {
    kind: 'run_check',
    model: 'churn',
    monitor: 'drift',
    window,
    cause: 'a',
  } as never as Effect;
  const all: Effect[] = [
    check,
    { ...check, cause: 'b' } as Effect,
    { kind: 'start_training', ...about },
    { kind: 'find_run', ...about },
    { kind: 'poll_training', ...about, run: 'r' as never },
    { kind: 'cancel_training', ...about, run: 'r' as never },
    { kind: 'evaluate_challenger', ...about },
    { kind: 'set_champion', ...about, to: 'v2' as never, expected: null },
    { kind: 'set_champion', ...about, to: 'v1' as never, expected: null },
    { kind: 'watch_registry', backend: 'mlflow' as never },
    { kind: 'sync_registry', model: 'm' as never },
    { kind: 'refresh_card', model: 'churn' as never, at: 1 },
    { kind: 'post_digest', channel: 'ml' as never, period: window, scheduled: true },
    { kind: 'share_status', model: 'churn' as never, channel: 'ml' as never, by: 'ada', cause: 'a' },
  ];
  test('of different work have different keys, and the card of one model has one', () => {
    expect(new Set(all.map(effectKey)).size).toBe(all.length);
    expect(effectKey({ kind: 'refresh_card', model: 'churn' as never, at: 2 })).toBe('refresh_card:churn');
  });
  test('that act for one cycle share a lane; what looks or draws never holds it up', () => {
    const acting = ['start_training', 'find_run', 'cancel_training', 'evaluate_challenger', 'set_champion'];
    for (const effect of all) expect(laneOf(effect) === 'cycle:7').toBe(acting.includes(effect.kind));
  });
});

test('a digest counts alerts, approvals and switches, with how long people and models took', () => {
  const entry = (stream: string, at: number, event: { type: string } & Record<string, unknown>) =>
    ({ stream, at, model: 'churn', type: event.type, event }) as unknown as LogEntry;
  const digest = digestOf({
    period: { from: 0, to: week },
    channel: { id: 'ml' as never, title: 'ML' },
    situations: [],
    seal: null,
    entries: [
      entry('alert:churn/drift', 0, { type: 'alert_opened' }),
      entry('alert:churn/drift', 1, { type: 'alert_rated', useful: 'no' }),
      entry('cycle:1', hour, { type: 'retrain_proposed' }),
      entry('cycle:1', 2 * hour, { type: 'retrain_approved' }),
      entry('cycle:1', 3 * hour, { type: 'challenger_offered' }),
      entry('cycle:1', 6 * hour, { type: 'promotion_approved' }),
      entry('cycle:1', 7 * hour, { type: 'champion_switched', to: 'v2' }),
      entry('cycle:1', 8 * hour, { type: 'champion_restored', to: 'v1' }),
      entry('model:churn', 8.5 * hour, { type: 'champion_changed_outside', from: 'v1', to: 'v9' }),
      entry('cycle:2', 9 * hour, { type: 'cycle_closed', outcome: { result: 'denied' } }),
      entry('cycle:2', 9 * hour, { type: 'command_refused' }),
    ],
  });
  expect(digest.alerts).toEqual({ opened: 1, closed: 0, useful: 0, noise: 1 });
  expect(digest.approvals).toEqual({ given: 2, denied: 1, medianMs: 2 * hour, slowestMs: 3 * hour });
  expect(digest.switches.map(({ to, how, requestToLiveMs }) => [to, how, requestToLiveMs])).toEqual([
    ['v2', 'promoted', 6 * hour],
    ['v1', 'rolled_back', null],
    ['v9', 'outside', null],
  ]);
  expect(digest.refused).toBe(1);
});
