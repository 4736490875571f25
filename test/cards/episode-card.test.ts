import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block, Card, Line } from '../../src/cards/card.ts';
import { episodeCard } from '../../src/cards/episode-card.ts';
import { moves } from '../../src/domain/cycle/moves.ts';
import { endings } from '../../src/domain/cycle/state.ts';
import { pressFits } from '../../src/surfaces/press-token.ts';
import { anySituation, situation } from './situations.ts';

const words = (line: Line): string =>
  line
    .map((span) =>
      typeof span === 'string'
        ? span
        : 'bold' in span
          ? span.bold
          : 'link' in span
            ? span.link
            : 'at' in span
              ? '13 Apr 2020, 06:00'
              : span.name,
    )
    .join('');
/** What people read on the card itself; tables and charts have their own room. */
const visible = (blocks: Block[]): string =>
  blocks.map((block) => (block.kind === 'text' ? words(block.line) : '')).join('\n');
const reading = ['history', 'compare', 'status', 'versions', 'monitors'];

const reached = new Set<string>();
const every = (
  holds: (card: Card, situation: Parameters<typeof episodeCard>[0], ended: boolean) => void,
  numRuns = 1200,
) =>
  fc.assert(
    fc.property(anySituation, fc.boolean(), (s, quiet) => {
      const ended = quiet && (s.cycle === null || s.cycle.phase === 'closed');
      if (s.cycle) reached.add(s.cycle.phase);
      if (s.cycle?.phase === 'closed') reached.add(s.cycle.outcome.result);
      holds(episodeCard(s, ended), s, ended);
    }),
    { numRuns },
  );

describe('the card of an episode, in any state', () => {
  test('has at most 8 blocks and 600 visible characters', () =>
    every((card) => {
      expect(card.blocks.length).toBeLessThanOrEqual(8);
      expect(visible(card.blocks).length, visible(card.blocks)).toBeLessThanOrEqual(600);
    }));
  test('says itself in whole sentences without glyphs', () =>
    every(({ summary }) => {
      expect(summary).not.toMatch(/[●▲■◌⏸✓✕→⋯]/u);
      expect(summary).toMatch(/^\S.*[.]$/s);
    }));
  test('has at most three buttons beside ⋯, and every press fits a token', () =>
    every(({ actions }) => {
      expect(actions.filter(({ minor }) => !minor).map(({ label }) => label).length).toBeLessThanOrEqual(3);
      for (const { press } of actions) expect(pressFits(press), JSON.stringify(press)).toBe(true);
    }));
  test('can be approved exactly while it asks, for exactly what it asks', () =>
    every(({ actions }, { cycle }) => {
      const approve = actions.find(({ press }) => press.verb === 'approve');
      if (cycle === null || !('ballot' in cycle)) expect(approve).toBeUndefined();
      else
        expect(approve!.press).toEqual({ verb: 'approve', id: cycle.ballot.id, seen: cycle.ballot.subject });
    }));
  test('keeps what it asks, whatever else has to go', () =>
    every(({ blocks }, { cycle }) => {
      if (cycle === null || !('ballot' in cycle)) return;
      expect(visible(blocks)).toContain(`${cycle.ballot.id}: `);
      expect(visible(blocks)).toContain('Expires');
    }));
  test('keeps no button that acts when it is over', () =>
    every(({ actions }, _, ended) => {
      if (ended) expect(actions.filter(({ press }) => !reading.includes(press.verb))).toEqual([]);
    }));
  test('an unclear comparison has Keep champion first', () =>
    every(({ actions, title }, { cycle }) => {
      if (cycle?.phase !== 'offered' || cycle.evaluation.comparison.verdict === 'better') return;
      expect([actions[0]!.label, actions[0]!.style]).toEqual(['Keep champion', 'primary']);
      expect(title).toContain('No clear winner');
      reached.add('unclear');
    }, 3000));
  test('and every phase and every ending was drawn', () => {
    for (const phase of [...Object.keys(moves), 'closed', 'unclear']) expect(reached).toContain(phase);
    for (const ending of Object.keys(endings)) expect(reached).toContain(ending);
  });
});

test('an alert says the number, its limit, n and window, and who must act', () => {
  const { title, summary, blocks, actions } = episodeCard(situation(), false);
  expect(title).toBe('fremont-bridge · version 1');
  expect(summary).toBe(
    'fremont-bridge version 1: Failing. performance: MAE 62.3, limit 60. Owners, please choose.',
  );
  expect(visible(blocks)).toContain('MAE 62.3, limit 60 (n = 672, 28 d to 2026-01-05)');
  expect(actions.map(({ label }) => label)).toEqual([
    'Request retrain',
    'Acknowledge',
    'Mute',
    'Not useful',
    'History',
  ]);
});
