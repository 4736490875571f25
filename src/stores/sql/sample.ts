// A bounded sample of a reference, for choosing grids: a few rows each of places that are spread over its time, so that few places are
// read and the same rows come every time.
import type { Window } from '../../lib/time.ts';
import type { Call, Extent, Rows } from '../contract.ts';
import type { Bindings, Engine, Place } from './engine.ts';
import { isOfOneVersion } from './extent.ts';
import type { Scope } from './scope.ts';
import { spread } from './spread.ts';

const sampleRows = 2_048;
const stretches = 8;
const limit = sampleRows / stretches;

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
    const options = { time: rows.dataset.time, stretches, rows: limit, call };
    const places = await engine.sample?.(relation, rows.window, options);
    if (places) return places;
  }
  const places: Place[] = [];
  for (const { window, limit } of sampleWindows(rows, extent)) {
    const { relation, where } = await scope({ ...rows, window }, call, bindings);
    places.push({ from: relation.from, where, limit });
  }
  return places;
}

/** Rows to sample with a limit each; one unlimited entry when there are few. */
function sampleWindows(rows: Rows, extent: Extent): { window: Window | null; limit: number }[] {
  const { first, last } = extent;
  if (extent.rows <= sampleRows || first === null || last === null) {
    return [{ window: rows.window, limit: sampleRows }];
  }
  const at = (share: number) => Math.floor(first + share * (last - first + 1));
  return spread(stretches).map((share, i) => ({
    window: { from: at(share), to: at((i + 1) / stretches) + (i === stretches - 1 ? 1 : 0) },
    limit,
  }));
}
