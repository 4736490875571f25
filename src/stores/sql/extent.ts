import { type Dataset, timeless } from '../../domain/dataset.ts';
import type { Extent, Rows } from '../contract.ts';
import { timeOf } from './column.ts';
import { type Columns, nullableAt, numberAt } from './engine.ts';
import type { Scope } from './scope.ts';

export function extentSql({ dialect, relation, where }: Scope, dataset: Dataset): string {
  if (dataset.time === timeless) {
    return `SELECT count(*) AS total, NULL AS first, NULL AS last FROM ${relation.from} ${where}`;
  }
  const { value } = timeOf(dialect, relation, dataset.time);
  return (
    `SELECT count(*) AS total, ${dialect.millis(`min(${value})`)} AS first, ${dialect.millis(`max(${value})`)} AS last ` +
    `FROM ${relation.from} ${where}`
  );
}

/** Of no rows some engines answer a first and a last all the same. */
export function readExtent(columns: Columns): Extent {
  const rows = numberAt(columns, 'total', 0);
  const at = (name: string) => (rows === 0 ? null : nullableAt(columns, name, 0));
  return { rows, first: at('first'), last: at('last') };
}

/** Whether rows of other versions are left out: what an engine knows of files holds for all of them. */
export const isOfOneVersion = ({ dataset, version }: Rows): boolean =>
  dataset.version !== undefined && version !== null;
