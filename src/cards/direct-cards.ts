/** What one person is told directly. */
import type { Situation } from '../domain/situation.ts';
import { sayInstant } from '../lib/time.ts';
import { approve, deny, read } from './actions.ts';
import type { Card } from './card.ts';
import { sayBallot } from './episode/ballot-line.ts';
import { episodeCard } from './episode-card.ts';

/** To whoever asked: what became of it, and why. */
export function decisionCard(s: Situation): Card | null {
  if (s.cycle?.phase !== 'closed') return null;
  const { summary, title, blocks } = episodeCard(s, true);
  return {
    key: 'direct',
    tone: 'plain',
    title,
    summary,
    blocks,
    actions: [read('history', s.model.id, 'History')],
  };
}

/** To whoever may still say yes or no. */
export function reminderCard(s: Situation): Card | null {
  const { cycle, model } = s;
  if (cycle?.phase !== 'proposed' && cycle?.phase !== 'offered') return null;
  const { ballot, deadline } = cycle;
  const what = cycle.phase === 'proposed' ? 'retraining' : 'promoting a challenger of';
  const sentence = `${ballot.id}, ${what} ${model.id}, expires ${sayInstant(deadline)} and waits for you. ${sayBallot(s, ballot, deadline)}`;
  return {
    key: 'direct',
    tone: 'plain',
    title: `${ballot.id} waits for you`,
    summary: sentence,
    blocks: [{ kind: 'text', line: [sentence] }],
    actions: [
      approve(ballot, cycle.phase === 'proposed' ? 'Approve retrain' : 'Promote challenger'),
      deny(ballot),
      { ...read('status', model.id, 'Status'), minor: false },
    ],
  };
}
