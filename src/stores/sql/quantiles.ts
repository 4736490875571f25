import { numberOf } from './column.ts';
import { type Columns, nullableAt } from './engine.ts';
import type { Scope } from './scope.ts';

/** Exact quantiles of one column's finite values. */
export function quantilesSql(scope: Scope, column: string, probabilities: number[]): string {
  const { dialect, relation, where } = scope;
  const list = probabilities.map((p, i) => `${dialect.quantile('x', p)} AS q${i}`).join(', ');
  const x = numberOf(dialect, relation, column);
  return `SELECT ${list} FROM (SELECT ${x} AS x FROM ${relation.from} ${where}) AS v WHERE ${dialect.finite('x')}`;
}

/** NaN without a finite value. */
export const readQuantiles = (probabilities: number[], columns: Columns): number[] =>
  probabilities.map((_, i) => nullableAt(columns, `q${i}`, 0) ?? Number.NaN);
