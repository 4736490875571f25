/** Chi-square tests as others run them. Ours, with pooling and design effect, is `chi-square.ts`. */
import { chiSquareTest } from '../chi-square.ts';
import { chiSquareTail } from '../chi-square-tail.ts';
import { total } from '../shares.ts';
import { tail } from './g-test.ts';

/**
 * Goodness of fit of the window to the reference's shares, taken as free of error: the size of the reference does not matter
 * (Pearson, Phil. Mag. 50, 1900; Evidently). Infinite where the window has what the reference lacks.
 */
export function chiSquareGoodnessOfFit(
  reference: number[],
  current: number[],
): { statistic: number; pValue: number } {
  const scale = total(current) / total(reference);
  const statistic = current.reduce((sum, observed, bin) => {
    const expected = reference[bin]! * scale;
    return observed === expected ? sum : sum + (observed - expected) ** 2 / expected;
  }, 0);
  return { statistic, pValue: tail(statistic, reference.length - 1) };
}

/** The 2 × B table with Yates' correction where it is 2 × 2, as `scipy.stats.chi2_contingency` and NannyML have it. */
export function chiSquareContingency(
  reference: number[],
  current: number[],
): { statistic: number; pValue: number } {
  const used = reference.flatMap((before, bin) => (before + current[bin]! > 0 ? [bin] : []));
  if (used.length !== 2) return chiSquareTest(reference, current);
  const [n, m] = [total(reference), total(current)];
  let statistic = 0;
  for (const bin of used) {
    const both = reference[bin]! + current[bin]!;
    for (const [observed, rows] of [
      [reference[bin]!, n],
      [current[bin]!, m],
    ] as const) {
      const expected = (both * rows) / (n + m);
      const excess = Math.abs(observed - expected);
      statistic += (excess - Math.min(0.5, excess)) ** 2 / expected;
    }
  }
  return { statistic, pValue: chiSquareTail(statistic, 1) };
}
