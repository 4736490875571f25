/** What people read in the phases that they meet most. */
import { expect, test } from 'vitest';
import type { Card, Line } from '../../src/cards/card.ts';
import { episodeCard } from '../../src/cards/episode-card.ts';
import { cycle } from '../../src/domain/cycle/cycle.ts';
import type { CycleCommand } from '../../src/domain/cycle/messages.ts';
import { reasons } from '../../src/domain/reasons.ts';
import { day, minute } from '../../src/lib/time.ts';
import { inEnglish } from '../../src/words/kept.ts';
import { speaking } from '../../src/words/language.ts';
import { begin, evaluationOf, hear, opening, request, voters } from '../domain/cycle-world.ts';
import { situation } from './situations.ts';

const [ada, bob, cyd] = voters;
const ask: CycleCommand = { type: 'propose_retrain', ...opening, request };

/** The card after these commands, a minute between them; `ballot` is voted on as it stands. */
function after(
  ...commands: (CycleCommand | { yes: typeof ada } | { no: typeof ada; reason: string })[]
): Card {
  let state = cycle.initial;
  for (const [index, one] of commands.entries()) {
    const subject = 'ballot' in state ? state.ballot.subject : '';
    const command: CycleCommand =
      'yes' in one
        ? { type: 'vote', by: one.yes!, choice: 'yes', subject }
        : 'no' in one
          ? { type: 'vote', by: one.no!, choice: 'no', subject, reason: one.reason }
          : one;
    const heard = hear(state, command, begin + index * minute);
    if (heard.refused) throw new Error(`${command.type}: ${heard.refused}`);
    state = heard.after;
  }
  if (state.phase === 'none') throw new Error('never opened');
  const people = voters.map(({ id, groups }) => ({
    id,
    groups,
    name: `${id[0]!.toUpperCase()}${id.slice(1)}`,
  }));
  return episodeCard(situation({ cycle: state, alerts: [], people }), false);
}

const said = (line: Line): string =>
  line.map((span) => (typeof span === 'string' ? span : Object.values(span).at(-1))).join('');
const read = ({ blocks }: Card): string =>
  blocks.flatMap((block) => (block.kind === 'text' ? [said(block.line)] : [])).join('\n');
/** Without the dots that only say "asks more". */
const labels = ({ actions }: Card): string[] => actions.map(({ label }) => label.replace('…', ''));

const approved = [ask, { yes: bob }] as const;
const training = [...approved, { type: 'started', run: 'r1' as never } as const] as const;
const trained = {
  type: 'trained',
  challenger: { version: 'v2' as never, trainedUntil: begin - 14 * day },
} as const;
const offered = (verdict: 'better' | 'no_clear_winner') =>
  [...training, trained, { type: 'evaluated', evaluation: evaluationOf(verdict) } as const] as const;
const promoting = [...offered('better'), { yes: bob }, { yes: cyd }] as const;
const watching = [...promoting, { type: 'switched', to: 'v2' as never } as const] as const;

test('proposed: who asks, why, on which rows, and who can say yes until when', () => {
  const card = after({
    ...ask,
    policy: { ...opening.policy, retrain: { ...opening.policy.retrain, quorum: 2 } },
  });
  expect(card.title).toBe('fremont-bridge · version 1 · R-101 waits for approval');
  expect(card.summary).toBe(
    'Ada asks to retrain fremont-bridge. 2 of ML engineers, not Ada, can approve before 2026-01-08.',
  );
  expect(read(card)).toMatch(
    /^Ada asks to retrain on rows before 2025-12-22: “it drifted”\. Changes nothing in/,
  );
  expect(read(card)).toContain('R-101: 0 of 2. Needs 2 of ML engineers, not Ada');
  expect(labels(card)).toEqual(['Approve retrain', 'Deny', 'Retrain alone', 'Cancel request', 'History']);
});

test('proposed: who may not vote whatever they are in, and that a yes takes a link', () => {
  const retrain = { ...opening.policy.retrain, except: ['contractors' as never], secondFactor: true };
  const card = after({ ...ask, policy: { ...opening.policy, retrain } });
  expect(card.summary).toBe(
    'Ada asks to retrain fremont-bridge. 1 of ML engineers, not Ada and nobody of contractors, can approve before 2026-01-08, each by a one-time link.',
  );
  expect(read(card)).toContain(
    'R-101: 0 of 1. Needs 1 of ML engineers, not Ada, nobody of contractors, each by a one-time link. Expires',
  );
});

