/**
 * The canonical bins of a column, fixed by its reference: at most 20 right-closed ranges of a numeric column with edges at
 * cell ends, the values of a discrete one, the 50 commonest categories and OTHER. Values that the reference never had are
 * UNSEEN, with a reference count of 0. Missing values are no bin: they are data quality, not distribution.
 *
 * Of a column whose reference still met new categories, a window will meet more of them without having drifted (Good 1953: the share of
 * rows that hold an unseen value is about the share of those whose value was seen once). There a category is apart only when it
 * was seen often enough for its share to be known; all others and those never seen are OTHER.
 */
import type { Binned } from './contract.ts';
import { upperEnd } from './grid.ts';
import type { CoarseProfile, NumericProfile, Profile, ValueProfile } from './summary.ts';

const mostRanges = 20;
const mostCategories = 50;
/** A reference with more rows than this whose category occurs once still meets new ones. */
const openShare = 0.005;
/** Rows that tell the share of a category of an open column. */
const knownRows = 5;
/** With less than this share of rows in known categories there is no distribution to compare. */
const leastKnown = 0.1;
/** Of fewer rows hardly a value can be seen often. */
const fewestRows = 100;

/** What bins can tell apart of any window: a profile that is no coarser has the same counts in them. */
export const resolution = {
  ranges: mostRanges,
  categories: mostCategories,
  openShare,
  knownRows,
};

export type Bins = RangeBins | ValueBins;

export interface RangeBins {
  column: string;
  kind: 'numeric';
  ordered: true;
  size: number;
  /** The last cell of each bin but the last one, ascending. */
  lastCells: number[];
  /** The same as values: bin i holds `(edges[i−1], edges[i]]`, the first and the last are open-ended. */
  edges: number[];
}

export interface ValueBins {
  column: string;
  kind: 'discrete' | 'categorical';
  /** Discrete values are ascending, so neighbours may be pooled; UNSEEN comes last. */
  ordered: boolean;
  size: number;
  /** Values that have a bin of their own; all others of the reference are in the `rare` one. */
  binOf: ReadonlyMap<string, number>;
  /** The reference's rows by value. */
  known: ReadonlyMap<string, number>;
  /** One name per bin, for people. */
  names: string[];
  /** OTHER where there is one, else UNSEEN: also of values that the store counted without naming them. */
  rare: number;
  /** Values that the reference does not name: UNSEEN, or OTHER where new ones are to be expected or the reference itself has unnamed ones. */
  unknown: number;
}

/** Bins from a reference's profile. An empty reference gives one bin that holds nothing. */
export const binsOf = (reference: Profile): Bins =>
  reference.kind === 'numeric' ? rangeBins(reference) : valueBins(reference);

/** Counts of a profile in the bins; their sum is the profile's `n`. */
export function binned(bins: Bins, profile: CoarseProfile): number[] {
  const counts = new Array<number>(bins.size).fill(0);
  if (bins.kind === 'numeric' && profile.kind === 'numeric') {
    let bin = 0;
    for (let at = 0; at < profile.cells.length; at += 1) {
      while (bin < bins.lastCells.length && profile.cells[at]! > bins.lastCells[bin]!) bin += 1;
      counts[bin]! += profile.counts[at]!;
    }
  } else if (bins.kind !== 'numeric' && profile.kind !== 'numeric') {
    let named = 0;
    const other = (value: string) => ((bins.known.get(value) ?? 0) > 0 ? bins.rare : bins.unknown);
    for (const [value, count] of profile.counts) {
      counts[bins.binOf.get(value) ?? other(value)]! += count;
      named += count;
    }
    // Stores keep the commonest of very many categories; the rest is counted, but not named.
    counts[bins.rare]! += profile.n - named;
  } else {
    throw new Error(`${profile.column} is ${profile.kind}, its bins are ${bins.kind}`);
  }
  return counts;
}

/** A profile as methods read it. */
export function inBins(bins: Bins, profile: Profile, deff = 1): Binned {
  return counted(bins, binned(bins, profile), { profile, deff });
}

/** The same of counts that are known already. */
export const counted = (
  bins: Bins,
  counts: number[],
  { profile, deff }: Pick<Binned, 'profile' | 'deff'>,
): Binned => ({ bins, counts, n: counts.reduce((sum, count) => sum + count, 0), deff, profile });

