import pnorm from '@stdlib/stats-base-dists-normal';
import { rankSum, ties } from './ordered.ts';

/**
 * The Mann–Whitney U test (Ann. Math. Stat. 18, 1947) by the normal limit, with the correction for ties and for continuity
 * (`scipy.stats.mannwhitneyu(method='asymptotic')`). `less`: the reference tends to lie below the window.
 */
export function mannWhitney(
  reference: number[],
  current: number[],
): { u: number; less: number; twoSided: number } {
  const [n, m] = [reference.length, current.length];
  const list = ties(reference, current);
  const u = rankSum(list) - (n * (n + 1)) / 2;
  const N = n + m;
  const tied = list.reduce((sum, { before, now }) => sum + (before + now) ** 3 - (before + now), 0);
  const deviation = Math.sqrt(((n * m) / 12) * (N + 1 - tied / (N * (N - 1))));
  if (!(deviation > 0)) return { u, less: 1, twoSided: 1 };
  const z = (high: number) => (high - (n * m) / 2 - 0.5) / deviation;
  // `less` looks at the current window's U, which is large where the reference lies below.
  const less = pnorm.cdf(-z(n * m - u), 0, 1);
  const twoSided = Math.min(1, 2 * pnorm.cdf(-z(Math.max(u, n * m - u)), 0, 1));
  return { u, less, twoSided };
}
