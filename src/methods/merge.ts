/** Profiles of the same layout merge by addition, so any window is a sum of stored ones. */
import { cellsPerSide } from './grid.ts';
import type { NumericProfile, Profile, ValueProfile } from './summary.ts';

/** As stores do: a column with more values keeps its most frequent ones, the others are in `n` alone. */
const mostValues = 100_000;

/** What one pass over all the sets of rows would have counted. Throws when there are none, or of different layouts. */
export function mergeProfiles(profiles: readonly Profile[]): Profile {
  const [first] = profiles;
  if (!first) throw new Error('nothing to merge');
  if (profiles.length === 1) return first;
  for (const other of profiles) {
    if (other.column !== first.column) throw new Error(`cannot merge ${first.column} with ${other.column}`);
    if (other.kind !== first.kind)
      throw new Error(`cannot merge ${first.column} as ${first.kind} with ${other.kind}`);
  }
  return first.kind === 'numeric'
    ? mergeNumeric(profiles as NumericProfile[])
    : mergeValues(profiles as ValueProfile[]);
}

function tally(profiles: readonly Profile[]) {
  const sum = (of: (profile: Profile) => number) =>
    profiles.reduce((total, profile) => total + of(profile), 0);
  return {
    column: profiles[0]!.column,
    rows: sum(({ rows }) => rows),
    n: sum(({ n }) => n),
    missing: sum(({ missing }) => missing),
    nonFinite: sum(({ nonFinite }) => nonFinite),
  };
}

function mergeValues(profiles: readonly ValueProfile[]): ValueProfile {
  let counts = new Map<string, number>();
  for (const profile of profiles) {
    for (const [value, count] of profile.counts) counts.set(value, (counts.get(value) ?? 0) + count);
    // Identifiers that nobody meant as categories must not fill the memory.
    if (counts.size > 2 * mostValues) counts = commonest(counts);
  }
  if (counts.size > mostValues) counts = commonest(counts);
  return { ...tally(profiles), kind: profiles[0]!.kind, counts };
}

const commonest = (counts: Map<string, number>): Map<string, number> =>
  new Map([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, mostValues));

function mergeNumeric(profiles: readonly NumericProfile[]): NumericProfile {
  const [{ grid }] = profiles as [NumericProfile];
  // Every cell has its place: addition without a search.
  const counts = new Float64Array(2 * cellsPerSide + 1);
  const sums = new Float64Array(2 * cellsPerSide + 1);
  for (const profile of profiles) {
    if (profile.grid.center !== grid.center || profile.grid.scale !== grid.scale) {
      throw new Error(`${profile.column} was counted on two grids`);
    }
    for (let at = 0; at < profile.cells.length; at += 1) {
      const place = profile.cells[at]! + cellsPerSide;
      counts[place]! += profile.counts[at]!;
      sums[place]! += profile.sums[at]!;
    }
  }
  const places: number[] = [];
  for (let place = 0; place < counts.length; place += 1) if (counts[place]! > 0) places.push(place);
  return {
    ...tally(profiles),
    kind: 'numeric',
    grid,
    cells: Int16Array.from(places, (place) => place - cellsPerSide),
    counts: Float64Array.from(places, (place) => counts[place]!),
    sums: Float64Array.from(places, (place) => sums[place]!),
    min: extreme(
      Math.min,
      profiles.map(({ min }) => min),
    ),
    max: extreme(
      Math.max,
      profiles.map(({ max }) => max),
    ),
  };
}

function extreme(choose: (a: number, b: number) => number, values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((a, b) => choose(a, b));
}
