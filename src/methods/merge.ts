/** Profiles of the same layout merge by addition, so any window is a sum of stored ones. */
import { addedUp } from './grid.ts';
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
  for (const other of profiles) {
    const isSame =
      other.grid.center === grid.center && other.grid.scale === grid.scale && other.grid.even === grid.even;
    if (!isSame) throw new Error(`${other.column} was counted on two grids`);
  }
  return {
    ...tally(profiles),
    kind: 'numeric',
    grid,
    ...addedUp(profiles),
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
