import type { Situation } from '../domain/situation.ts';
import type { Instant } from '../lib/time.ts';
import { sayInstant } from '../lib/time.ts';
import type { Card, Line } from './card.ts';

export interface Waiting {
  situation: Situation;
  what: 'retrain' | 'promote' | 'review';
  id: string;
  deadline: Instant;
}

/** What this person may decide or must review and has not, the most urgent first. */
export function inboxCard(waiting: Waiting[], _now: Instant): Card {
  const sorted = waiting.toSorted((a, b) => a.deadline - b.deadline);
  const [first] = sorted;
  const nothing = 'Nothing waits for you.';
  return {
    key: 'answer',
    tone: 'plain',
    title: 'Inbox',
    summary: first
      ? `${sorted.length} ${sorted.length === 1 ? 'question waits' : 'questions wait'} for you; ${first.id} is due first, ${sayInstant(first.deadline)}.`
      : nothing,
    blocks: first
      ? [
          {
            kind: 'table',
            caption: 'What waits for you, most urgent first',
            columns: ['Id', 'Model', 'What', 'Due'],
            rowHeader: 0,
            rows: sorted.map(({ id, situation, what, deadline }): Line[] => [
              [id],
              [situation.model.id],
              [what],
              [{ at: deadline }],
            ]),
          },
        ]
      : [{ kind: 'text', line: [nothing] }],
    actions: sorted.slice(0, 5).map(({ id }) => ({
      label: `Open ${id}`,
      style: 'default',
      press: { verb: 'open', id, seen: '' },
    })),
  };
}
