import { t } from '../words/t.ts';
import type { Action, Card } from './card.ts';

/** One sentence to one person: what their press did. */
export const doneCard = (sentence: string, actions: Action[] = []): Card => ({
  key: 'answer',
  tone: 'plain',
  title: t('Done'),
  summary: sentence,
  blocks: [{ kind: 'text', line: [sentence] }],
  actions,
});
