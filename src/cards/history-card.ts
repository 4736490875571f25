import type { LogEntry } from '../domain/log-entry.ts';
import type { Person } from '../domain/person.ts';
import { t } from '../words/t.ts';
import type { Card, Line } from './card.ts';
import { sayEntry, subjectOf } from './say-entry.ts';
import { nameOfPerson, short } from './words.ts';

/** A timeline, newest first. */
export function historyCard(title: string, entries: LogEntry[], people: Person[]): Card {
  const rows = entries
    .slice(0, 60)
    .map((entry): Line[] => [
      [{ at: entry.at }],
      [short(sayEntry(entry), 140)],
      [nameOfPerson({ people }, entry.by)],
      [subjectOf(entry)],
    ]);
  const [newest] = entries;
  const summary = newest
    ? t('{title}. {n} entries, the newest: {what}, by {who}.', {
        ...{ title, n: entries.length, what: short(sayEntry(newest), 140) },
        who: nameOfPerson({ people }, newest.by),
      })
    : t('{title}: nothing happened yet.', { title });
  return {
    key: 'answer',
    tone: 'plain',
    title,
    summary,
    blocks:
      rows.length === 0
        ? [{ kind: 'text', line: [summary] }]
        : [
            {
              kind: 'table',
              caption: t('Newest first'),
              columns: [t('When'), t('What'), t('Who'), t('Id')],
              rowHeader: 0,
              rows,
            },
          ],
    actions: [],
  };
}
