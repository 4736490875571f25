import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Alert, type AlertCommand, alert, withoutData } from '../../src/domain/alert.ts';
import type { Finding, Verdict } from '../../src/domain/finding.ts';
import { week } from '../../src/lib/time.ts';

const finding = (verdict: Verdict): Finding => ({
  metric: 'mae',
  value: verdict === 'not_enough_data' ? null : 62,
  limit: 60,
  n: 672,
  verdict,
  severity: 'warning',
});
const measured = (
  index: number,
  verdict: Verdict,
  options: { revision?: number; k?: number; m?: number } = {},
): AlertCommand => ({
  type: 'measured',
  model: 'churn' as never,
  monitor: 'performance' as never,
  window: { from: (index - 4) * week, to: index * week },
  revision: options.revision ?? 1,
  verdict,
  findings: [finding(verdict)],
  version: 'v1' as never,
  openAfter: options.k ?? 1,
  closeAfter: options.m ?? 2,
});
const hear = (state: Alert, command: AlertCommand): { state: Alert; types: string[] } => {
  const decided = alert.decide(state, command, command.type === 'measured' ? command.window.to : 0);
  if (!decided.ok) return { state, types: [decided.error.code] };
  return { state: decided.value.reduce(alert.evolve, state), types: decided.value.map(({ type }) => type) };
};
const after = (...commands: AlertCommand[]): Alert =>
  commands.reduce((state, command) => hear(state, command).state, alert.initial);
const verdicts = (list: Verdict[], options = {}) =>
  list.map((verdict, index) => measured(index, verdict, options));

