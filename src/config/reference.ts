// `reference:` of a monitor in YAML: a span of time, a word, or what moves with the window.
import { z } from 'zod';
import type { Reference as DomainReference } from '../domain/monitor.ts';
import { day, parseInstant } from '../lib/time.ts';
import { duration, entry, refuse, span, text, writeDuration, writeSpan } from './scalars.ts';

/** Eight seasons are enough to see how much they vary by themselves. */
const defaultTimes = { week: 8, year: 1 } as const;

const date = z
  .string()
  .max(40)
  .transform((written, context): number => {
    const at = parseInstant(written);
    return at !== null && at % day === 0 ? at : refuse(context, 'must be a date, as in 2026-12-25');
  });

const Season = entry({
  season: z
    .enum(['week', 'year'])
    .describe('The same hours of the last weeks, or the same week of the last years'),
  times: z.int().min(1).max(60).optional().describe('How many of them. Default: 8 weeks, 1 year'),
  holidays: z.array(date).max(2000).optional().describe('Dates that are compared with each other only'),
}).transform(
  ({ season, times, holidays }): DomainReference => ({
    kind: 'season',
    every: season,
    times: times ?? defaultTimes[season],
    holidays: [...new Set(holidays)].sort((a, b) => a - b),
  }),
);

const Rolling = entry({
  rolling: duration().describe('How long it is'),
  gap: duration(0).optional().describe('How long before the window it ends. Default: 0s'),
}).transform(
  ({ rolling, gap }): DomainReference => ({ kind: 'rolling', lengthMs: rolling, gapMs: gap ?? 0 }),
);

const Training = entry({
  training: duration().describe('The last so long that the version was trained on, by its lineage'),
}).transform(({ training }): DomainReference => ({ kind: 'training', lengthMs: training }));

const Table = entry({
  table: text(500).describe('A table, path or glob, all of whose rows are the reference'),
}).transform(({ table }): DomainReference => ({ kind: 'table', table }));

const Written = z
  .string()
  .max(80)
  .transform((written, context): DomainReference => {
    if (written.trim() === 'previous') return { kind: 'previous' };
    const found = span.safeParse(written);
    return found.success ? found.data : refuse(context, found.error.issues[0]!.message);
  })
  .describe(
    'From (included) to (excluded), UTC: 2018-01-01..2019-01-01; or previous: right before each window',
  );

export const Reference = z.union([Written, Rolling, Season, Training, Table]);

/** The inverse of `Reference`. */
export function writeReference(reference: DomainReference): string | Record<string, unknown> {
  if (!('kind' in reference)) return writeSpan(reference);
  switch (reference.kind) {
    case 'previous':
      return 'previous';
    case 'table':
      return { table: reference.table };
    case 'training':
      return { training: writeDuration(reference.lengthMs) };
    case 'rolling':
      return {
        rolling: writeDuration(reference.lengthMs),
        ...(reference.gapMs > 0 ? { gap: writeDuration(reference.gapMs) } : {}),
      };
    case 'season':
      return {
        season: reference.every,
        ...(reference.times === defaultTimes[reference.every] ? {} : { times: reference.times }),
        ...(reference.holidays.length > 0
          ? { holidays: reference.holidays.map((at) => new Date(at).toISOString().slice(0, 10)) }
          : {}),
      };
  }
}
