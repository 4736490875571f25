/** Shares of a column that are about the quality of its values, each as a count of so many rows. */
import type { NumericProfile, Profile, ValueProfile } from './summary.ts';
import type { Part } from './two-proportions.ts';

/** NULL, NaN and infinities among all rows. */
export const missingIn = (profile: Profile): Part => ({ count: profile.missing, n: profile.rows });

/**
 * Rows whose category the reference never had; null for numbers, which have a range instead, and where the reference has
 * more categories than its store names.
 */
export function unseenIn(reference: Profile, current: Profile): Part | null {
  if (reference.kind !== 'categorical' || current.kind !== 'categorical') return null;
  if (countWhere(reference, () => true) < reference.n) return null;
  return { count: countWhere(current, (value) => !reference.counts.has(value)), n: current.n };
}

/**
 * Numbers in cells below the reference's lowest or above its highest: what lies beyond an extreme within its own cell is no news.
 * Null for categories.
 */
export function outOfRangeIn(reference: Profile, current: Profile): Part | null {
  if (reference.kind === 'numeric' && current.kind === 'numeric') {
    return { count: beyondCells(reference, current), n: current.n };
  }
  if (reference.kind !== 'discrete' || current.kind !== 'discrete') return null;
  const values = [...reference.counts.keys()].map(Number);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return {
    count: countWhere(current, (value) => Number(value) < low || Number(value) > high),
    n: current.n,
  };
}

function beyondCells(reference: NumericProfile, current: NumericProfile): number {
  const [first, last] = [reference.cells[0], reference.cells.at(-1)];
  if (first === undefined || last === undefined) return 0;
  return current.counts.reduce((beyond, count, at) => {
    const cell = current.cells[at]!;
    return cell < first || cell > last ? beyond + count : beyond;
  }, 0);
}

function countWhere(profile: ValueProfile, counts: (value: string) => boolean): number {
  let sum = 0;
  for (const [value, count] of profile.counts) if (counts(value)) sum += count;
  return sum;
}