describe('an alert', () => {
  test('opens after k breaches in a row and closes after m good windows', () => {
    expect(after(...verdicts(['breach'], { k: 2 })).phase).toBe('quiet');
    expect(after(...verdicts(['breach', 'ok', 'breach'], { k: 2 })).phase).toBe('quiet');
    expect(after(...verdicts(['breach', 'breach'], { k: 2 })).phase).toBe('open');
    expect(after(...verdicts(['breach', 'ok'])).phase).toBe('open');
    expect(after(...verdicts(['breach', 'ok', 'ok'])).phase).toBe('quiet');
  });
  test('windows without data neither count nor reset', () => {
    expect(after(...verdicts(['breach', 'not_enough_data', 'error', 'breach'], { k: 2 })).phase).toBe('open');
    expect(after(...verdicts(['breach', 'ok', 'not_enough_data', 'ok'])).phase).toBe('quiet');
  });
  test('does not close while nobody can tell whether what opened it still breaches, whatever else is fine', () => {
    const drift = (index: number, verdict: Verdict, income: Partial<Finding>): AlertCommand => {
      const base = { ...finding('ok'), metric: 'psi_corrected', limit: 0.2 };
      const region = { ...base, column: 'region', value: 0 };
      return {
        ...measured(index, verdict),
        findings: [region, { ...base, column: 'income', value: 0.9, ...income }],
      } as AlertCommand;
    };
    const opened = drift(1, 'breach', { verdict: 'breach' });
    const twice = (income: Partial<Finding>) =>
      after(opened, ...[2, 3].map((index) => drift(index, 'ok', income)));
    const unknown = { verdict: 'not_enough_data', note: 'the reference is too small' } as const;
    // Still far beyond the limit, or without a value: a column that never breached may be fine for all that.
    expect(twice(unknown).phase).toBe('open');
    expect(twice({ ...unknown, verdict: 'error', value: null }).phase).toBe('open');
    expect(twice(unknown).findings[0]).toMatchObject({ column: 'income' });
    // Within the limit again, judged or not, or no longer watched.
    expect(twice({ ...unknown, value: 0.1 }).phase).toBe('quiet');
    expect(twice({ value: 0.1 }).phase).toBe('quiet');
    expect(twice({ ...unknown, column: 'debt' }).phase).toBe('quiet');
    // What an earlier release kept names nothing.
    const { breached: _, ...before } = after(opened);
    expect(
      [2, 3].reduce((state, index) => hear(state, drift(index, 'ok', unknown)).state, before).phase,
    ).toBe('quiet');
  });
  test('nor while all that could be said of it is that its column, or the store, could not be read', () => {
    const quality = (index: number, verdict: Verdict, findings: Partial<Finding>[]): AlertCommand =>
      ({
        ...measured(index, verdict),
        findings: findings.map((one) => ({ ...finding('ok'), metric: 'missing', ...one })),
      }) as AlertCommand;
    const opened = quality(1, 'breach', [{ column: 'income', verdict: 'breach' }, { column: 'region' }]);
    const twice = (...findings: Partial<Finding>[]) =>
      after(opened, ...[2, 3].map((index) => quality(index, 'ok', [{ column: 'region' }, ...findings])));
    const error = { metric: 'quality', verdict: 'error', value: null, limit: null } as const;
    // The column is gone from the table, or no column could be read while rows still arrive.
    expect(twice({ ...error, column: 'income' }).phase).toBe('open');
    expect(twice(error).phase).toBe('open');
    expect(twice(error).findings[0]).toMatchObject({ metric: 'quality' });
    // Of another column, of one that was measured for all that, or of nothing that is watched any more.
    expect(twice({ ...error, column: 'debt' }).phase).toBe('quiet');
    expect(twice({ column: 'income' }, error).phase).toBe('quiet');
    expect(twice().phase).toBe('quiet');
  });
  test('three of them in a row say that nobody knows, and fewer where there was never a verdict', () => {
    expect(withoutData(alert.initial)).toBe(false);
    expect(withoutData(after(...verdicts(['error'])))).toBe(true);
    expect(withoutData(after(...verdicts(['error', 'ok'])))).toBe(false);
    expect(withoutData(after(...verdicts(['ok', 'error', 'not_enough_data'])))).toBe(false);
    expect(withoutData(after(...verdicts(['error', 'not_enough_data', 'error'])))).toBe(true);
  });
  test('a warning that crosses a floor is Failing from then on, and nobody looks after it yet', () => {
    const failing = (index: number): AlertCommand =>
      ({
        ...measured(index, 'breach'),
        findings: [{ ...finding('breach'), severity: 'failing' }],
      }) as AlertCommand;
    const warned = after(measured(1, 'breach'), { type: 'acknowledge', by: 'ada' as never });
    expect([warned.phase, warned.severity]).toEqual(['acknowledged', 'warning']);
    const worse = hear(warned, failing(2));
    expect(worse.types).toEqual(['window_measured', 'alert_worsened']);
    expect([worse.state.phase, worse.state.severity, worse.state.acknowledgedBy]).toEqual([
      'open',
      'failing',
      null,
    ]);
    // Once is enough, it stays so until it closes, and an older window that late labels measure again is no news.
    expect(hear(worse.state, failing(3)).types).toEqual(['window_measured']);
    expect(hear(worse.state, measured(3, 'breach')).state.severity).toBe('failing');
    expect(hear(after(measured(1, 'breach'), measured(2, 'breach')), failing(1)).types).toEqual([
      'window_measured',
    ]);
  });
  test('late labels count as the newest revision of their own window, in window order', () => {
    const state = after(measured(1, 'breach', { k: 2 }), measured(2, 'ok', { k: 2 }));
    const late = hear(state, measured(2, 'breach', { k: 2, revision: 2 }));
    expect(late.types).toEqual(['window_measured', 'alert_opened']);
    const older = hear(late.state, measured(2, 'ok', { k: 2, revision: 1 }));
    expect(older.state.windows.at(-1)).toMatchObject({ revision: 2, verdict: 'breach' });
  });
  test('is acknowledged once and keeps who looks after it', () => {
    const open = after(measured(1, 'breach'));
    const acknowledged = hear(open, { type: 'acknowledge', by: 'ada' as never });
    expect(acknowledged.state).toMatchObject({ phase: 'acknowledged', acknowledgedBy: 'ada' });
    expect(hear(acknowledged.state, { type: 'acknowledge', by: 'bob' as never }).types).toEqual([
      'already_acknowledged',
    ]);
    expect(hear(alert.initial, { type: 'acknowledge', by: 'ada' as never }).types).toEqual(['no_alert']);
  });
});

test('opening and closing alternate, whatever is measured; both are reached', () => {
  const seen = { opened: 0, closed: 0 };
  const any = fc.record({
    index: fc.integer({ min: 0, max: 30 }),
    verdict: fc.constantFrom<Verdict>('ok', 'breach', 'not_enough_data', 'error'),
    revision: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 60, size: 'max' }), fc.integer({ min: 1, max: 3 }), (list, k) => {
      let state = alert.initial;
      let open = false;
      for (const { index, verdict, revision } of list) {
        const heard = hear(state, measured(index, verdict, { revision, k }));
        state = heard.state;
        for (const type of heard.types) {
          if (type === 'alert_opened') {
            expect(open).toBe(false);
            open = true;
            seen.opened += 1;
          }
          if (type === 'alert_closed') {
            expect(open).toBe(true);
            open = false;
            seen.closed += 1;
          }
        }
        expect(state.phase !== 'quiet').toBe(open);
        expect(state.windows.map(({ window }) => window.to)).toEqual(
          state.windows.map(({ window }) => window.to).toSorted((a, b) => a - b),
        );
      }
    }),
    { numRuns: 400 },
  );
  expect(seen.opened).toBeGreaterThan(20);
  expect(seen.closed).toBeGreaterThan(20);
});
