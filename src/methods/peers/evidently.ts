/**
 * Bins as Evidently makes them for PSI, Jensen–Shannon and KL: more than 20 distinct numbers in Sturges bins of equal width over both
 * samples, which therefore move with every window; else one bin per value that either has.
 */
import { equalWidth, extremes, sturgesBins } from './equal-width-bins.ts';

const fewValues = 20;

export function evidentlyCounts(
  reference: (number | string)[],
  current: (number | string)[],
): { reference: number[]; current: number[] } {
  if (isNumeric(reference) && isNumeric(current) && new Set(reference).size > fewValues) {
    const both = reference.concat(current);
    const [low, high] = extremes(both);
    const count = (values: number[]) => equalWidth(values, { low, high }, sturgesBins(both)).counts;
    return { reference: count(reference), current: count(current) };
  }
  const values = [...new Set([...reference, ...current])];
  const count = (rows: (number | string)[]) => {
    const counts = new Map<number | string, number>();
    for (const value of rows) counts.set(value, (counts.get(value) ?? 0) + 1);
    return values.map((value) => counts.get(value) ?? 0);
  };
  return { reference: count(reference), current: count(current) };
}

const isNumeric = (values: (number | string)[]): values is number[] =>
  values.every((value) => typeof value === 'number');
