import { describe, expect, test } from 'vitest';
import { auditCard } from '../../src/cards/audit-card.ts';
import { digestCard } from '../../src/cards/digest-card.ts';
import { episodeCard } from '../../src/cards/episode-card.ts';
import { historyCard } from '../../src/cards/history-card.ts';
import { listCard } from '../../src/cards/list-card.ts';
import { stateOf } from '../../src/cards/state.ts';
import { statusCard } from '../../src/cards/status-card.ts';
import { versionsCard } from '../../src/cards/versions-card.ts';
import type { Alert } from '../../src/domain/alert.ts';
import { digestOf } from '../../src/domain/digest.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { LogEntry } from '../../src/domain/log-entry.ts';
import { hour, week } from '../../src/lib/time.ts';
import { speaking } from '../../src/words/language.ts';
import { versionOf } from '../contract/registry.ts';
import { begin } from '../domain/cycle-world.ts';
import { finding, fremont, openAlert, situation } from './situations.ts';

const quiet = situation({ alerts: [], episode: null, model: { ...fremont, id: 'quiet' as never } });
const entry = (
  type: string,
  more: Omit<Partial<LogEntry>, 'event'> & { event?: Record<string, unknown> } = {},
): LogEntry => ({
  stream: 'cycle:101',
  seq: 1,
  position: 1,
  at: begin,
  by: 'bob' as never,
  model: 'fremont-bridge' as never,
  hash: 'a91f03c277be',
  type,
  ...more,
  event: { type, ...more.event },
});

describe('state', () => {
  test('Failing shows through a mute, Warning does not', () => {
    const mutes = [{ what: 'all', until: begin + week, why: 'x', by: 'ada' as never, from: begin }];
    expect(stateOf(situation({ mutes }))).toBe('failing');
    expect(stateOf(situation({ mutes, alerts: [{ ...openAlert, severity: 'warning' }] }))).toBe('muted');
    expect(stateOf(quiet)).toBe('ok');
  });
  test('what nobody has looked at yet is not called healthy', () => {
    const monitors = quiet.monitors.map((one) => ({ ...one, checks: [] }));
    expect(statusCard({ ...quiet, monitors }).tone).toBe('no_data');
    expect(statusCard({ ...quiet, monitors: [] }).tone).toBe('ok');
  });
  test('nor what could not be measured, and the digest says why', () => {
    const note = '“odd/*.csv” matches no file; did you mean “old”?';
    const blind: Alert = {
      ...{ ...openAlert, phase: 'quiet', openedAt: null },
      windows: openAlert.windows.map((one) => ({ ...one, verdict: 'error' })),
      findings: [{ ...finding, value: null, limit: null, n: 0, verdict: 'error', note }],
    };
    const s = { ...quiet, alerts: [blind] };
    expect(statusCard(s).tone).toBe('no_data');
    const of = { period: { from: begin - week, to: begin }, channel: { id: 'ml' as never, title: 'ML' } };
    const { blocks } = digestCard(digestOf({ ...of, seal: null, entries: [], situations: [s] }));
    expect(JSON.stringify(blocks)).toContain(
      'quiet No data. performance: no verdict at the last check (MAE: “odd/*.csv” matches no file; did you mean “old”?).',
    );
  });
  test('what no monitor measures is not said to be measured later', () => {
    const monitors = quiet.monitors.filter(({ monitor }) => monitor.kind !== 'performance');
    expect(JSON.stringify(statusCard({ ...quiet, monitors }).blocks)).toContain(
      'No monitor measures its performance.',
    );
  });
});

test('what is over the limit is a table, the worst first and in units that people read', () => {
  const over = (column: string, value: number): Finding => ({
    ...{ metric: 'psi_corrected', column, value, limit: 0.2, n: 672, verdict: 'breach', severity: 'warning' },
  });
  const late: Finding = { ...over('', 5 * hour), metric: 'freshness', limit: 4 * hour };
  delete late.column;
  const gone: Finding = { ...over('income', 1), metric: 'out_of_range', limit: 0.9512 };
  const findings = [over('age', 0.38), over('plan', 0.47), late, gone];
  const card = episodeCard(situation({ alerts: [{ ...openAlert, severity: 'warning', findings }] }), false);
  expect(card.summary).toContain('performance: plan PSI 0.47, limit 0.2 and 3 more');
  const table = card.blocks.find(({ kind }) => kind === 'table');
  expect(table?.kind === 'table' && table.rows).toEqual([
    [['plan'], ['PSI'], ['0.47'], ['0.2']],
    [['age'], ['PSI'], ['0.38'], ['0.2']],
    [['fremont-bridge'], ['freshness'], ['5 h'], ['4 h']],
    [['income'], ['out of range'], ['100 %'], ['95.12 %']],
  ]);
});

test('of several alerts the one that makes a model Failing is named first', () => {
  const drifted: Finding = {
    ...{ metric: 'psi_corrected', column: 'plan', value: 0.47, limit: 0.2, n: 672 },
    ...{ verdict: 'breach', severity: 'warning' },
  };
  const warning = {
    ...openAlert,
    monitor: 'drift' as never,
    severity: 'warning' as const,
    findings: [drifted],
  };
  const several = situation({ alerts: [warning, openAlert] });
  expect(episodeCard(several, false).summary).toMatch(/Failing\. performance: MAE .* drift: plan PSI/);
  const period = { from: begin - week, to: begin };
  const of = { period, channel: { id: 'ml' as never, title: 'ML' }, seal: null, entries: [] };
  expect(JSON.stringify(digestCard(digestOf({ ...of, situations: [several] })).blocks)).toMatch(
    /Failing\. performance: MAE/,
  );
});