/** Edges lie at the ends of the cells that hold the values of rank ⌈p·n⌉, p = 1/20 … 19/20; duplicates are merged. */
function rangeBins(reference: NumericProfile): RangeBins {
  const lastCells: number[] = [];
  let below = 0;
  let next = 1;
  const rank = () => Math.ceil((next * reference.n) / mostRanges);
  for (let at = 0; at < reference.cells.length && next < mostRanges; at += 1) {
    below += reference.counts[at]!;
    if (below < rank()) continue;
    lastCells.push(reference.cells[at]!);
    while (next < mostRanges && below >= rank()) next += 1;
  }
  return {
    column: reference.column,
    kind: 'numeric',
    ordered: true,
    size: lastCells.length + 1,
    lastCells,
    edges: lastCells.map((cell) => upperEnd(reference.grid, cell)),
  };
}

function valueBins(reference: ValueProfile): ValueBins {
  const values = valuesWith(reference);
  const discrete = reference.kind === 'discrete';
  const open = isOpen(reference);
  const known = open ? valuesWith(reference, knownRows) : values;
  const apart = discrete ? known : Math.min(known, mostCategories);
  const named = discrete ? inOrder(reference) : commonest(reference, apart);
  const names = named.slice(0, apart).map(([value]) => value);
  const binOf = new Map(names.map((value, bin) => [value, bin]));
  const isUnnamed = rowsNamed(reference) < reference.n;
  if (values > apart || isUnnamed) names.push('OTHER');
  names.push('UNSEEN');
  return {
    column: reference.column,
    kind: reference.kind,
    ordered: discrete,
    size: names.length,
    binOf,
    known: reference.counts,
    names,
    rare: apart,
    unknown: open || isUnnamed ? apart : names.length - 1,
  };
}

/**
 * Whether a column names rows (keys, ids, free text) instead of describing them, so that other values say nothing: hardly any of the
 * reference was seen often, or the rows of both windows are numbered one by one. Other numbers are no proof, however different: amounts in
 * cents and times in seconds are, too.
 */
export function namesRows(reference: Profile, current: Profile): boolean {
  if (reference.n < fewestRows) return false;
  return reference.kind === 'numeric'
    ? current.n >= fewestRows && isConsecutive(reference) && isConsecutive(current)
    : rowsNamed(reference, knownRows) < leastKnown * reference.n;
}

/**
 * Whether rows hold every whole number from the least to the greatest once: then each cell holds the next so many, whose sum is known.
 * Sums of more than 2^53 are rounded.
 */
export function isConsecutive(profile: Profile): boolean {
  if (profile.kind !== 'numeric' || profile.missing > 0) return false;
  const { cells, counts, sums } = profile;
  const startOf = (at: number) => sums[at]! / counts[at]! - (counts[at]! - 1) / 2;
  let next = Math.round(startOf(0));
  return cells.every((_, at) => {
    const off = Math.abs(startOf(at) - next);
    next += counts[at]!;
    return off <= 1e-12 * Math.abs(next);
  });
}

function isOpen({ kind, counts, n }: ValueProfile): boolean {
  let once = 0;
  for (const count of counts.values()) if (count === 1) once += 1;
  return kind === 'categorical' && once > openShare * n;
}

// Of ten thousand values a pair each would be most of a check's garbage.

/** Values with any rows, and so many at least. */
function valuesWith({ counts }: ValueProfile, rows = 0): number {
  let values = 0;
  for (const count of counts.values()) if (count > 0 && count >= rows) values += 1;
  return values;
}

/** Rows of values that have so many or more. */
function rowsNamed({ counts }: ValueProfile, rows = 0): number {
  let named = 0;
  for (const count of counts.values()) if (count >= rows) named += count;
  return named;
}

const inOrder = ({ counts }: ValueProfile): [string, number][] =>
  [...counts].filter(([, count]) => count > 0).sort(([a], [b]) => Number(a) - Number(b));

/** At least so many of the commonest values, in order; the others need none. */
function commonest({ counts }: ValueProfile, many: number): [string, number][] {
  const sorted = new Float64Array(counts.size);
  let at = 0;
  for (const count of counts.values()) sorted[at++] = count;
  const least = sorted.sort()[sorted.length - many] ?? Infinity;
  const found: [string, number][] = [];
  for (const [value, count] of counts) if (count > 0 && count >= least) found.push([value, count]);
  return found.sort(commonestFirst);
}

/** By count, ties bytewise: the same bins whatever order the store answers in. */
function commonestFirst([a, countA]: [string, number], [b, countB]: [string, number]): number {
  return countB - countA || Buffer.compare(Buffer.from(a), Buffer.from(b));
}
