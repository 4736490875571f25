/**
 * The named definition `deciles-1e-4`, as many notebooks compute it: interior edges are the distinct quantiles 0.1 … 0.9 of the
 * reference with linear interpolation, bins are right-closed, shares below 1e-4 count as 1e-4 without renormalisation. It
 * reproduces the published reference values of our fixtures; Steward's own verdicts use the canonical bins instead.
 */
import { chiSquareTest } from './chi-square.ts';
import { hellingerDistance } from './hellinger.ts';
import { jensenShannonDistance } from './jensen-shannon.ts';
import { largestDifference } from './l-infinity.ts';
import { total } from './shares.ts';
import type { ValueProfile } from './summary.ts';
import { psiBy } from './zero-rules.ts';

export const decileProbabilities: readonly number[] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** Edges between bins from exact quantiles of the reference at `decileProbabilities`. */
export const decileEdges = (quantiles: number[]): number[] => [...new Set(quantiles)].sort((a, b) => a - b);

/** Both windows' counts over the union of their categories, bytewise order. */
export function categoryCounts(
  reference: ValueProfile,
  current: ValueProfile,
): { categories: string[]; reference: number[]; current: number[] } {
  const categories = [...new Set([...reference.counts.keys(), ...current.counts.keys()])].sort();
  return {
    categories,
    reference: categories.map((category) => reference.counts.get(category) ?? 0),
    current: categories.map((category) => current.counts.get(category) ?? 0),
  };
}

export interface DecileScores {
  psi: number;
  jensen_shannon: number;
  hellinger: number;
  l_infinity: number;
  /** Without pooling and without continuity correction; bins that are empty in both windows are left out. */
  chi_square: number;
  chi_square_degrees: number;
  chi_square_p: number;
  /** `√(X² / N)`; 0 when all rows share one bin. */
  cramers_v: number;
}

/** Scores from counts in the same bins or categories; null when a window has no usable value. */
export function decileScores(reference: number[], current: number[]): DecileScores | null {
  const rows = total(reference) + total(current);
  if (total(reference) === 0 || total(current) === 0) return null;
  const { statistic, degrees, pValue } = chiSquareTest(reference, current);
  return {
    psi: psiBy('floor-1e-4', reference, current),
    jensen_shannon: jensenShannonDistance(reference, current),
    hellinger: hellingerDistance(reference, current),
    l_infinity: largestDifference(reference, current),
    chi_square: statistic,
    chi_square_degrees: degrees,
    chi_square_p: pValue,
    cramers_v: Math.sqrt(statistic / rows),
  };
}
