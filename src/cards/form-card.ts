import { sentences as joined } from '../words/list.ts';
import type { Action, Card } from './card.ts';

/** Sentences and the button that opens a form. */
export const formCard = ({
  title,
  sentences,
  form,
}: {
  title: string;
  sentences: string[];
  form: Action;
}): Card => ({
  key: 'answer',
  tone: 'plain',
  title,
  summary: joined(...sentences),
  blocks: sentences.map((sentence) => ({ kind: 'text', line: [sentence] })),
  actions: [form],
});
