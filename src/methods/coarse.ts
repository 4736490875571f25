/** A profile with one cell or one value per bin: the same counts in the bins at a hundredth of the size. */
import { type Bins, endsOf, type RangeBins, type ValueBins } from './bins.ts';
import type { NumericProfile, Profile, ValueProfile } from './summary.ts';

/** What any comparison by these bins reads of a profile. Distances along an axis are no longer in it. Throws for bins of another kind. */
export function coarse(bins: Bins, profile: Profile): Profile {
  if (bins.kind === 'numeric' && profile.kind === 'numeric') return coarseCells(bins, profile);
  if (bins.kind !== 'numeric' && profile.kind !== 'numeric') return coarseValues(bins, profile);
  throw new Error(`${profile.column} is ${profile.kind}, its bins are ${bins.kind}`);
}

/** All rows of a bin lie in the last of its cells. */
function coarseCells(bins: RangeBins, profile: NumericProfile): NumericProfile {
  const ends = [...new Set(endsOf(bins, profile.cells))].filter((end) => end > 0);
  const sumOf = (values: Float64Array) =>
    Float64Array.from(ends, (end, bin) => {
      let sum = 0;
      for (let at = ends[bin - 1] ?? 0; at < end; at += 1) sum += values[at]!;
      return sum;
    });
  return {
    ...profile,
    cells: Int16Array.from(ends, (end) => profile.cells[end - 1]!),
    counts: sumOf(profile.counts),
    sums: sumOf(profile.sums),
  };
}

/** All rows of a bin have the first of its values; those that the store did not name stay without one. */
function coarseValues({ binOf, unknown }: ValueBins, profile: ValueProfile): ValueProfile {
  const names = new Map<number, string>();
  const counts = new Map<string, number>();
  for (const [value, count] of profile.counts) {
    const bin = binOf.get(value) ?? unknown;
    const name = names.get(bin) ?? value;
    names.set(bin, name);
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return { ...profile, counts };
}
