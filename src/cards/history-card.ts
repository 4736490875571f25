import type { LogEntry } from '../domain/log-entry.ts';
import type { Person } from '../domain/person.ts';
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
    ? `${title}. ${entries.length} entries, the newest: ${short(sayEntry(newest), 140)}, by ${nameOfPerson({ people }, newest.by)}.`
    : `${title}: nothing happened yet.`;
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
              caption: 'Newest first',
              columns: ['When', 'What', 'Who', 'Id'],
              rowHeader: 0,
              rows,
            },
          ],
    actions: [],
  };
}
