import type { NumericLayout } from '../../methods/summary.ts';
import { fitGrid } from './grid.ts';

/** Of more than a few hundred thousand values the table of their counts grows slower than their cells are found. */
const mostSteps = 131_072;
/** Money, percentages and readings of instruments have at most so many decimals. */
const mostDecimals = 4;

/** Some rows of a column. */
export interface Sample {
  /** Finite ones. */
  values: Float64Array;
  rows: number;
  /** NaN and infinities. */
  nonFinite: number;
}

/** How a numeric column is counted. */
export function numericLayout(column: string, { values, rows, nonFinite }: Sample): NumericLayout {
  const sorted = values.toSorted();
  const stepped = isStepped(sorted);
  // Numbers on few steps are grouped by value first, whatever they are.
  const usual = stepped ? undefined : usualOf(sorted, rows);
  return {
    column,
    kind: 'numeric',
    // What is no number and what lies beyond an even grid look alike to an engine at first.
    grid: fitGrid(sorted, { mayBeEven: nonFinite === 0 }),
    ...(repeatsAtAnEnd(sorted) && { ends: true }),
    ...(stepped && { stepped }),
    ...(usual !== undefined && { usual }),
  };
}

/** What more than half of some rows hold: null where they have no finite value, undefined where there is no such value. */
function usualOf(sorted: Float64Array, rows: number): number | null | undefined {
  if (rows === 0) return undefined;
  const half = rows / 2;
  if (sorted.length < half) return null;
  const middle = sorted[Math.floor(sorted.length / 2)]!;
  return sorted.lastIndexOf(middle) - sorted.indexOf(middle) + 1 > half ? middle : undefined;
}

/** Whether the least or the greatest of sorted values repeats, as the zeros of amounts do: at least one row in twenty. */
function repeatsAtAnEnd(sorted: Float64Array): boolean {
  const rows = Math.max(2, Math.ceil(sorted.length / 20));
  return sorted.length >= rows && (sorted[0] === sorted[rows - 1] || sorted.at(-1) === sorted.at(-rows));
}

/** Whether sorted values are multiples of 1, 0.1 … 0.0001 and lie so near to each other that there can be few of them. */
function isStepped(sorted: Float64Array): boolean {
  const width = sorted.length > 0 ? sorted.at(-1)! - sorted[0]! : Infinity;
  for (let decimals = 0; decimals <= mostDecimals; decimals += 1) {
    const steps = 10 ** decimals;
    if (width * steps > mostSteps) return false;
    if (sorted.every((x) => Math.round(x * steps) / steps === x)) return true;
  }
  return false;
}
