/** Cards that one person gets: lists, questions that wait, what there is to say, and the log. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditCard } from '../../src/cards/audit-card.ts';
import { compareCard } from '../../src/cards/compare-card.ts';
import { digestCard } from '../../src/cards/digest-card.ts';
import { doneCard } from '../../src/cards/done-card.ts';
import { failingListCard } from '../../src/cards/failing-list-card.ts';
import { helpCard } from '../../src/cards/help-card.ts';
import { historyCard } from '../../src/cards/history-card.ts';
import { inboxCard } from '../../src/cards/inbox-card.ts';
import { listCard } from '../../src/cards/list-card.ts';
import { monitorsCard } from '../../src/cards/monitors-card.ts';
import { refusalCard } from '../../src/cards/refusal-card.ts';
import { statusCard } from '../../src/cards/status-card.ts';
import { versionsCard } from '../../src/cards/versions-card.ts';
import { short, shortId } from '../../src/cards/words.ts';
import { commands } from '../../src/commands/index.ts';
import { digestOf } from '../../src/domain/digest.ts';
import type { LogEntry } from '../../src/domain/log-entry.ts';
import { no } from '../../src/domain/rejection.ts';
import { day, week } from '../../src/lib/time.ts';
import { pressFits } from '../../src/surfaces/press-token.ts';
import { begin, evaluationOf } from '../domain/cycle-world.ts';
import { anySituation, fremont, situation } from './situations.ts';

const verbs: string[] = commands.map(({ verb }) => verb);
const entry = (type: string, event: object): LogEntry => ({
  stream: 'cycle:101',
  seq: 1,
  position: 1,
  at: begin,
  by: null,
  model: fremont.id,
  hash: 'a91f03c277be',
  type,
  event: { ...event, type },
});

describe('in any situation', () => {
  test('every answer has a summary, and every button is a command that fits', () =>
    fc.assert(
      fc.property(fc.array(anySituation, { minLength: 1, maxLength: 3 }), (all) => {
        const [s] = all;
        const digest = digestOf({
          period: { from: begin - week, to: begin },
          channel: { id: 'ml' as never, title: 'ML' },
          situations: all,
          entries: [],
          seal: null,
        });
        for (const card of [
          statusCard(s!),
          listCard(all, ''),
          monitorsCard(s!),
          versionsCard(s!),
          digestCard(digest),
          failingListCard({ channel: digest.channel, day: begin, standings: all }),
        ]) {
          expect(card.summary).toMatch(/^\S.*\.$/s);
          expect(card.summary).not.toMatch(/[●▲■◌⏸✓✕→⋯]|undefined|NaN/u);
          for (const { press } of card.actions) {
            expect(verbs).toContain(press.verb);
            expect(pressFits(press), press.id).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    ));
});

test('names are cut, but never through an emoji, and ids keep both ends', () => {
  expect(short('🚲🚲🚲', 4)).toBe('🚲…');
  expect(short('short')).toBe('short');
  expect(shortId(`models:/${'m'.repeat(80)}/17`)).toMatch(/^models:\/m+…m+\/17$/);
  expect(shortId('m'.repeat(64))).toHaveLength(40);
});

test('an inbox has the most urgent first, and opens each', () => {
  const waiting = (id: string, days: number) =>
    ({ situation: situation(), what: 'retrain', id, deadline: begin + days * day }) as const;
  const { summary, actions } = inboxCard([waiting('R-2', 3), waiting('R-1', 1)], []);
  expect(summary).toBe('2 questions wait for you; R-1 is due first, 2026-01-06.');
  expect(actions.map(({ press }) => press.id)).toEqual(['R-1', 'R-2']);
  expect(inboxCard([], []).summary).toBe('Nothing waits for you.');
});

test('a comparison says who wins, by how much, how sure, and that the rows are new', () => {
  const metric = {
    metric: 'mae',
    champion: 69.8,
    challenger: 31.9,
    difference: -37.9,
    interval: [-44, -30],
    pValue: null,
    method: 'day_cluster_bootstrap',
    verdict: 'better',
  } as const;
  const made = evaluationOf('better');
  const comparison = {
    ...made.comparison,
    metrics: [{ ...metric, interval: [-44, -30] as [number, number] }],
  };
  const { summary, blocks } = compareCard({ ...made, comparison }, situation());
  expect(summary).toMatch(/version 2 beats version 1 on MAE by 37\.9, 95 percent interval .*, 336 rows\.$/i);
  expect(JSON.stringify(blocks)).toContain('saw none of these');
});

test('help lists what there is in two groups, and what this person may not', () => {
  const { summary, blocks } = helpCard({
    verbs: [
      { usage: 'status [MODEL]', does: 'shows', group: 'see' },
      { usage: 'retrain MODEL', does: 'asks', group: 'act' },
    ],
    mayApprove: [],
    mayNot: ['retrain (churn, ask leads)'],
  });
  expect(summary).toBe(
    'Commands you can use: status, retrain. You can approve nothing here. You cannot approve: retrain (churn, ask leads).',
  );
  expect(blocks.filter(({ kind }) => kind === 'facts')).toHaveLength(2);
});

test('a refusal offers what helps, and no button for what is no model', () => {
  const near = refusalCard(
    no('unknown_model', { model: 'chrn', closest: 'Did you mean churn?', near: 'churn' }).error,
  );
  expect(near.actions.map(({ press }) => [press.verb, press.id])).toEqual([['status', 'churn']]);
  expect(refusalCard(no('no_alert', { model: 'This model' }).error).actions).toEqual([]);
  expect(refusalCard(no('no_alert', { model: 'churn' }).error).actions).toHaveLength(1);
  expect(doneCard('Done.').summary).toBe('Done.');
});

describe('the log', () => {
  const known = [
    ...['muted', 'alert_opened', 'alert_assigned', 'window_measured', 'retrain_proposed', 'voted'],
    ...['promotion_proposed', 'training_finished', 'challenger_offered', 'champion_switched', 'constructor'],
    ...['rollback_opened', 'champion_restored', 'cycle_closed', 'command_refused', 'sung_about'],
  ];
  test('of another release is read, whatever its entries hold', () => {
    const odd = [entry('alert_assigned', { to: { toString: 1 } })];
    expect(historyCard('x', odd, []).summary).toMatch(/newest: alert assigned/);
    fc.assert(
      fc.property(
        fc.constantFrom(...known),
        fc.dictionary(
          fc.constantFrom(
            'to',
            'vote',
            'evaluation',
            'challenger',
            'revert',
            'outcome',
            'code',
            'mute',
            'opening',
          ),
          fc.jsonValue({ maxDepth: 2 }),
        ),
        (type, event) => {
          const entries = [entry(type, event)];
          expect(historyCard('x', entries, []).summary).toMatch(/^x\. 1 entry, the newest: \S/);
          const verified = { events: 1, broken: null };
          auditCard({ model: 'x', since: 0, now: begin, entries, people: [], verified });
        },
      ),
      { numRuns: 1000 },
    );
  });
});

test('a digest of many models in need keeps its numbers, and says how many more there are', () => {
  const situations = Array.from({ length: 30 }, (_, index) =>
    situation({ model: { ...fremont, id: `model-${index}` as never } }),
  );
  const entries = Array.from({ length: 9 }, () => entry('champion_switched', { to: 'v2' }));
  const period = { from: begin - week, to: begin };
  const channel = { id: 'ml' as never, title: 'ML' };
  const card = digestCard(digestOf({ period, channel, situations, entries, seal: null }));
  expect(card.blocks.length).toBeLessThanOrEqual(12);
  const words = JSON.stringify(card.blocks);
  expect(words).toContain('25 more need you');
  expect(words).toContain('6 champions changed before these');
  expect(words).toContain('Alerts: 0 opened');
  expect(card.summary).toMatch(/30 need you: model-0, .* and 22 more\./);
});

test('a digest names the worst models where it has no room for all, and counts one thing as one', () => {
  const blind = { alerts: [], monitors: situation().monitors.map((one) => ({ ...one, checks: [] })) };
  const situations = Array.from({ length: 6 }, (_, index) =>
    situation({ model: { ...fremont, id: `model-${index}` as never }, ...(index < 5 ? blind : {}) }),
  );
  const period = { from: begin - week, to: begin };
  const channel = { id: 'ml' as never, title: 'ML' };
  const card = digestCard(digestOf({ period, channel, situations, entries: [], seal: null }));
  const [first] = card.blocks;
  expect(JSON.stringify(first)).toContain('model-5 Failing.');
  expect(JSON.stringify(card.blocks)).toContain('1 more needs you; say `list` to see all.');
});
