/** Bins as numpy's `histogram_bin_edges` makes them, for tools whose numbers hang on them. */
import { squares } from './ordered.ts';

/** Doane's rule (J. Am. Stat. Assoc. 30, 1976): more bins for skewed values. */
export function doaneBins(values: number[]): number {
  const [low, high] = extremes(values);
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(squares(values) / values.length);
  const skewness =
    values.reduce((sum, value) => sum + ((value - middle) / deviation) ** 3, 0) / values.length;
  return doaneBinsOf({ n: values.length, low, high, skewness });
}

/** The same of values that a store has counted. */
export function doaneBinsOf(values: { n: number; low: number; high: number; skewness: number }): number {
  const { n, low, high, skewness } = values;
  if (n <= 2 || low === high) return 1;
  const error = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  const width = (high - low) / (1 + Math.log2(n) + Math.log2(1 + Math.abs(skewness) / error));
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

/** Ends of bins of equal width, one more than there are bins; one value alone has a bin of half a unit on either side. */
export function equalEdges({ low, high }: { low: number; high: number }, bins: number): number[] {
  const [from, to] = low === high ? [low - 0.5, high + 0.5] : [low, high];
  return Array.from({ length: bins + 1 }, (_, at) => (at === bins ? to : from + at * ((to - from) / bins)));
}

/** Counts in `bins` bins of equal width over `span`, `[a, b)` and the last `[a, b]`, by `low + i · width` as numpy has its edges. */
export function equalWidth(values: number[], span: { low: number; high: number }, bins: number): EqualWidth {
  const edges = equalEdges(span, bins);
  const [low, high] = [edges[0]!, edges[bins]!];
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
