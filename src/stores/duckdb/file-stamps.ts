// Whether rows of a window came or went, from the files that hold them.
import { fingerprint } from '../../lib/hash.ts';
import type { Window } from '../../lib/time.ts';
import type { Footer } from './footers.ts';

/**
 * A hash of the names, sizes and times of change of a window's files; null where one of them also holds rows of other windows or of unknown
 * time: such a file grows, and its change does not say which window has changed.
 */
export function fileStamps(footers: Footer[], windows: Window[]): (string | null)[] {
  const extents = footers.map(({ groups, stamp }) => ({
    stamp,
    known: groups.every(({ low, high, complete }) => low !== null && high !== null && complete),
    low: Math.min(...groups.map(({ low }) => low ?? -Infinity)) / 1000,
    high: Math.max(...groups.map(({ high }) => high ?? Infinity)) / 1000,
  }));
  return windows.map(({ from, to }) => {
    const touching = extents.filter(({ low, high }) => low < to && high >= from);
    if (touching.some(({ known, low, high }) => !known || low < from || high >= to)) return null;
    return touching.length === 0 ? 'empty' : fingerprint(touching.map(({ stamp }) => stamp));
  });
}