test('a list has the worst first, and a search looks at tags and states too', () => {
  const all = [quiet, situation()];
  const rows = (search: string) => {
    const [table] = listCard(all, search).blocks;
    return table?.kind === 'table' ? table.rows.map(([name]) => name![0]) : [];
  };
  expect(rows('')).toEqual(['fremont-bridge', 'quiet']);
  expect(rows('FAILING')).toEqual(['fremont-bridge']);
  expect(rows('hourly')).toHaveLength(2);
  expect(speaking('de', () => rows('kritisch'))).toEqual(['fremont-bridge']);
  expect(speaking('de', () => rows('failing'))).toEqual(['fremont-bridge']);
  expect(listCard(all, '<script>').summary).toContain('No model matches "<script>"');
  expect(listCard([], '').summary).toContain('No models yet');
});

test('versions say whether they are reproducible, and only a yes is a yes', () => {
  const [v1, there] = [versionOf('v1'), { data: 'there', code: 'there', environment: 'there' } as const];
  const named = (id: string, lineage = {}) => ({ ...versionOf(id), lineage: { ...v1.lineage, ...lineage } });
  const card = versionsCard(
    situation({
      registered: {
        ...quiet.registered,
        versions: [v1, named('v2', { code: null }), named('v3'), named('v4')],
        resolved: { v1: there, v2: there, v4: { ...there, data: 'gone' } } as never,
      },
    }),
  );
  const [table, champion] = card.blocks;
  if (table?.kind !== 'table') throw new Error('no table');
  expect(table.rows.map((row) => row.at(-1)![0])).toEqual([
    'yes',
    'no: code unknown',
    'all is named, but nobody looked for: data, code, environment',
    'no: data gone',
  ]);
  expect(table.rows[0]!.map((cell) => cell[0])).toContain('MAE 31.9');
  expect(JSON.stringify(champion)).toContain('environment python 3.12');
});

test('a press that was refused is said in words', () => {
  const refused = entry('command_refused', { event: { code: 'not_allowed', command: 'begin_vote' } });
  expect(historyCard('x', [refused], []).summary).toContain('refused: begin vote (not allowed)');
});

test('an entry of another release is named, not a failure', () => {
  const { blocks } = historyCard('x', [entry('sung_about', { event: { tune: 3 } })], []);
  expect(JSON.stringify(blocks)).toContain('sung about');
});

test('an audit says that the chain holds, or where it breaks', () => {
  const audited = {
    model: 'churn',
    since: begin - week,
    now: begin,
    people: [],
    entries: [entry('champion_switched', { event: { to: 'v2' } })],
  };
  expect(auditCard({ ...audited, verified: { events: 9, broken: null } }).summary).toMatch(
    /1 promotion, .* All 9 entries/,
  );
  const broken = { stream: 'cycle:101', seq: 4, why: 'the entry does not match its hash' };
  expect(auditCard({ ...audited, verified: { events: 9, broken } })).toMatchObject({
    tone: 'failing',
    summary: expect.stringContaining('cycle:101, entry 4'),
  });
});

describe('a digest', () => {
  const base = {
    period: { from: begin - week, to: begin },
    channel: { id: 'ml' as never, title: 'ML' },
    seal: null,
  };
  test('of a week in which nothing happened is one line', () => {
    const card = digestCard(digestOf({ ...base, situations: [quiet], entries: [] }));
    expect(card.summary).toBe('Week to 2026-01-05: the model is healthy, nothing waits for you.');
    expect(card.blocks).toHaveLength(1);
  });
  test('counts alerts, approvals with their waits, and champions with request to live', () => {
    const entries = [
      entry('alert_opened', { stream: 'alert:fremont-bridge/performance', at: begin - 5 * hour }),
      entry('retrain_proposed', { at: begin - 4 * hour }),
      entry('retrain_approved', { at: begin - 3 * hour }),
      entry('champion_switched', { at: begin - hour, event: { to: 'v2' } }),
      entry('champion_changed_outside', { at: begin - hour, event: { from: 'v2', to: 'v9' } }),
      entry('command_refused', { event: { code: 'own_proposal', command: 'vote' } }),
    ];
    const digest = digestOf({ ...base, situations: [situation(), quiet], entries });
    expect(digest.approvals).toEqual({ given: 1, denied: 0, medianMs: hour, slowestMs: hour });
    expect(digest.switches).toMatchObject([
      { to: 'v2', how: 'promoted', requestToLiveMs: 3 * hour },
      { to: 'v9', how: 'outside' },
    ]);
    const card = digestCard(digest);
    expect(card.summary).toContain('1 needs you: fremont-bridge');
    expect(card.summary).toContain('changed outside Steward to version 9');
    expect(JSON.stringify(card.blocks)).toContain('request to live 3 h');
  });
});
