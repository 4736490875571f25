/** What a trainer or a registry cannot do is no button, and the card says where it can be done. */
import { expect, test } from 'vitest';
import { compareAgain, rollBack } from '../../src/cards/actions.ts';
import { episodeCard } from '../../src/cards/episode-card.ts';
import { statusCard } from '../../src/cards/status-card.ts';
import { cycle } from '../../src/domain/cycle/cycle.ts';
import type { CycleCommand } from '../../src/domain/cycle/messages.ts';
import type { Lacking } from '../../src/domain/situation.ts';
import { day } from '../../src/lib/time.ts';
import { begin, evaluationOf, hear, opening, request, voters } from '../domain/cycle-world.ts';
import { version } from '../effects/registry-world.ts';
import { situation } from './situations.ts';

const [, bob] = voters;
const outside = { from: 'v0' as never, at: begin };

function card(lacks: Lacking[], ...commands: CycleCommand[]) {
  let state = cycle.initial;
  for (const command of commands) {
    const subject = 'ballot' in state ? state.ballot.subject : '';
    const heard = hear(state, command.type === 'vote' ? { ...command, subject } : command, begin);
    if (heard.refused) throw new Error(`${command.type}: ${heard.refused}`);
    state = heard.after;
  }
  if (state.phase === 'none') throw new Error('never opened');
  const registered = { ...situation().registered, lacks };
  const drawn = episodeCard(situation({ cycle: state, alerts: [], registered }), false);
  return { labels: drawn.actions.map(({ label }) => label), words: JSON.stringify(drawn.blocks), ...drawn };
}

const ask: CycleCommand = { type: 'propose_retrain', ...opening, request };
const yes: CycleCommand = { type: 'vote', by: bob!, choice: 'yes', subject: '' };
const offer: CycleCommand = { type: 'propose_promotion', ...opening, evaluation: evaluationOf('better') };
const training = [ask, yes, { type: 'started', run: 'r1' as never }] as const;

test('a trainer that cannot stop a run: no Cancel, and where it is stopped', () => {
  expect(card([], ...training).labels).toContain('Cancel run');
  const { labels, words } = card(['cancel'], ...training);
  expect(labels).not.toContain('Cancel run');
  expect(words).toContain('only be stopped at the trainer itself');
});

test('a trainer that cannot look a run up: nobody claims that it is looked for', () => {
  const unknown = [ask, yes, { type: 'start_unanswered' }] as const;
  expect(card([], ...unknown).words).toContain('It is looked for');
  const { labels, words } = card(['find'], ...unknown);
  expect(words).not.toContain('It is looked for');
  expect(words).toContain('say which run it is');
  expect(labels).toContain('Name the run');
});

test('a registry where Steward cannot promote: no Promote and no Roll back, and where it is done', () => {
  expect(card([], offer).labels).toContain('Promote challenger');
  const { labels, words, summary } = card(['promote'], offer);
  expect(labels).not.toContain('Promote challenger');
  expect(labels).toContain('Deny');
  expect(words).toContain('cannot set the champion in builtin: make version 2 the champion there');
  expect(summary).toContain('make version 2 the champion there');
  const registered = { ...situation().registered, versions: [version('v1'), version('v2')] };
  const all = (lacks: Lacking[]) => situation({ registered: { ...registered, lacks } });
  expect([...rollBack(all([]), 'v0'), ...compareAgain(all([]), 'v2' as never)]).toHaveLength(2);
  expect([...rollBack(all(['promote']), 'v0'), ...compareAgain(all(['promote']), 'v2' as never)]).toEqual([]);
});

test('a challenger that somebody promoted there ends the question as what it is', () => {
  const { title, summary } = card(['promote'], offer, { type: 'champion_moved', champion: 'v2' as never });
  expect(title).toContain('the challenger was made champion outside Steward');
  expect(summary).toContain('Version 2 was made champion outside Steward, so P-101 is over');
});

test('a champion that somebody moved is said on the card of the episode in which it was', () => {
  const registered = { ...situation().registered, outside };
  const says = /Version 1 became champion outside Steward at .*, instead of version 0\./;
  expect(JSON.stringify(episodeCard(situation({ registered }), false).blocks)).toMatch(says);
  const later = situation({ registered, episode: { id: 8, startedAt: begin + day } });
  expect(JSON.stringify(episodeCard(later, false).blocks)).not.toMatch(says);
  const quiet = episodeCard(situation({ registered, alerts: [] }), true);
  expect(quiet.summary).toMatch(says);
  expect(quiet.title).toContain('champion changed outside Steward');
});

test('a switch that waits at the registry says for what, and links there only where it is safe', () => {
  const pending = { operation: null, approval: true, word: null, link: 'https://ml.example/ask' };
  const leads = voters
    .slice(1, 3)
    .map((by): CycleCommand => ({ type: 'vote', by, choice: 'yes', subject: '' }));
  const waits = (more: { approval?: boolean; word?: string }) =>
    card([], offer, ...leads, { type: 'switch_pending', pending: { ...pending, ...more } as never }).words;
  expect(waits({})).toContain('Somebody has to agree to it at the registry first.');
  expect(waits({})).toContain('https://ml.example/ask');
  expect(waits({ approval: false })).toContain('The registry took it and is doing it.');
  expect(waits({ approval: false, word: 'Hibernating' })).toContain('says “Hibernating” of it');
});

test('what is shown of a registry that does not answer says how old it is', () => {
  const registered = { ...situation().registered, problem: 'MLflow does not answer.' };
  const words = (answeredAt: number | null) =>
    JSON.stringify(statusCard(situation({ registered: { ...registered, answeredAt } })).blocks[0]);
  expect(words(begin)).toContain('Last known state: ');
  expect(words(begin)).toContain('It answered last');
  expect(words(begin)).toContain(`{"at":${begin}}`);
  expect(words(null)).not.toContain('It answered last');
});
