import type { LogEntry } from '../domain/log-entry.ts';
import type { Person } from '../domain/person.ts';
import { t, tLine } from '../words/t.ts';
import type { Block, Card, Line } from './card.ts';
import { sayEntry, subjectOf, wordsOf } from './say-entry.ts';
import { nameOfPerson, short } from './words.ts';

const longestInTable = 80;
const mostWhole = 3;

/** Reasons for which a timeline has no room, whole: whoever decides reads them here. */
export function wholeReasons(entries: LogEntry[], people: Person[]): Block[] {
  const long = entries
    .map((entry) => ({ who: nameOfPerson({ people }, entry.by), words: wordsOf(entry) }))
    .filter(
      ({ words }, at, all) =>
        words.length > longestInTable && all.findIndex((one) => one.words === words) === at,
    );
  return long.slice(0, mostWhole).map(({ who, words }) => ({
    kind: 'text',
    line: tLine('{what}: {detail}', { what: { bold: who }, detail: words }),
  }));
}

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
    ? t('{title}. {n, plural, one {# entry} other {# entries}}, the newest: {what}, by {who}.', {
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
