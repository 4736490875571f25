/** A window of an ordered column as weighted points: its values where they are counted apart, else the means of its cells. */
import type { Profile } from './summary.ts';

export interface Point {
  value: number;
  count: number;
}

/** Ascending points of a numeric or discrete profile; none for a categorical one. */
export function pointsOf(profile: Profile): Point[] {
  if (profile.kind === 'categorical') return [];
  const points =
    profile.kind === 'numeric'
      ? Array.from(profile.counts, (count, at) => ({ value: profile.sums[at]! / count, count }))
      : Array.from(profile.counts, ([value, count]) => ({ value: Number(value), count }));
  return points.filter((point) => point.count > 0).sort((a, b) => a.value - b.value);
}

/** Both windows' cumulated shares at every value that either has, ascending. */
export function steps(
  reference: Point[],
  current: Point[],
): { value: number; before: number; now: number }[] {
  const rows = (points: Point[]) => points.reduce((sum, point) => sum + point.count, 0);
  const n = rows(reference);
  const m = rows(current);
  const out: { value: number; before: number; now: number }[] = [];
  let [i, j, below, nowBelow] = [0, 0, 0, 0];
  while (i < reference.length || j < current.length) {
    const value = Math.min(reference[i]?.value ?? Infinity, current[j]?.value ?? Infinity);
    while (i < reference.length && reference[i]!.value <= value) below += reference[i++]!.count;
    while (j < current.length && current[j]!.value <= value) nowBelow += current[j++]!.count;
    out.push({ value, before: n > 0 ? below / n : 0, now: m > 0 ? nowBelow / m : 0 });
  }
  return out;
}
