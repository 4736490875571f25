/** What the page itself says to one person, when a press or a word never reached the router or broke inside it. */
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

export const tooLong = (): Answer =>
  refused(
    'too_long',
    t('That is too long'),
    t('A command may have at most 2000 characters. Nothing was changed.'),
  );

export const broke = (thrown: unknown, reference: string): Answer => ({
  outcome: 'failed',
  card: { ...brokeCard(thrown, reference), key: 'web:broke' },
});
