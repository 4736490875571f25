/**
 * Univariate drift as NannyML 0.13 counts it: continuous columns in Doane bins of the reference, what lies outside its range in one
 * more bin that the reference does not have; categories of the reference, all others in one more.
 */
import { hellingerDistance } from '../hellinger.ts';
import { jensenShannonDistance } from '../jensen-shannon.ts';
import { doaneBins, equalWidth, extremes } from './equal-width-bins.ts';

export type Column = { kind: 'continuous'; values: number[] } | { kind: 'categorical'; values: string[] };

/** Counts of both samples in NannyML's bins. */
export function nannymlCounts(
  reference: Column,
  current: Column,
): { reference: number[]; current: number[] } {
  if (reference.kind === 'continuous' && current.kind === 'continuous') {
    const [low, high] = extremes(reference.values);
    const bins = doaneBins(reference.values);
    const before = equalWidth(reference.values, { low, high }, bins);
    const now = equalWidth(current.values, { low, high }, bins);
    return withRest(before.counts, now.counts, now.outside);
  }
  const [a, b] = [countOf(reference.values), countOf(current.values)];
  const known = [...a.keys()];
  const unseen = [...b].reduce((sum, [word, count]) => (a.has(word) ? sum : sum + count), 0);
  return withRest(
    known.map((word) => a.get(word)!),
    known.map((word) => b.get(word) ?? 0),
    unseen,
  );
}

const withRest = (reference: number[], current: number[], rest: number) =>
  rest > 0 ? { reference: [...reference, 0], current: [...current, rest] } : { reference, current };

function countOf(values: (string | number)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  return counts;
}

/** From this many rows of the reference on NannyML estimates instead of sorting. */
const estimatedFrom = 10_000;
const manyBins = 10_000;

/** Base 2, 0 … 1. */
export function nannymlJensenShannon(reference: Column, current: Column): number {
  const counts = nannymlCounts(reference, current);
  return jensenShannonDistance(counts.reference, counts.current);
}

export function nannymlHellinger(reference: Column, current: Column): number {
  const counts = nannymlCounts(reference, current);
  return hellingerDistance(counts.reference, counts.current);
}

/** In the column's unit: exact for a small reference, else from 10,000 bins of equal width over both ranges. */
export function nannymlWasserstein(reference: number[], current: number[]): number {
  const [low, high] = extremes(reference.concat(current));
  if (reference.length < estimatedFrom || low === high) return exactWasserstein(reference, current);
  const count = (values: number[]) => equalWidth(values, { low, high }, manyBins).counts;
  const [before, now] = [count(reference), count(current)];
  let [below, nowBelow, area] = [0, 0, 0];
  before.forEach((rows, bin) => {
    below += rows / reference.length;
    nowBelow += now[bin]! / current.length;
    area += Math.abs(below - nowBelow) * ((high - low) / manyBins);
  });
  return area;
}

/** `∫ |F − G|` over both samples' values. */
export function exactWasserstein(reference: number[], current: number[]): number {
  const [a, b] = [reference.toSorted((x, y) => x - y), current.toSorted((x, y) => x - y)];
  let [i, j, area, last] = [0, 0, 0, Math.min(a[0]!, b[0]!)];
  while (i < a.length || j < b.length) {
    const value = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    area += Math.abs(i / a.length - j / b.length) * (value - last);
    while (i < a.length && a[i]! <= value) i += 1;
    while (j < b.length && b[j]! <= value) j += 1;
    last = value;
  }
  return area;
}
