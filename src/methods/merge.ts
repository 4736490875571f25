/** Profiles of the same layout merge by addition, so any window is a sum of stored ones. */
import type { NumericProfile, Profile, ValueProfile } from './summary.ts';

/** What one pass over both sets of rows would have counted. */
export function mergeProfiles(a: Profile, b: Profile): Profile {
  if (a.column !== b.column) throw new Error(`cannot merge ${a.column} with ${b.column}`);
  if (a.kind === 'numeric' && b.kind === 'numeric') return mergeNumeric(a, b);
  if (a.kind !== 'numeric' && a.kind === b.kind) return mergeValues(a, b);
  throw new Error(`cannot merge ${a.column} as ${a.kind} with ${b.kind}`);
}

const tally = (a: Profile, b: Profile) => ({
  column: a.column,
  rows: a.rows + b.rows,
  n: a.n + b.n,
  missing: a.missing + b.missing,
  nonFinite: a.nonFinite + b.nonFinite,
});

function mergeValues(a: ValueProfile, b: ValueProfile): ValueProfile {
  const counts = new Map(a.counts);
  for (const [value, count] of b.counts) counts.set(value, (counts.get(value) ?? 0) + count);
  return { ...tally(a, b), kind: a.kind, counts };
}

function mergeNumeric(a: NumericProfile, b: NumericProfile): NumericProfile {
  if (a.grid.center !== b.grid.center || a.grid.scale !== b.grid.scale) {
    throw new Error(`${a.column} was counted on two grids`);
  }
  const merged = new Map<number, [count: number, sum: number]>();
  for (const side of [a, b]) {
    for (const [at, cell] of side.cells.entries()) {
      const [count, sum] = merged.get(cell) ?? [0, 0];
      merged.set(cell, [count + side.counts[at]!, sum + side.sums[at]!]);
    }
  }
  const cells = Int16Array.from(merged.keys()).sort();
  return {
    ...tally(a, b),
    kind: 'numeric',
    grid: a.grid,
    cells,
    counts: Float64Array.from(cells, (cell) => merged.get(cell)![0]),
    sums: Float64Array.from(cells, (cell) => merged.get(cell)![1]),
    sum: a.sum + b.sum,
    sumSquares: a.sumSquares + b.sumSquares,
    min: extreme(Math.min, a.min, b.min),
    max: extreme(Math.max, a.max, b.max),
  };
}

const extreme = (choose: (a: number, b: number) => number, a: number | null, b: number | null) =>
  a === null ? b : b === null ? a : choose(a, b);
