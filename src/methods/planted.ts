/** A shift of known size planted into a profile, to see whether a comparison would find it. */
import { mergeProfiles } from './merge.ts';
import type { NumericProfile, Profile, ValueProfile } from './summary.ts';

/** The same rows, a share of which (0…1) now lie where the row of rank 95 % lies. */
export function planted(profile: Profile, share: number): Profile {
  if (profile.n === 0) return profile;
  return mergeProfiles(
    profile.kind === 'numeric'
      ? [thinned(profile, share), heap(profile, share)]
      : [thinnedValues(profile, share), heapOfValues(profile, share)],
  );
}

/** Which of ascending counts holds the row of rank 95 %. */
function rankOf(counts: Iterable<number>, n: number): number {
  let below = 0;
  let at = -1;
  for (const count of counts) {
    below += count;
    at += 1;
    if (below >= 0.95 * n) break;
  }
  return at;
}

const scaled = (profile: Profile, by: number) => ({
  column: profile.column,
  rows: profile.rows - profile.n * (1 - by),
  n: profile.n * by,
  missing: profile.missing,
  nonFinite: profile.nonFinite,
});

function thinned(profile: NumericProfile, share: number): NumericProfile {
  const by = 1 - share;
  return {
    ...profile,
    ...scaled(profile, by),
    counts: profile.counts.map((count) => count * by),
    sums: profile.sums.map((sum) => sum * by),
  };
}

function heap(profile: NumericProfile, share: number): NumericProfile {
  const at = rankOf(profile.counts, profile.n);
  const [count, value] = [profile.n * share, profile.sums[at]! / profile.counts[at]!];
  return {
    ...profile,
    ...{ rows: count, n: count, missing: 0, nonFinite: 0 },
    cells: profile.cells.slice(at, at + 1),
    counts: Float64Array.of(count),
    sums: Float64Array.of(count * value),
    // Where the ends were not asked for, one heap must not pass for them.
    min: profile.min === null ? null : value,
    max: profile.max === null ? null : value,
  };
}

function thinnedValues(profile: ValueProfile, share: number): ValueProfile {
  const by = 1 - share;
  const counts = new Map([...profile.counts].map(([value, count]) => [value, count * by]));
  return { ...profile, ...scaled(profile, by), counts };
}

function heapOfValues(profile: ValueProfile, share: number): ValueProfile {
  const sorted = [...profile.counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const count = profile.n * share;
  const at = rankOf(
    sorted.map(([, many]) => many),
    profile.n,
  );
  const counts = new Map([[sorted[at]![0], count]]);
  return { ...profile, ...{ rows: count, n: count, missing: 0, nonFinite: 0 }, counts };
}
