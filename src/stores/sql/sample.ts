// A bounded sample of a reference, for choosing grids: the first rows of evenly spread stretches of time, so that a file in order
// of time is read in a few places only and the same rows come every time.
import type { Window } from '../../lib/time.ts';
import type { Extent, Rows } from '../contract.ts';

export const sampleRows = 2_048;
const stretches = 8;

/** Rows to sample with a limit each; one unlimited entry when there are few. */
export function sampleWindows(rows: Rows, extent: Extent): { window: Window | null; limit: number }[] {
  if (extent.rows <= sampleRows || extent.first === null || extent.last === null) {
    return [{ window: rows.window, limit: sampleRows }];
  }
  const width = (extent.last - extent.first + 1) / stretches;
  const limit = sampleRows / stretches;
  return Array.from({ length: stretches }, (_, i) => {
    // Multiples of the golden ratio fall on ever different hours of the day, which equal steps would not.
    const jitter = ((i * 0.618_033_988_75) % 1) * 0.8;
    return {
      window: {
        from: Math.floor(extent.first! + (i + jitter) * width),
        to: Math.floor(extent.first! + (i + 1) * width) + (i === stretches - 1 ? 1 : 0),
      },
      limit,
    };
  });
}
