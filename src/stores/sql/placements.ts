// DeLong's variance of AUROCs from each row's placement among the rows of the other class (DeLong, DeLong, Clarke-Pearson
// 1988; midranks as in Sun & Xu 2014), by window functions over all rows of one statement.
import type { Dialect } from './dialect.ts';

/**
 * A row's placement: for a positive the share of negatives that score lower, for a negative the share of positives that score
 * higher, ties counting half. Expects `label` (0 or 1) and the totals `positives` and `negatives`; NULL with one class.
 */
export function placement(dialect: Dialect, score: string): string {
  const half = dialect.literal(0.5);
  const one = dialect.literal(1);
  // The default frame of an ordered window ends with the current row's peers: half of them has to go again.
  const below = (of: string) =>
    `(sum(${of}) OVER (ORDER BY ${score}) - ${half} * sum(${of}) OVER (PARTITION BY ${score}))`;
  return (
    `CASE WHEN label = 1 THEN ${below(`${one} - label`)} / nullif(negatives, 0) ` +
    `ELSE ${one} - ${below('label')} / nullif(positives, 0) END`
  );
}

/** The AUROC of a model's `placed_<of>`. Always an aggregate: a bare NULL would be one row per row, and be multiplied by all others. */
export const meanPlaced = (dialect: Dialect, of: string, scored: boolean): string =>
  scored ? `avg(CASE WHEN label = 1 THEN placed_${of} END)` : `max(CAST(NULL AS ${dialect.types.double}))`;

/** Covariance of two AUROCs (variance, when both are the same) from placements and their means; NULL below two rows per class. */
export function covariance(a: string, b: string): string {
  const product = `(${a} - mean_${a}) * (${b} - mean_${b})`;
  const part = (label: 0 | 1, n: string) =>
    `sum(CASE WHEN label = ${label} THEN ${product} END) / nullif(max(${n}) * (max(${n}) - 1), 0)`;
  return `${part(1, 'positives')} + ${part(0, 'negatives')}`;
}
