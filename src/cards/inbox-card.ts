import type { Situation } from '../domain/situation.ts';
import { type Instant, sayInstant } from '../lib/time.ts';
import { sayFew, sentences } from '../words/list.ts';
import { message, saidPlain, t } from '../words/t.ts';
import type { Action, Card, Line } from './card.ts';
import { worseFirst } from './state.ts';
import { shortId } from './words.ts';

export interface Waiting {
  situation: Situation;
  what: 'retrain' | 'promote' | 'review';
  id: string;
  deadline: Instant;
}

const asked = { retrain: message('retrain'), promote: message('promote'), review: message('review') };

/** What this person may decide or must review and has not, the most urgent first; then the open alerts of their models that nobody acknowledged. */
export function inboxCard(waiting: Waiting[], unattended: Situation[]): Card {
  const sorted = waiting.toSorted((a, b) => a.deadline - b.deadline);
  const [first] = sorted;
  const open = unattended.toSorted(worseFirst).map(({ model }) => model.id);
  const alerts =
    open.length > 0
      ? t('Open alerts that nobody has acknowledged: {names}.', {
          names: sayFew(open.map((id) => shortId(id))),
        })
      : '';
  const nothing = alerts || t('Nothing waits for you.');
  return {
    key: 'answer',
    tone: 'plain',
    title: t('Inbox'),
    summary: first
      ? sentences(
          t(
            '{n, plural, one {# question waits} other {# questions wait}} for you; {first} is due first, {at}.',
            { n: sorted.length, first: first.id, at: sayInstant(first.deadline) },
          ),
          alerts,
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
          ...(alerts ? [{ kind: 'text' as const, line: [alerts] }] : []),
        ]
      : [{ kind: 'text', line: [nothing] }],
    actions: [
      ...sorted.map(({ id }): Action => button(t('Open {id}', { id }), 'open', id)),
      ...open.map((id): Action => button(shortId(id), 'status', id)),
    ].slice(0, 5),
  };
}

const button = (label: string, verb: string, id: string): Action => ({
  ...{ label, style: 'default' },
  press: { verb, id, seen: '' },
});
