import { chiSquareTail } from '../chi-square-tail.ts';
import { total } from '../shares.ts';

/** The likelihood-ratio test of two rows of counts being one distribution, `G = 2 Σ o ln(o/e)` (Woolf, Ann. Hum. Genet. 21, 1957). */
export function gTest(reference: number[], current: number[]): { statistic: number; pValue: number } {
  const [n, m] = [total(reference), total(current)];
  let [statistic, bins] = [0, 0];
  reference.forEach((before, bin) => {
    const both = before + current[bin]!;
    if (both === 0) return;
    bins += 1;
    for (const [observed, rows] of [
      [before, n],
      [current[bin]!, m],
    ] as const) {
      if (observed > 0) statistic += 2 * observed * Math.log((observed * (n + m)) / (both * rows));
    }
  });
  return { statistic, pValue: bins < 2 ? 1 : chiSquareTail(statistic, bins - 1) };
}

/** The same of the window against the reference's shares, taken as free of error. Infinite where the window has what the reference lacks. */
export function gGoodnessOfFit(
  reference: number[],
  current: number[],
): { statistic: number; pValue: number } {
  const [n, m] = [total(reference), total(current)];
  const statistic = current.reduce(
    (sum, observed, bin) =>
      observed > 0 ? sum + 2 * observed * Math.log((observed * n) / (reference[bin]! * m)) : sum,
    0,
  );
  return { statistic, pValue: tail(statistic, reference.length - 1) };
}

export const tail = (statistic: number, degrees: number): number =>
  statistic === Infinity ? 0 : degrees < 1 ? 1 : chiSquareTail(Math.max(0, statistic), degrees);
