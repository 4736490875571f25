import { defineMethod } from './contract.ts';
import { pointsOf, steps } from './points.ts';
import type { Profile } from './summary.ts';

/** Wasserstein-1 distance in the column's own unit: the area between the two distribution functions, from means of cells. */
export function wassersteinDistance(reference: Profile, current: Profile): number {
  let area = 0;
  let last: { value: number; before: number; now: number } | null = null;
  for (const step of steps(pointsOf(reference), pointsOf(current))) {
    if (last) area += Math.abs(last.before - last.now) * (step.value - last.value);
    last = step;
  }
  return area;
}

/** Standard deviation (divisor n) of one or more windows together; 0 when all values are equal. */
export function deviation(...profiles: Profile[]): number {
  const points = profiles.flatMap(pointsOf);
  const n = points.reduce((sum, point) => sum + point.count, 0);
  if (n === 0) return 0;
  const mean = points.reduce((sum, point) => sum + (point.count / n) * point.value, 0);
  // From cells, not from the sum of squares: that cancels to noise where the mean is large against the deviation.
  return Math.sqrt(points.reduce((sum, point) => sum + (point.count / n) * (point.value - mean) ** 2, 0));
}

/**
 * Wasserstein-1 ÷ standard deviation of the reference. A reference that is constant has none: there the deviation of both
 * windows together stands in, so that a moved constant is a finite, large number.
 */
export const wasserstein = defineMethod({
  id: 'wasserstein',
  title: 'Wasserstein distance in standard deviations',
  metric: 'wasserstein_normed',
  reads: 'order',
  floor: 0.1,
  lacks: {},
  score(reference, current) {
    const distance = wassersteinDistance(reference.profile, current.profile);
    if (distance === 0) return 0;
    const unit = deviation(reference.profile) || deviation(reference.profile, current.profile) || distance;
    // Deviations near the smallest double would make the quotient infinite.
    return Math.min(distance / unit, Number.MAX_VALUE);
  },
});
