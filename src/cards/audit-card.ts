import type { LogEntry } from '../domain/log-entry.ts';
import type { Person } from '../domain/person.ts';
import type { Instant } from '../lib/time.ts';
import { sayInstant } from '../lib/time.ts';
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
    ? `The log is broken: ${broken.stream}, entry ${broken.seq}: ${broken.why}. An administrator must look at it.`
    : `All ${events} entries of the log chain correctly up to ${sayInstant(now)}.`;
  const counts = `${entries.length} entries, ${count('champion_switched')} promotions, ${count('champion_restored')} rollbacks, ${count('command_refused')} refused presses`;
  return {
    key: 'answer',
    tone: broken ? 'failing' : 'plain',
    title: `Decisions about ${model}`,
    summary: `${model} since ${sayInstant(since)}: ${counts}. ${proof}`,
    blocks: [
      { kind: 'text', line: [{ bold: proof }] },
      {
        kind: 'table',
        caption: `${counts}; newest first`,
        columns: ['When', 'Id', 'What', 'Who', 'Proof'],
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
