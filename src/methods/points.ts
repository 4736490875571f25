/** A window of an ordered column as weighted points: its values where they are counted apart, else the means of its cells. */
import type { NumericProfile, Profile } from './summary.ts';

/** Ascending values with their rows, as two columns: of thousands of cells an object each is most of a check's garbage. */
export interface Points {
  values: Float64Array;
  counts: Float64Array;
  /** Rows of all points. */
  n: number;
}

/** Profiles never change, and every distance along an axis asks for both windows' points. */
const known = new WeakMap<Profile, Points>();

/** Points of a numeric or discrete profile; none for a categorical one. */
export function pointsOf(profile: Profile): Points {
  const found = known.get(profile) ?? read(profile);
  known.set(profile, found);
  return found;
}

function read(profile: Profile): Points {
  if (profile.kind === 'categorical') return inOrder(new Float64Array(0), new Float64Array(0));
  return profile.kind === 'numeric'
    ? inOrder(means(profile), profile.counts)
    : inOrder(Float64Array.from(profile.counts.keys(), Number), Float64Array.from(profile.counts.values()));
}

function means({ sums, counts }: NumericProfile): Float64Array {
  const values = new Float64Array(sums.length);
  for (let at = 0; at < values.length; at += 1) values[at] = sums[at]! / counts[at]!;
  return values;
}

function inOrder(values: Float64Array, counts: Float64Array): Points {
  let [n, ascends] = [0, true];
  for (let at = 0; at < values.length; at += 1) {
    n += counts[at]!;
    if (!(counts[at]! > 0 && (at === 0 || values[at - 1]! <= values[at]!))) ascends = false;
  }
  // As cells are, except for means that rounding put in the wrong order and for cells that hold nothing.
  if (ascends) return { values, counts, n };
  const places = [...counts.keys()].filter((at) => counts[at]! > 0).sort((a, b) => values[a]! - values[b]!);
  return {
    values: Float64Array.from(places, (at) => values[at]!),
    counts: Float64Array.from(places, (at) => counts[at]!),
    n,
  };
}

/** What two windows hold up to every value that either has, ascending, as shares of each; columns, as points are. */
export interface Steps {
  values: Float64Array;
  before: Float64Array;
  now: Float64Array;
}

export function stepsOf(reference: Points, current: Points): Steps {
  const [many, manyNow] = [reference.values.length, current.values.length];
  const column = () => new Float64Array(many + manyNow);
  const [values, before, now] = [column(), column(), column()];
  let [size, i, j, below, nowBelow] = [0, 0, 0, 0, 0];
  while (i < many || j < manyNow) {
    const value = Math.min(
      i < many ? reference.values[i]! : Infinity,
      j < manyNow ? current.values[j]! : Infinity,
    );
    while (i < many && reference.values[i]! <= value) below += reference.counts[i++]!;
    while (j < manyNow && current.values[j]! <= value) nowBelow += current.counts[j++]!;
    values[size] = value;
    before[size] = reference.n > 0 ? below / reference.n : 0;
    now[size] = current.n > 0 ? nowBelow / current.n : 0;
    size += 1;
  }
  return {
    values: values.subarray(0, size),
    before: before.subarray(0, size),
    now: now.subarray(0, size),
  };
}
