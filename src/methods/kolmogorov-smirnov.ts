import { defineMethod } from './contract.ts';
import { perPair } from './per-pair.ts';
import { pointsOf, stepsOf } from './points.ts';
import type { NumericProfile, Profile } from './summary.ts';

interface Interval {
  low: number;
  high: number;
}

/**
 * Largest distance of the two distribution functions, with the bounds that hold whatever lies inside the cells: exact at
 * cell ends (`low`), and inside a cell at most the largest step that one function can be ahead of the other (`high`).
 */
export const kolmogorovSmirnovInterval = perPair((reference: Profile, current: Profile): Interval => {
  if (reference.kind === 'numeric' && current.kind === 'numeric') return fromCells(reference, current);
  const { before, now } = stepsOf(pointsOf(reference), pointsOf(current));
  const low = before.reduce((most, share, at) => Math.max(most, Math.abs(share - now[at]!)), 0);
  return { low, high: low };
});

function fromCells(reference: NumericProfile, current: NumericProfile): Interval {
  let [low, high, i, j, before, now] = [0, 0, 0, 0, 0, 0];
  while (i < reference.cells.length || j < current.cells.length) {
    const cell = Math.min(reference.cells[i] ?? Infinity, current.cells[j] ?? Infinity);
    const here = reference.cells[i] === cell ? i++ : null;
    const nowHere = current.cells[j] === cell ? j++ : null;
    const after = before + (here === null ? 0 : reference.counts[here]! / reference.n);
    const nowAfter = now + (nowHere === null ? 0 : current.counts[nowHere]! / current.n);
    low = Math.max(low, Math.abs(after - nowAfter));
    const inside = isAtom(reference, here, current, nowHere) ? 0 : Math.max(after - now, nowAfter - before);
    high = Math.max(high, inside);
    before = after;
    now = nowAfter;
  }
  return { low, high: Math.max(low, Math.min(1, high)) };
}

/** True only where it is certain that all rows of the cell have one value: the smallest or the largest of their window. */
function isAtom(
  reference: NumericProfile,
  here: number | null,
  current: NumericProfile,
  nowHere: number | null,
): boolean {
  if (here === null || nowHere === null) return true;
  const value = onlyValue(reference, here);
  return value !== null && value === onlyValue(current, nowHere);
}

function onlyValue(profile: NumericProfile, at: number): number | null {
  if (isAll(profile, at, profile.min)) return profile.min;
  return isAll(profile, at, profile.max) ? profile.max : null;
}

const isAll = ({ sums, counts }: NumericProfile, at: number, value: number | null): boolean =>
  value !== null && sums[at] === value * counts[at]!;

export const kolmogorovSmirnov = defineMethod({
  id: 'kolmogorov-smirnov',
  title: 'Kolmogorov–Smirnov distance',
  metric: 'ks_statistic',
  reads: 'order',
  floor: 0.1,
  lacks: {},
  score: (reference, current) => kolmogorovSmirnovInterval(reference.profile, current.profile).low,
});
