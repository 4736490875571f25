/** What the page itself says to one person, when a press or a word never reached the router or broke inside it. */
import type { Action } from '../../cards/card.ts';
import { filledIn, hasWords } from '../../cards/form-card.ts';
import { t } from '../../words/t.ts';
import { broke as brokeCard, outOfDate as outOfDateCard } from '../chat/own-cards.ts';
import type { Answer } from '../contract.ts';

const refused = (key: string, title: string, text: string): Answer => ({
  outcome: 'refused',
  card: {
    key: `web:${key}`,
    tone: 'plain',
    title,
    summary: t('{title}. {words}', { title, words: text }),
    blocks: [{ kind: 'text', line: [text] }],
    actions: [],
  },
});

export const outOfDate = (): Answer => ({
  outcome: 'refused',
  card: { ...outOfDateCard(), key: 'web:out_of_date' },
});

export const unknownPerson = (): Answer =>
  refused(
    'unknown_person',
    t('I don’t know who you are yet'),
    t('That changed nothing. Choose whom you act as at the top right, then do it again.'),
  );

/** What came to nothing, with the form as it was filled in: nothing has to be typed again. */
export function withForm(answer: Answer, action: Action | null, values: Record<string, string>): Answer {
  const { card } = answer;
  if (!action || !hasWords(action, values) || card.actions.some(({ form }) => form)) return answer;
  const again = { ...filledIn(action, values), minor: false };
  // The next answer takes the place of this one.
  return { ...answer, card: { ...card, key: 'answer', actions: [...card.actions, again] } };
}

export const broke = (thrown: unknown, reference: string): Answer => ({
  outcome: 'failed',
  card: { ...brokeCard(thrown, reference), key: 'web:broke' },
});