test('decided alone: who, why, and who must look at it; the button is behind the others', () => {
  const policy = { ...opening.policy, breakGlass: ['leads' as never] };
  const asks = after({ ...ask, policy });
  expect(asks.actions.find(({ label }) => label === 'Retrain alone')).toMatchObject({
    minor: true,
    style: 'danger',
  });
  expect(
    after({ ...ask, policy: { ...policy, breakGlass: [] } }).actions.map(({ label }) => label),
  ).not.toContain('Retrain alone');
  const review = { ballot: 'R-101', by: 'bob' as never, reason: 'fraud wave', at: begin, due: begin + day };
  const card = episodeCard(situation({ reviews: [review], alerts: [] }), false);
  expect(card.summary).toContain(
    'Bob decided R-101 alone (break-glass): “fraud wave”. Somebody else of ml-eng or ml-leads must review it before 2026-01-06.',
  );
  expect(labels(card)).toContain('Mark R-101 reviewed');
});

test('training: how far it is, where to look, and that production is untouched', () => {
  const card = after(...training, {
    type: 'progressed',
    progress: 0.5,
    step: 'fitting',
    link: 'https://runs.example/r1',
  });
  expect(card.summary).toBe('fremont-bridge is retraining, 50 percent: fitting.');
  expect(read(card)).toContain('Approved by Bob. Changes nothing in production.');
  expect(JSON.stringify(card.blocks)).toContain('"url":"https://runs.example/r1"');
  expect(labels(card)).toEqual(['Cancel run', 'History']);
});

test('unknown: never sent twice, and two ways for a person to settle it', () => {
  const card = after(...approved, { type: 'start_unanswered' });
  expect(card.summary).toBe(
    'The trainer did not answer; R-101 may or may not have started. It is looked for and never sent twice.',
  );
  expect(labels(card)).toEqual(['Name the run', 'It never started', 'Give it up', 'History']);
});

test('offered: a better challenger is said first and promoted first', () => {
  const card = after(...offered('better'));
  expect(card.title).toContain('challenger version 2 is better');
  expect(card.summary).toMatch(
    /^version 2 beats version 1 on 336 rows\. 2 of ML leads, not Ada, can approve/i,
  );
  expect(card.blocks.some(({ kind }) => kind === 'table')).toBe(true);
  expect(labels(card).slice(0, 2)).toEqual(['Promote challenger', 'Deny']);
});

test('offered without a clear winner: keeping the champion comes first', () => {
  const card = after(...offered('no_clear_winner'));
  expect(card.title).toContain('No clear winner');
  expect(labels(card).slice(0, 2)).toEqual(['Keep champion', 'Promote challenger']);
  expect(card.actions.slice(0, 2).map(({ style, press }) => [style, press.verb])).toEqual([
    ['primary', 'deny'],
    ['default', 'approve'],
  ]);
});

test('offered with one yes of two: who said it', () => {
  const card = after(...offered('better'), { yes: bob });
  expect(card.summary).toMatch(/1 said yes so far\.$/);
  expect(read(card)).toMatch(/P-101: 1 of 2\..*Bob said yes/);
});

test('watching: since when, by whom, and back at one press', () => {
  const card = after(...watching);
  expect(card.summary).toMatch(
    /version 2 is champion since .* Watched until .* Roll back returns to version 1\./,
  );
  expect(read(card)).toContain('approved by Bob and Cyd. The registry was read back.');
  const [back] = card.actions;
  expect([back!.label, back!.style, back!.confirm?.text]).toEqual([
    'Roll back to version 1',
    'danger',
    'version 1 stays registered. One person is enough.',
  ]);
});

test('watching a champion that got worse: says so instead of praising it', () => {
  const card = after(...watching, { type: 'regressed', reason: 'mae over 60' });
  expect(read(card)).toContain('It got worse: mae over 60. Roll back, or keep it and retrain.');
});

test('denied: by whom and why, nothing ran, and it can be asked again', () => {
  const card = after(ask, { no: bob, reason: 'wait for Thursday.' });
  expect(card.summary).toBe('R-101 denied by Bob: wait for Thursday. Nothing ran.');
  expect(labels(card)).toEqual(['Request again', 'History']);
});

test('a reason that is a sentence of its own leaves one full stop, in every language', () => {
  const reason = inEnglish(reasons.rowsUnknown, { version: 'v2' });
  const chinese = speaking('zh-CN', () => after(ask, { no: bob, reason }));
  expect(chinese.summary).toBe(
    'Bob 拒绝了 R-101：没有说明 v2 的训练数据截至何时，因此无法比较。未启动任何运行。',
  );
  expect(after(ask, { no: bob, reason: 'wait...' }).summary).toBe(
    'R-101 denied by Bob: wait.... Nothing ran.',
  );
});

test('stuck: what to look at, and the way back to the same version', () => {
  const card = after(
    ...watching,
    { type: 'roll_back', by: 'cyd' as never, reason: null },
    { type: 'switch_refused', reason: 'locked' },
  );
  expect([card.tone, card.summary]).toEqual([
    'failing',
    'The rollback could not be confirmed: locked. Look at the registry; promotions wait until a rollback is confirmed.',
  ]);
  expect(labels(card)[0]).toBe('Roll back to version 1');
});
