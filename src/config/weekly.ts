// Points of the week and spans between them, in a time zone.
import { z } from 'zod';
import type { Blackout } from '../domain/automatic.ts';
import { closest } from '../lib/closest.ts';
import { parseInstant } from '../lib/time.ts';
import { t } from '../words/t.ts';
import { refuse, writeSpan } from './scalars.ts';

export const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** 0 is Sunday; -1: no such day. Three letters are enough. */
export const dayNumber = (word: string): number =>
  days.findIndex((known) => known === word.toLowerCase() || known.slice(0, 3) === word.toLowerCase());

/** What is wrong with the name of a day. */
export function unknownDay(word: string): string {
  const near = closest(word, days);
  return near
    ? t('knows no day {day}; did you mean {near}?', { day: word, near })
    : t('knows no day {day}', { day: word });
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const unknownZone = (zone: string): string =>
  t('knows no time zone {zone}; write one like Europe/Berlin or UTC', { zone });

const two = (number: number) => String(number).padStart(2, '0');

export const writePoint = (day: number, hour: number, minute: number): string =>
  `${days[day]} ${two(hour)}:${two(minute)}`;

const weekly = /^\s*([a-z]+)\s+(\d{1,2}):(\d{2})\s*\.\.\s*([a-z]+)\s+(\d{1,2}):(\d{2})(?:\s+(\S+))?\s*$/i;

export const blackout = z
  .string()
  .max(120)
  .transform((written, context): Blackout => {
    const match = weekly.exec(written);
    if (match) {
      const [, fromDay = '', fromHour, fromMinute, toDay = '', toHour, toMinute, zone = 'UTC'] = match;
      for (const word of [fromDay, toDay]) if (dayNumber(word) < 0) return refuse(context, unknownDay(word));
      if (!isZone(zone)) return refuse(context, unknownZone(zone));
      const point = (word: string, hour: string, minute: string) =>
        Number(hour) > 23 || Number(minute) > 59
          ? null
          : (dayNumber(word) * 24 + Number(hour)) * 60 + Number(minute);
      const [from, to] = [point(fromDay, fromHour!, fromMinute!), point(toDay, toHour!, toMinute!)];
      if (from === null || to === null) return refuse(context, 'has a time that does not exist');
      return from === to ? refuse(context, 'must end after it begins') : { weekly: { from, to, zone } };
    }
    const [from, to, more] = written.split('..').map(parseInstant);
    if (from == null || to == null || more !== undefined) {
      return refuse(
        context,
        'must be two points of the week or two dates with ".." between them, as in "friday 16:00..monday 08:00 Europe/Berlin" or 2026-12-20..2027-01-04',
      );
    }
    return from < to ? { from, to } : refuse(context, 'must end after it begins');
  })
  .describe('friday 16:00..monday 08:00 Europe/Berlin, every week; or 2026-12-20..2027-01-04, once, UTC');

/** The inverse of `blackout`. */
export function writeBlackout(span: Blackout): string {
  if ('from' in span) return writeSpan(span);
  const { from, to, zone } = span.weekly;
  const point = (minutes: number) =>
    writePoint(Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60);
  return `${point(from)}..${point(to)} ${zone}`;
}
