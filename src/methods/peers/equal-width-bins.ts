/** Bins as numpy's `histogram_bin_edges` makes them, for tools whose numbers hang on them. */
import { squares } from './ordered.ts';

/** Doane's rule (J. Am. Stat. Assoc. 30, 1976): more bins for skewed values. */
export function doaneBins(values: number[]): number {
  const n = values.length;
  const [low, high] = extremes(values);
  if (n <= 2 || low === high) return 1;
  const middle = values.reduce((sum, value) => sum + value, 0) / n;
  const deviation = Math.sqrt(squares(values) / n);
  const skew = values.reduce((sum, value) => sum + ((value - middle) / deviation) ** 3, 0) / n;
  const error = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  const width = (high - low) / (1 + Math.log2(n) + Math.log2(1 + Math.abs(skew) / error));
  return Math.max(1, Math.ceil((high - low) / width));
}

/** Sturges' rule (J. Am. Stat. Assoc. 21, 1926): `⌈log₂ n + 1⌉`. */
export const sturgesBins = (values: number[]): number => Math.ceil(Math.log2(values.length) + 1);

export interface EqualWidth {
  low: number;
  high: number;
  counts: number[];
  /** Values outside. */
  outside: number;
}

/** Counts in `bins` bins of equal width over `span`, `[a, b)` and the last `[a, b]`, by `low + i · width` as numpy has its edges. */
export function equalWidth(values: number[], span: { low: number; high: number }, bins: number): EqualWidth {
  const { low } = span;
  const high = span.high > low ? span.high : low + 1;
  const edges = Array.from({ length: bins + 1 }, (_, at) =>
    at === bins ? high : low + at * ((high - low) / bins),
  );
  const counts = new Array<number>(bins).fill(0);
  let outside = 0;
  for (const value of values) {
    if (value < low || value > high) {
      outside += 1;
      continue;
    }
    let bin = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
    if (value < edges[bin]!) bin -= 1;
    else if (bin < bins - 1 && value >= edges[bin + 1]!) bin += 1;
    counts[bin]! += 1;
  }
  return { low, high, counts, outside };
}

/** Smallest and largest, without spreading a long list over a call. */
export function extremes(values: number[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
