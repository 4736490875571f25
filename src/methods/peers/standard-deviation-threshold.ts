/** Limits from what a method gave on reference chunks: an offset and multiples of their deviation (divisor n), as NannyML has them. */
export interface DeviationRule {
  /** Absent or null: no limit on that side. */
  lower?: number | null;
  upper?: number | null;
  offset?: 'mean' | 'median' | 'min' | 'max';
}

export function deviationThreshold(
  values: number[],
  { lower = 3, upper = 3, offset = 'mean' }: DeviationRule = {},
): { lower: number | null; upper: number | null } {
  const known = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const n = known.length;
  if (n === 0) return { lower: null, upper: null };
  const mean = known.reduce((sum, value) => sum + value, 0) / n;
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
  const from = {
    mean,
    median: (known[Math.floor((n - 1) / 2)]! + known[Math.ceil((n - 1) / 2)]!) / 2,
    min: known[0]!,
    max: known[n - 1]!,
  }[offset];
  return {
    lower: lower === null ? null : from - lower * deviation,
    upper: upper === null ? null : from + upper * deviation,
  };
}
