import type { LogEntry } from '../domain/log-entry.ts';
import type { Person } from '../domain/person.ts';
import { sayReason } from '../domain/reasons.ts';
import type { Instant } from '../lib/time.ts';
import { sayInstant } from '../lib/time.ts';
import { sentences } from '../words/list.ts';
import { t } from '../words/t.ts';
import type { Card, Line } from './card.ts';
import { sayEntry, subjectOf } from './say-entry.ts';
import { nameOfPerson, short } from './words.ts';

export interface Audited {
  model: string;
  since: Instant;
  now: Instant;
  entries: LogEntry[];
  people: Person[];
  verified: { events: number; broken: { stream: string; seq: number; why: string } | null };
}

/** Decisions with whoever made them, refused presses too, and whether the log proves itself. */
export function auditCard({ model, since, now, entries, people, verified }: Audited): Card {
  const count = (type: string) => entries.filter((entry) => entry.type === type).length;
  const { broken, events } = verified;
  const proof = broken
    ? t('The log is broken: {stream}, entry {seq}: {why}. An administrator must look at it.', {
        ...broken,
        why: sayReason(broken.why),
      })
    : t('All {n} entries of the log chain correctly up to {at}.', { n: events, at: sayInstant(now) });
  const counts = t(
    '{n, plural, one {# entry} other {# entries}}, {promotions, plural, one {# promotion} other {# promotions}}, {rollbacks, plural, one {# rollback} other {# rollbacks}}, {refused, plural, one {# refused press} other {# refused presses}}',
    {
      ...{ n: entries.length, refused: count('command_refused') },
      ...{ promotions: count('champion_switched'), rollbacks: count('champion_restored') },
    },
  );
  return {
    key: 'answer',
    tone: broken ? 'failing' : 'plain',
    title: t('Decisions about {model}', { model }),
    summary: sentences(t('{model} since {at}: {counts}.', { model, at: sayInstant(since), counts }), proof),
    blocks: [
      { kind: 'text', line: [{ bold: proof }] },
      {
        kind: 'table',
        caption: t('{counts}; newest first', { counts }),
        columns: [t('When'), t('Id'), t('What'), t('Who'), t('Proof')],
        rowHeader: 0,
        rows: entries
          .slice(0, 60)
          .map((entry): Line[] => [
            [{ at: entry.at }],
            [subjectOf(entry)],
            [short(sayEntry(entry), 140)],
            [nameOfPerson({ people }, entry.by)],
            [entry.hash.slice(0, 8)],
          ]),
      },
    ],
    actions: [],
  };
}
