/** Answers of which a situation shows only a part: every sentence that they know, drawn once. */
import { alertBlocks } from '../../src/cards/alerts.ts';
import { auditCard } from '../../src/cards/audit-card.ts';
import type { Card } from '../../src/cards/card.ts';
import { compareCard } from '../../src/cards/compare-card.ts';
import { confirmLinkCard, confirmQuestion } from '../../src/cards/confirm-card.ts';
import { decisionsCard } from '../../src/cards/decisions-card.ts';
import { digestCard } from '../../src/cards/digest-card.ts';
import { episodeCard } from '../../src/cards/episode-card.ts';
import { failingListCard } from '../../src/cards/failing-list-card.ts';
import { helpCard } from '../../src/cards/help-card.ts';
import { historyCard } from '../../src/cards/history-card.ts';
import { linkCard, linkQuestion } from '../../src/cards/link-card.ts';
import { listCard } from '../../src/cards/list-card.ts';
import { monitorsCard } from '../../src/cards/monitors-card.ts';
import { entryWords } from '../../src/cards/say-entry.ts';
import { statusCard } from '../../src/cards/status-card.ts';
import { versionsCard } from '../../src/cards/versions-card.ts';
import type { OpenedCycle } from '../../src/domain/cycle/state.ts';
import { digestOf } from '../../src/domain/digest.ts';
import type { Evaluation } from '../../src/domain/evaluation.ts';
import type { LogEntry } from '../../src/domain/log-entry.ts';
import type { Situation } from '../../src/domain/situation.ts';
import { hour, week } from '../../src/lib/time.ts';
import { finding, fremont, openAlert, situation } from '../cards/situations.ts';
import { begin, evaluationOf } from '../domain/cycle-world.ts';
import { version } from '../effects/registry-world.ts';

const compared = (verdict: Evaluation['comparison']['verdict']): Evaluation => ({
  ...evaluationOf(verdict),
  comparison: {
    ...evaluationOf(verdict).comparison,
    metrics: [
      {
        ...{ metric: 'mae', champion: 69.8, challenger: 31.9, difference: -37.9, interval: [-44, -30] },
        ...{ pValue: null, method: 'day_cluster_bootstrap', verdict },
      },
      {
        ...{ metric: 'rmse', champion: 80, challenger: 90, difference: 10, interval: null },
        ...{ pValue: null, method: null, verdict: 'worse' },
      },
    ],
  },
});

const entry = (type: string, event: object = {}, more: Partial<LogEntry> = {}): LogEntry => ({
  ...{ stream: 'cycle:101', seq: 1, position: 1, at: begin - hour, by: 'bob' as never },
  ...{ model: fremont.id, hash: 'a91f03c277be', type, ...more },
  event: { ...event, type },
});

/** One of each type, with what its sentence looks at; those that say one thing or another twice. */
const entries: LogEntry[] = [
  ...Object.keys(entryWords).map((type) =>
    entry(type, {
      ...{ link: { account: 'slack:U1', person: 'ada' }, question: 'P-101', ballot: 'P-101' },
      ...{ vote: { choice: 'yes' }, mute: { what: 'all', why: '1-2' }, review: { ballot: 'P-101' } },
      ...{
        from: 'v1',
        to: 'v2',
        severity: 'warning',
        useful: 'yes',
        verdict: 'breach',
        run: 'r1',
        step: '3',
      },
      ...{ opening: { reason: '1-2' }, evaluation: compared('better'), challenger: { version: 'v2' } },
      ...{ pending: { approval: true }, revert: { to: 'v1' }, outcome: { result: 'worse' }, reason: '1-2' },
      ...{ command: 'retrain', code: 'own_proposal', managedBy: 'file', note: '1-2' },
    }),
  ),
  entry('voted', { vote: { choice: 'no', reason: '1-2' } }),
  entry('model_configured', { managedBy: 'chat' }),
  entry('alert_opened', { severity: 'failing' }),
  entry('alert_rated', { useful: 'no' }),
  entry('training_progressed', {}),
  entry('switch_pending', {}),
  entry('champion_changed_outside', { from: null, to: null }),
  ...['ok', 'not_enough_data', 'error'].map((verdict) => entry('window_measured', { verdict })),
  ...['no_clear_winner', 'worse'].map((verdict) =>
    entry('challenger_offered', { evaluation: evaluationOf(verdict as never) }),
  ),
];

const metrics = ['psi', 'freshness', 'missing', 'unseen', 'out_of_range', 'rows', 'log_loss', 'p_value'];
const drifts = {
  ...openAlert,
  monitor: 'drift' as never,
  severity: 'warning' as const,
  acknowledgedBy: 'ada' as never,
  version: 'v0' as never,
  findings: metrics.map((metric, index) => ({ ...finding, metric, column: 'plan', value: 0.31 + index })),
};
const unknown = { ...openAlert, findings: [], assignee: 'bob' as never, openedAt: null };

/** Monitors in every state that a line about them has. */
function watched(s: Situation): Situation {
  const [first] = s.monitors.find(({ checks }) => checks.length > 0)!.checks;
  const states = [
    { ...first!, verdict: 'breach' as const, findings: drifts.findings },
    { ...first!, verdict: 'ok' as const, findings: [] },
    { ...first!, verdict: 'not_enough_data' as const, findings: [] },
    {
      ...first!,
      verdict: 'error' as const,
      findings: [{ ...finding, verdict: 'error' as const, value: null, note: 'No rows in the window.' }],
    },
  ];
  const monitor = s.monitors.find((one) => one.monitor.kind !== 'performance')!.monitor;
  return {
    ...s,
    monitors: states.map((check, index) => ({
      monitor: { ...monitor, id: `m${index}` as never, alerts: index !== 1 },
      checks: [check],
      nextAt: null,
    })),
  };
}

