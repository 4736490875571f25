/** Which rows a window is compared with: a reference of the configuration as spans of time. */
import type { Reference } from '../domain/monitor.ts';
import { day, type Instant, type Window, week } from '../lib/time.ts';

/** A year of whole weeks, so that weekdays stay. */
const seasonalYear = 52 * week;

export interface ReferenceRows {
  /** Another table, all of whose rows are meant; null: the predictions' own. */
  table: string | null;
  /** Spans that together are one season each; a plain reference is one season of one span. */
  seasons: Window[][];
}

export interface Compared {
  window: Window;
  /** Newest row that the version's training saw, by its lineage. */
  trainedUntil: Instant | null;
}

/** Whether the rows of a reference are the same for every window, so that they are counted once. */
export const isFixed = (reference: Reference): boolean =>
  !('kind' in reference) || reference.kind === 'training' || reference.kind === 'table';

/** Null when the reference is the training set and the version's lineage does not say what it was. */
export function referenceRows(
  reference: Reference,
  { window, trainedUntil }: Compared,
): ReferenceRows | null {
  const own = (...seasons: Window[][]): ReferenceRows => ({ table: null, seasons });
  if (!('kind' in reference)) return own([reference]);
  switch (reference.kind) {
    case 'table':
      return { table: reference.table, seasons: [] };
    case 'training': {
      if (trainedUntil === null) return null;
      return own([{ from: trainedUntil + 1 - reference.lengthMs, to: trainedUntil + 1 }]);
    }
    case 'rolling': {
      const to = window.from - reference.gapMs;
      return own([{ from: to - reference.lengthMs, to }]);
    }
    case 'previous':
      return own([{ from: window.from - (window.to - window.from), to: window.from }]);
    case 'season':
      return own(...seasonsOf(reference, window));
  }
}

type Season = Extract<Reference, { kind: 'season' }>;

/** The window as it was one, two, … seasons ago. Holidays are compared with earlier holidays, and other days with none. */
function seasonsOf({ every, times, holidays }: Season, window: Window): Window[][] {
  const unit = every === 'week' ? week : seasonalYear;
  const step = Math.ceil((window.to - window.from) / unit) * unit;
  const plain = Array.from({ length: times }, (_, at) => [shifted(window, (at + 1) * step)]);
  const isHoliday = (at: Instant) => holidays.includes(Math.floor(at / day) * day);
  if (holidays.length === 0) return plain;
  const parts = daysOf(window).map((part) =>
    isHoliday(part.from) ? holidaysBefore(holidays, part, window).slice(0, times) : ordinary(part),
  );
  function ordinary(part: Window): Window[] {
    const found: Window[] = [];
    // Every fourth week may be one of holidays, not more.
    for (let back = 1; found.length < times && back <= 4 * times + 4; back += 1) {
      const earlier = shifted(part, back * step);
      if (!isHoliday(earlier.from)) found.push(earlier);
    }
    return found;
  }
  return plain.map((_, at) => joined(parts.flatMap((found) => found[at] ?? [])));
}

const shifted = ({ from, to }: Window, by: number): Window => ({ from: from - by, to: to - by });

/** The same hours of the listed days before the window, latest first. */
const holidaysBefore = (holidays: Instant[], part: Window, { from }: Window): Window[] =>
  holidays
    .filter((at) => at + day <= from)
    .sort((a, b) => b - a)
    .map((at) => shifted(part, Math.floor(part.from / day) * day - at));

/** A window cut at midnights. */
function daysOf({ from, to }: Window): Window[] {
  const parts: Window[] = [];
  for (let at = from; at < to; at = parts.at(-1)!.to) {
    parts.push({ from: at, to: Math.min(to, (Math.floor(at / day) + 1) * day) });
  }
  return parts;
}

/** Neighbours become one; what is named twice counts once. */
function joined(windows: Window[]): Window[] {
  const result: Window[] = [];
  for (const { from, to } of windows.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

/** From the first to the last of some windows; null without any. */
export const spanOf = (windows: Window[]): Window | null =>
  windows.length === 0
    ? null
    : {
        from: Math.min(...windows.map(({ from }) => from)),
        to: Math.max(...windows.map(({ to }) => to)),
      };
