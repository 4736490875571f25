/** What one person is told directly about something that waits for them, by the clock or because somebody asked. */
import type { PersonId } from '../domain/ids.ts';
import type { Doing } from '../domain/may.ts';
import type { Situation } from '../domain/situation.ts';
import type { Waiting } from '../domain/waiting.ts';
import { sayInstant } from '../lib/time.ts';
import { approve, deny, read } from './actions.ts';
import type { Action, Card } from './card.ts';
import { sayBallot } from './episode/ballot-line.ts';
import { reviewAction, sayReview } from './reviews.ts';
import { nameOfPerson } from './words.ts';

/** @param by whoever asked; null when it was the clock. */
export function waitingCard(s: Situation, waiting: Waiting, by: PersonId | null): Card {
  const { title, sentence, actions } = about(s, waiting, by);
  return {
    key: 'direct',
    tone: 'plain',
    title,
    summary: sentence,
    blocks: [{ kind: 'text', line: [sentence] }],
    actions: [...actions, { ...read('status', s.model.id, 'Status'), minor: false }],
  };
}

interface Said {
  title: string;
  sentence: string;
  actions: Action[];
}

function about(s: Situation, waiting: Waiting, by: PersonId | null): Said {
  const { model } = s;
  const who = nameOfPerson(s, by);
  const asks = by === null ? '' : `${who} asks you: `;
  switch (waiting.kind) {
    case 'question': {
      const { phase, ballot, deadline } = waiting.cycle;
      const [what, yes] =
        phase === 'proposed'
          ? ['retraining', 'Approve retrain']
          : ['promoting a challenger of', 'Promote challenger'];
      return {
        title: `${ballot.id} waits for you`,
        sentence: `${asks}${ballot.id}, ${what} ${model.id}, expires ${sayInstant(deadline)} and waits for you. ${sayBallot(s, ballot, deadline)}`,
        actions: [approve(ballot, yes!), deny(ballot)],
      };
    }
    case 'review': {
      const { review } = waiting;
      return {
        title: `${review.ballot} of ${model.id} was decided alone`,
        sentence: `${asks}${sayReview(s, review)}`,
        actions: [reviewAction(review)],
      };
    }
    case 'doing':
      return {
        title: `${who} asks you about ${model.id}`,
        sentence: `${who} asks you to ${doings[waiting.doing]} ${model.id}, which they may not do themselves.`,
        actions: [],
      };
    case 'rule': {
      const what = waiting.asks === 'retrain' ? 'retrain' : 'promote a challenger of';
      return {
        title: `Nobody could approve what ${who} asks`,
        sentence: `${who} wants to ${what} ${model.id}, and nobody could approve it: ${waiting.why}. Add people to ${waiting.rule.groups.join(' or ')}, or change the policy of ${model.id}.`,
        actions: [],
      };
    }
  }
}

const doings: Record<Doing, string> = {
  roll_back: 'roll back',
  cancel: 'cancel what runs for',
  settle: 'say what became of a run of',
  care: 'look after the alerts of',
  break_glass: 'decide alone about',
};
