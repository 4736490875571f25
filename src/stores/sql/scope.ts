import type { Dataset } from '../../domain/dataset.ts';
import type { VersionId } from '../../domain/ids.ts';
import type { Window } from '../../lib/time.ts';
import type { Call } from '../contract.ts';
import { columnOf, inWindow, timeOf } from './column.ts';
import type { Dialect, Relation } from './dialect.ts';
import type { Bindings, Columns, Engine } from './engine.ts';

/** Which rows of a relation, as SQL. */
export interface Scope {
  dialect: Dialect;
  relation: Relation;
  /** `WHERE …`, or empty. */
  where: string;
  /** Columns that it compares. */
  compared: string[];
  bindings: Bindings;
  /** Values are put in the order of their rows, so that the rarest can be left out where there are too many. */
  ranked?: true;
}

interface Wanted {
  dataset: Dataset;
  window: Window | null;
  version: VersionId | null;
}

/** Half-open in the time column, of one version where both are known. */
export function scopeOf(dialect: Dialect, relation: Relation, rows: Wanted, bindings: Bindings): Scope {
  const conditions: string[] = [];
  const compared: string[] = [];
  const { dataset, window, version } = rows;
  if (window) {
    compared.push(dataset.time);
    conditions.push(inWindow(timeOf(dialect, relation, dataset.time), window));
  }
  if (dataset.version !== undefined && version !== null) {
    const info = columnOf(relation, dataset.version);
    compared.push(dataset.version);
    // Without a cast where none is needed, so that a partition by version can be skipped.
    const text = dialect.text(dialect.quote(dataset.version), info);
    conditions.push(`${text} = ${bindings.bind(version)}`);
  }
  return {
    dialect,
    relation,
    where: conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '',
    compared,
    bindings,
  };
}

/** A statement's result, unless the rows that it meant became others meanwhile. */
export async function ask(
  engine: Engine,
  sql: string,
  { scope, call }: { scope: Scope; call: Call },
): Promise<Columns> {
  const columns = await engine.query(sql, scope.bindings.values, call);
  await scope.relation.mustHold?.();
  return columns;
}

/** What stands after FROM for the rows of a scope, with these columns at least. */
export const rowsWith = ({ relation, where, compared }: Scope, columns: string[]): string =>
  `${relation.only?.([...new Set([...columns, ...compared])]) ?? relation.from} ${where}`;

/**
 * One statement of a branch per column. Column stores read each branch's column only; where that would read all the rows
 * once per branch, or where opening the files once per branch would take longer than reading them, they are read once into
 * a common table.
 * @param columns One of each branch, in their order, then what all of them read.
 */
export function branches(scope: Scope, columns: string[], render: ((from: string) => string)[]): string {
  const { dialect, relation } = scope;
  const union = (fromOf: (k: number) => string) =>
    render.map((branch, k) => branch(fromOf(k))).join('\nUNION ALL\n') + dialect.gathered;
  if (relation.columnar && (relation.byColumn ?? !relation.isSmall)) {
    const shared = columns.slice(render.length);
    return union((k) => rowsWith(scope, [columns[k]!, ...shared]));
  }
  const names = [...new Set(columns)].map((column) => dialect.quote(column)).join(', ');
  return `WITH scoped AS ${dialect.materialized} (SELECT ${names} FROM ${rowsWith(scope, columns)})\n${union(() => 'scoped')}`;
}
