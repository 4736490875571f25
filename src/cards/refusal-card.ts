import { namePattern } from '../domain/ids.ts';
import { type Rejection, sayRejection } from '../domain/rejection.ts';
import { read } from './actions.ts';
import type { Action, Card } from './card.ts';

/** One sentence to one person: why their press changed nothing, and what to do instead. */
export function refusalCard(error: Rejection): Card {
  const sentence = sayRejection(error);
  const { near, model } = error.facts;
  const actions: Action[] =
    error.code === 'unknown_model'
      ? near
        ? [{ ...read('status', near, near), minor: false }]
        : []
      : model && namePattern.test(model)
        ? [{ ...read('history', model, 'History'), minor: false }]
        : [];
  return {
    key: 'answer',
    tone: 'plain',
    title: 'Nothing was changed',
    summary: sentence,
    blocks: [{ kind: 'text', line: [sentence] }],
    actions,
  };
}
