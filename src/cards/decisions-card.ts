import type { LogEntry } from '../domain/log-entry.ts';
import type { Person } from '../domain/person.ts';
import { t } from '../words/t.ts';
import type { Card, Line } from './card.ts';
import { sayEntry, subjectOf } from './say-entry.ts';
import { nameOfPerson, short, shortId } from './words.ts';

const most = 20;

/** What people decided about any model, newest first. */
export function decisionsCard(entries: LogEntry[], people: Person[]): Card {
  const decided = entries.filter(({ by, model }) => by !== null && model !== null).slice(0, most);
  const newest = decided[0];
  const none = t('Nobody decided anything in the last four weeks.');
  return {
    key: 'answer',
    tone: 'plain',
    title: t('Recent decisions'),
    summary: newest
      ? t(
          '{n, plural, one {# recent decision} other {# recent decisions}}, the newest about {model} by {who}.',
          {
            n: decided.length,
            model: newest.model ?? '',
            who: nameOfPerson({ people }, newest.by),
          },
        )
      : none,
    blocks: newest
      ? [
          {
            kind: 'table',
            caption: t('Recent decisions, newest first'),
            columns: [t('When'), t('Id'), t('Model'), t('What'), t('Who')],
            rowHeader: 1,
            rows: decided.map((entry): Line[] => [
              [{ at: entry.at }],
              [subjectOf(entry)],
              [shortId(entry.model ?? '')],
              [short(sayEntry(entry), 140)],
              [nameOfPerson({ people }, entry.by)],
            ]),
          },
        ]
      : [{ kind: 'text', line: [none] }],
    actions: [],
  };
}
