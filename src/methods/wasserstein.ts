import { defineMethod } from './contract.ts';
import { perPair } from './per-pair.ts';
import { pointsOf, stepsOf } from './points.ts';
import type { Profile } from './summary.ts';

/** Wasserstein-1 distance in the column's own unit: the area between the two distribution functions, from means of cells. */
export const wassersteinDistance = perPair((reference: Profile, current: Profile): number => {
  const { values, before, now } = stepsOf(pointsOf(reference), pointsOf(current));
  let area = 0;
  for (let at = 1; at < values.length; at += 1) {
    const gap = Math.abs(before[at - 1]! - now[at - 1]!);
    // Values may lie infinitely far apart, as doubles reckon.
    if (gap !== 0) area += gap * (values[at]! - values[at - 1]!);
  }
  return area;
});

/** Standard deviation (divisor n) of one or more windows together; 0 when all values are equal. */
export function deviation(...profiles: Profile[]): number {
  const windows = profiles.map(pointsOf);
  const n = windows.reduce((sum, window) => sum + window.n, 0);
  if (n === 0) return 0;
  let [mean, variance] = [0, 0];
  for (const { values, counts } of windows) {
    for (let at = 0; at < values.length; at += 1) mean += (counts[at]! / n) * values[at]!;
  }
  // From cells, not from the sum of squares: that cancels to noise where the mean is large against the deviation.
  for (const { values, counts } of windows) {
    for (let at = 0; at < values.length; at += 1) variance += (counts[at]! / n) * (values[at]! - mean) ** 2;
  }
  return Math.sqrt(variance);
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
