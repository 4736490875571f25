// Exact two-sample distances by sorting inside the store: both empirical distribution functions over the sorted distinct values.
import type { Distances } from '../contract.ts';
import { numberOf } from './column.ts';
import { type Columns, nullableAt } from './engine.ts';
import type { Scope } from './scope.ts';

/** Kolmogorov–Smirnov and Wasserstein-1 between two sets of rows, which may lie in different relations. */
export function distancesSql(column: string, reference: Scope, current: Scope): string {
  const { dialect } = reference;
  const [zero, one] = [dialect.literal(0), dialect.literal(1)];
  const side = (scope: Scope, r: string, c: string) =>
    `SELECT x, ${r} AS r, ${c} AS c FROM (SELECT ${numberOf(dialect, scope.relation, column)} AS x ` +
    `FROM ${scope.relation.from} ${scope.where}) AS v WHERE ${dialect.finite('x')}`;
  return (
    `WITH both_sides AS (${side(reference, one, zero)} UNION ALL ${side(current, zero, one)}),\n` +
    'distinct_values AS (SELECT x, sum(r) AS r, sum(c) AS c FROM both_sides GROUP BY x),\n' +
    'steps AS (SELECT abs(sum(r) OVER (ORDER BY x) / nullif(sum(r) OVER (), 0) - sum(c) OVER (ORDER BY x) / nullif(sum(c) OVER (), 0)) AS gap, ' +
    'lead(x) OVER (ORDER BY x) - x AS width FROM distinct_values)\n' +
    'SELECT max(gap) AS ks, sum(' +
    `${dialect.times('gap', 'width')}) AS wasserstein FROM steps`
  );
}

/** NaN when a side has no finite value: there is no distance to nothing. */
export function readDistances(column: string, columns: Columns): Distances {
  const ks = nullableAt(columns, 'ks', 0);
  if (ks === null) return { column, ks: Number.NaN, wasserstein: Number.NaN };
  return { column, ks, wasserstein: nullableAt(columns, 'wasserstein', 0) ?? 0 };
}
