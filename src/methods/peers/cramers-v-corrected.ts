import { chiSquareTest } from '../chi-square.ts';
import { total } from '../shares.ts';
import { chiSquareContingency } from './chi-square-peers.ts';

/** Cramér's V of the 2 × B table without bias (Bergsma, J. Korean Stat. Soc. 42, 2013), 0 … 1. `yates`: corrected where it is 2 × 2. */
export function cramersVCorrected(
  reference: number[],
  current: number[],
  { yates = false }: { yates?: boolean } = {},
): number {
  const n = total(reference) + total(current);
  const bins = reference.filter((before, bin) => before + current[bin]! > 0).length;
  if (bins < 2 || n < 2) return 0;
  const { statistic } = (yates ? chiSquareContingency : chiSquareTest)(reference, current);
  const phi = Math.max(0, statistic / n - (bins - 1) / (n - 1));
  const rows = 2 - 1 / (n - 1);
  const columns = bins - (bins - 1) ** 2 / (n - 1);
  return Math.min(1, Math.sqrt(phi / Math.min(rows - 1, columns - 1)));
}

/** Deepchecks' form: the larger side scaled down to the smaller and rounded first, so that its size does not count. */
export function cramersVBalanced(reference: number[], current: number[]): number {
  const smaller = Math.min(total(reference), total(current));
  const scaled = (counts: number[]) => counts.map((count) => Math.round((count * smaller) / total(counts)));
  return cramersVCorrected(scaled(reference), scaled(current), { yates: true });
}
