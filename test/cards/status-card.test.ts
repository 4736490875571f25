import { expect, test } from 'vitest';
import { episodeCard } from '../../src/cards/episode-card.ts';
import { monitorLine } from '../../src/cards/monitor-line.ts';
import { statusCard } from '../../src/cards/status-card.ts';
import { sayLine } from '../../src/cards/words.ts';
import type { Alert } from '../../src/domain/alert.ts';
import type { Check } from '../../src/domain/check.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { Situation } from '../../src/domain/situation.ts';
import { hour } from '../../src/lib/time.ts';
import { finding, fremont, openAlert, situation } from './situations.ts';

const lines = (s: Situation) =>
  statusCard(s).blocks.map((block) => (block.kind === 'text' ? sayLine(block.line) : ''));

test('a status says the number, what drifts, and what happens next', () => {
  const { summary, blocks } = statusCard(situation());
  expect(summary).toContain('MAE 62.3, limit 60, worse than it (n = 672 labelled rows, 28 d to 2026-01-05)');
  expect(summary).toContain('choose: retrain, mute, or acknowledge');
  expect(blocks.some(({ kind }) => kind === 'chart')).toBe(true);
});

test('a target is called so: missing it is a Warning, and the hard limit is another number', () => {
  const missed: Finding = { ...finding, value: 2.9, limit: 2.5, severity: 'warning' };
  const before = situation();
  const [watched, ...others] = before.monitors;
  const said = (one: Finding) => {
    const checks = watched!.checks.map((check) => ({ ...check, findings: [one] }));
    return statusCard({ ...before, monitors: [{ ...watched!, checks }, ...others] }).summary;
  };
  expect(said(missed)).toContain('MAE 2.9, target 2.5, worse than it');
  expect(said({ ...missed, value: 2.4, verdict: 'ok' })).toContain('MAE 2.4, target 2.5, within it');
  const alerts: Alert[] = [{ ...openAlert, severity: 'warning', findings: [missed] }];
  expect(episodeCard(situation({ alerts }), false).summary).toContain('performance: MAE 2.9, target 2.5.');
  const drifted = { ...missed, metric: 'psi_corrected', column: 'plan' };
  expect(
    episodeCard(situation({ alerts: [{ ...alerts[0]!, findings: [drifted] }] }), false).summary,
  ).toContain('plan PSI 2.9, limit 2.5.');
});

test('after a promotion the number says of which version it is', () => {
  const before = situation();
  const { summary } = statusCard({
    ...before,
    registered: { ...before.registered, champion: 'v2' as never },
  });
  expect(summary).toContain('(n = 672 labelled rows, 28 d to 2026-01-05, version 1)');
});

test('nobody is told to retrain what nothing trains', () => {
  const { trainer: _, ...model } = fremont;
  expect(statusCard(situation({ model })).summary).toContain('choose: mute or acknowledge.');
});

test('a note stands inside the sentence of its monitor', () => {
  const [watched] = situation().monitors;
  const [check] = watched!.checks;
  const findings = [
    { ...check!.findings[0]!, verdict: 'not_enough_data' as const, note: 'No rows in the window.' },
  ];
  const of = (verdict: Check['verdict'], all: Finding[]) =>
    monitorLine(situation(), { ...watched!, checks: [{ ...check!, verdict, findings: all }] }).at(-1);
  expect(of('not_enough_data', findings)).toBe(
    'not enough data: No rows in the window (28 d to 2026-01-05).',
  );
  const fine: Finding = { ...finding, value: 0, verdict: 'ok', metric: 'missing', column: 'plan' };
  expect(of('ok', [fine])).toBe('within limits (28 d to 2026-01-05).');
  // A promoted version without predictions, or a column of which too little is known: nobody may read that as good.
  expect(of('ok', [fine, ...findings, { ...findings[0]!, metric: 'unseen', column: 'plan' }])).toBe(
    'within limits, but 2 of 3 numbers have no verdict — MAE: No rows in the window (28 d to 2026-01-05).',
  );
});

test('a status names what makes a model Failing, also where that is not its key number', () => {
  const before = situation();
  const rmse: Finding = { ...finding, metric: 'rmse', value: 91, limit: 80 };
  const monitors = before.monitors.map((watched) => ({
    ...watched,
    checks: watched.checks.map((check) => ({
      ...check,
      findings: [{ ...finding, value: 40, verdict: 'ok' as const }, rmse],
    })),
  }));
  expect(lines({ ...before, monitors })).toContain(
    'Performance: 1 over the limit — RMSE 91, limit 80 (28 d to 2026-01-05).',
  );
  expect(lines(before).filter((line) => line.startsWith('Performance'))).toEqual([]);
});

test('what a number is short of is said once, beside it or in the line of its monitor', () => {
  const note = 'No rows in the window.';
  const before = situation();
  const unknown: Finding = { ...finding, value: null, verdict: 'not_enough_data', note };
  const said = (findings: Finding[]) => {
    const monitors = before.monitors.map((watched) => ({
      ...watched,
      checks: watched.checks.map((check) => ({ ...check, verdict: 'not_enough_data' as const, findings })),
    }));
    return lines({ ...before, monitors }).filter((line) => line.includes('No rows in the window'));
  };
  expect(said([unknown])).toEqual([
    expect.stringMatching(/^MAE is not known yet .*\. No rows in the window\.$/),
  ]);
  expect(said([unknown, { ...unknown, metric: 'rmse' }])).toEqual([
    'Performance: not enough data: No rows in the window (28 d to 2026-01-05).',
  ]);
});

test('that a model was not checked yet is said once of each monitor', () => {
  const before = situation({ alerts: [] });
  const monitors = before.monitors.map((watched) => ({ ...watched, checks: [] }));
  const said = lines({ ...before, monitors }).filter((line) => /checked yet/.test(line));
  expect(said).toEqual(['Not checked yet.', 'Drift: not checked yet.', 'Quality: not checked yet.']);
});

test('how sure a number is stands beside it, where it is a metric of performance', () => {
  const interval: [number, number] = [55.61, 69];
  const before = situation();
  const [watched, ...others] = before.monitors;
  const [check, ...earlier] = watched!.checks;
  const checks = [{ ...check!, findings: [{ ...finding, interval }] }, ...earlier];
  const sure = { ...before, monitors: [{ ...watched!, checks }, ...others] };
  const said = 'n = 672 labelled rows, 98 % interval 55.61 to 69, 28 d to 2026-01-05';
  expect(statusCard(sure).summary).toContain(said);
  const open = (one: Finding) =>
    JSON.stringify(episodeCard(situation({ alerts: [{ ...openAlert, findings: [one] }] }), false).blocks);
  expect(open({ ...finding, interval })).toContain(
    '(n = 672, 98 % interval 55.61 to 69, 28 d to 2026-01-05)',
  );
  expect(open({ ...finding, metric: 'ks_statistic', interval })).toContain('(n = 672, 28 d to 2026-01-05)');
});

test('an alert that waits to be closed does not show a good number as its reason', () => {
  const late: Finding = { ...finding, metric: 'freshness', value: hour, limit: 6 * hour, verdict: 'ok' };
  const passed: Alert = {
    ...openAlert,
    findings: [late],
    windows: openAlert.windows.map((one) => ({ ...one, verdict: 'ok' })),
  };
  const card = episodeCard(situation({ alerts: [passed] }), false);
  expect(card.summary).toContain('performance: within limits at the last check.');
  const [first] = card.blocks;
  expect(first?.kind === 'text' && sayLine(first.line)).toMatch(
    /^performance: within limits at the last check \(28 d to 2026-01-05\)\. The performance alert is open/,
  );
});
