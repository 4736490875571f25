import t from '@stdlib/stats-base-dists-t';
import { mean, squares } from './ordered.ts';

/**
 * Two-sided t-test of equal means: Student's with one variance for both samples (Biometrika 6, 1908), Welch's with one each
 * (Biometrika 34, 1947). Positive t: the reference's mean is larger.
 */
export function tTest(
  reference: number[],
  current: number[],
  variances: 'equal' | 'own',
): { t: number; pValue: number } {
  const [n, m] = [reference.length, current.length];
  const [a, b] = [squares(reference), squares(current)];
  const difference = mean(reference) - mean(current);
  const [va, vb] = [a / (n - 1) / n, b / (m - 1) / m];
  const pooled = ((a + b) / (n + m - 2)) * (1 / n + 1 / m);
  const [error, degrees] =
    variances === 'equal'
      ? [Math.sqrt(pooled), n + m - 2]
      : [Math.sqrt(va + vb), (va + vb) ** 2 / (va ** 2 / (n - 1) + vb ** 2 / (m - 1))];
  if (!(error > 0)) return { t: difference === 0 ? 0 : Infinity, pValue: difference === 0 ? 1 : 0 };
  const statistic = difference / error;
  return { t: statistic, pValue: 2 * t.cdf(-Math.abs(statistic), degrees) };
}
