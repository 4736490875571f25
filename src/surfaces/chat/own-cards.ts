/** What a chat surface says itself, when a press or a word never reached the router or broke inside it. */
import type { Card } from '../../cards/card.ts';
import { Fault } from '../../lib/fault.ts';
import { databaseIsAway } from '../../lib/lost-connection.ts';
import { sentences } from '../../words/list.ts';
import { saidPlain, t } from '../../words/t.ts';

const card = (title: string, text: string): Card => ({
  key: 'answer',
  tone: 'plain',
  title,
  summary: t('{title}. {words}', { title, words: text }),
  blocks: [{ kind: 'text', line: [text] }],
  actions: [],
});

export const outOfDate = (): Card =>
  card(
    t('This card is out of date'),
    t('It comes from an older version, or was not ours. Nothing was changed; use the newest card.'),
  );

/** @param why a message of the catalogs */
export const stranger = (why: string): Card => card(t('I don’t know who you are here'), saidPlain(why));

export const working = (): Card =>
  card(t('Working on it'), t('This takes a little longer; the answer follows here.'));

/** What may be said about something thrown: enough to know whether to try again. */
export function sayCause(thrown: unknown): string {
  if (thrown instanceof Fault) {
    // Its own sentence is for whoever runs that system, and stands in the log.
    return thrown.retry === 'never'
      ? t('A store or another system refused what Steward asked of it.')
      : t('A store or another system that Steward asks does not answer at the moment.');
  }
  return databaseIsAway(thrown)
    ? t('Steward’s database does not answer at the moment.')
    : t('Something broke on our side.');
}

/** Whether it may work later by itself. */
export const passes = (thrown: unknown): boolean => thrown instanceof Fault || databaseIsAway(thrown);

/** @param reference finds the cause in the log */
export function broke(thrown: unknown, reference: string): Card {
  const unsure = t(
    'It is not sure whether it counted; the card will show. If it stays so, tell whoever runs Steward reference {reference}.',
    {
      reference,
    },
  );
  return card(t('That did not work'), sentences(sayCause(thrown), unsure));
}

export const notNow = (sentence: string): Card => card(t('Nothing was changed'), sentence);