const proposed = (s: Situation, cycles: OpenedCycle[]): Situation => ({
  ...s,
  cycle: cycles.find(({ phase }) => phase === 'proposed')!,
});

/** @param cycles one in each phase */
export function answers(cycles: OpenedCycle[]): { name: string; card: Card }[] {
  const s = situation();
  const quiet = situation({ alerts: [], model: { ...fremont, id: 'quiet' as never } });
  const many = Array.from({ length: 9 }, (_, index) =>
    situation({ model: { ...fremont, id: `model-${index}` as never } }),
  );
  const { people } = s;
  const period = { from: begin - week, to: begin };
  const channel = { id: 'ml' as never, title: 'ml-churn' };
  const review = {
    ...{ ballot: 'R-101', by: 'bob' as never, reason: '1-2', at: begin, due: begin + hour },
  };
  const mutes = [{ what: 'all', until: begin + week, why: '1-2', by: 'ada' as never, from: begin }];
  const away = { ...s.registered, problem: '503', answeredAt: begin };
  const lineage = { ...version('v2').lineage, code: null, params: {}, environment: null };
  const versions = [version('v1'), version('v2', { lineage, metrics: {} })];
  const resolved = { v1: { data: 'gone' } } as never;
  const audited = { ...{ model: 'churn-v3', since: period.from, now: begin, people }, entries };
  const ratings = entries.filter(({ type }) => type === 'alert_rated');
  const switches = ['champion_switched', 'champion_restored', 'champion_changed_outside'].flatMap((type) =>
    [1, 2].map(() => entry(type, { to: 'v2', from: 'v1' }, { by: 'bob' as never })),
  );
  const link = { account: 'slack:U1' as never, person: 'ada' as never };
  const shown: Record<string, Card> = {
    compare: compareCard(compared('better'), s),
    'compare: worse': compareCard(compared('worse'), s),
    'compare: unclear': compareCard(compared('no_clear_winner'), s),
    'confirm: link': confirmLinkCard('R-101', 'https://steward.example/confirm/1'),
    link: linkCard('1234-5678'),
    'link: question': linkQuestion(link, { people, code: '1234-5678' }),
    history: historyCard('fremont-bridge', entries, people),
    'history: nothing': historyCard('fremont-bridge', [], people),
    decisions: decisionsCard(entries, people),
    audit: auditCard({ ...audited, verified: { events: 9, broken: null } }),
    'episode: decided alone': episodeCard(situation({ alerts: [], reviews: [review] }), false),
    'episode: several alerts': episodeCard(situation({ alerts: [drifts, unknown] }), false),
    'episode: muted, the registry is away': episodeCard(situation({ mutes, registered: away }), false),
    'episode: one monitor is muted': episodeCard(
      situation({ mutes: [{ ...mutes[0]!, what: 'drift' }] }),
      false,
    ),
    'episode: over, with its alert': episodeCard(
      situation({ alerts: [{ ...openAlert, phase: 'quiet', closedAt: begin }] }),
      true,
    ),
    'status: nothing is wrong': statusCard({ ...quiet, monitors: [] }),
    'status: monitors': statusCard(watched(situation({ registered: away, mutes }))),
    'status: a question': statusCard(proposed(s, cycles)),
    'monitors: all states': monitorsCard(watched(s)),
    'list: a search': listCard([s, quiet, situation({ mutes })], 'fremont'),
    'list: nothing found': listCard([s], '1-2'),
    'list: no models': listCard([], ''),
    'list: many': listCard(Array.from({ length: 7 }, () => many).flat(), ''),
    'versions: lineage': versionsCard(
      situation({ registered: { ...s.registered, versions, resolved, challengers: ['v2' as never] } }),
    ),
    'failing: many': failingListCard({
      channel,
      day: begin,
      standings: Array.from({ length: 5 }, () => many).flat(),
    }),
    'failing: none': failingListCard({ channel, day: begin, standings: [] }),
    'failing: all well': failingListCard({ channel, day: begin, standings: [quiet] }),
    'digest: a busy week': digestCard({
      ...digestOf({
        period,
        channel,
        situations: [...many, proposed(s, cycles), quiet],
        entries: [...ratings, ...switches, ...entries],
        seal: null,
      }),
      heldBack: 3,
    }),
    'help: nothing may be approved': helpCard({ verbs: [], mayApprove: [], mayNot: [] }),
    'alerts of a busy model': {
      ...statusCard(s),
      blocks: alertBlocks(s, [drifts], { brief: false }),
    },
  };
  const questions = cycles.flatMap((cycle) =>
    cycle.phase === 'proposed' || cycle.phase === 'offered'
      ? [
          {
            name: `confirm: ${cycle.phase}`,
            card: confirmQuestion({ ...s, cycle }, { ballot: cycle.ballot, by: 'bob' as never }),
          },
        ]
      : [],
  );
  return [...Object.entries(shown).map(([name, card]) => ({ name, card })), ...questions];
}
