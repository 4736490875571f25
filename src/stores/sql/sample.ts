// A bounded sample of a reference, for choosing grids: a few rows each of places that are spread over its time, so that few places are
// read and the same rows come every time.
import type { Window } from '../../lib/time.ts';
import type { Call, Extent, Rows } from '../contract.ts';
import type { Bindings, Engine, Place } from './engine.ts';
import { isOfOneVersion } from './extent.ts';
import type { Scope } from './scope.ts';

const sampleRows = 2_048;
const stretches = 8;
const limit = sampleRows / stretches;
/** Reading a place takes as long as many rows of it, so that an engine which knows where rows lie reads two stretches of each. */
const places = stretches / 2;

/** Where each of so many parts is read, in parts: multiples of the golden ratio fall on ever different hours of the day, which equal steps would not. */
const starts = (many: number) =>
  Array.from({ length: many }, (_, i) => i + ((i * 0.618_033_988_75) % 1) * 0.8);

interface Asked {
  engine: Engine;
  scope(rows: Rows, call: Call, bindings?: Bindings): Promise<Scope>;
  rows: Rows;
  extent: Extent;
}

/** What to read, by the engine's own knowledge of where rows lie or by windows of time. */
export async function samplePlaces(
  { engine, scope, rows, extent }: Asked,
  call: Call,
  bindings: Bindings,
): Promise<Place[]> {
  if (extent.rows > sampleRows && !isOfOneVersion(rows)) {
    const { relation } = await scope({ ...rows, window: null }, call);
    const shares = starts(places).map((start) => start / places);
    const options = { time: rows.dataset.time, shares, rows: sampleRows / places, call };
    const found = await engine.sample?.(relation, rows.window, options);
    if (found) return found;
  }
  const found: Place[] = [];
  for (const { window, limit } of sampleWindows(rows, extent)) {
    const { relation, where } = await scope({ ...rows, window }, call, bindings);
    found.push({ from: relation.from, where, limit });
  }
  return found;
}

/** Rows to sample with a limit each; one unlimited entry when there are few. */
function sampleWindows(rows: Rows, extent: Extent): { window: Window | null; limit: number }[] {
  const { first, last } = extent;
  if (extent.rows <= sampleRows || first === null || last === null) {
    return [{ window: rows.window, limit: sampleRows }];
  }
  const width = (last - first + 1) / stretches;
  return starts(stretches).map((start, i) => ({
    window: {
      from: Math.floor(first + start * width),
      to: Math.floor(first + (i + 1) * width) + (i === stretches - 1 ? 1 : 0),
    },
    limit,
  }));
}
