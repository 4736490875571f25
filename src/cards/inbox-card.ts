import type { Situation } from '../domain/situation.ts';
import type { Instant } from '../lib/time.ts';
import { sayInstant } from '../lib/time.ts';
import { message, saidPlain, t } from '../words/t.ts';
import type { Card, Line } from './card.ts';

export interface Waiting {
  situation: Situation;
  what: 'retrain' | 'promote' | 'review';
  id: string;
  deadline: Instant;
}

const asked = { retrain: message('retrain'), promote: message('promote'), review: message('review') };

/** What this person may decide or must review and has not, the most urgent first. */
export function inboxCard(waiting: Waiting[], _now: Instant): Card {
  const sorted = waiting.toSorted((a, b) => a.deadline - b.deadline);
  const [first] = sorted;
  const nothing = t('Nothing waits for you.');
  return {
    key: 'answer',
    tone: 'plain',
    title: t('Inbox'),
    summary: first
      ? t(
          '{n, plural, one {# question waits} other {# questions wait}} for you; {first} is due first, {at}.',
          { n: sorted.length, first: first.id, at: sayInstant(first.deadline) },
        )
      : nothing,
    blocks: first
      ? [
          {
            kind: 'table',
            caption: t('What waits for you, most urgent first'),
            columns: [t('Id'), t('Model'), t('What'), t('Due')],
            rowHeader: 0,
            rows: sorted.map(({ id, situation, what, deadline }): Line[] => [
              [id],
              [situation.model.id],
              [saidPlain(asked[what])],
              [{ at: deadline }],
            ]),
          },
        ]
      : [{ kind: 'text', line: [nothing] }],
    actions: sorted.slice(0, 5).map(({ id }) => ({
      label: t('Open {id}', { id }),
      style: 'default',
      press: { verb: 'open', id, seen: '' },
    })),
  };
}
