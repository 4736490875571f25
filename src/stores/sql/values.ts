// Values of a column with the rows that hold them, each column by itself or several in one pass over the rows.
import type { Layout } from '../../methods/summary.ts';
import { answer, apart, type Branch, type Chunks } from './branch.ts';
import { columnOf, numberOf, textOf } from './column.ts';
import { type Columns, listAt } from './engine.ts';
import type { Scope } from './scope.ts';

/** More values than this are not a category: the rest is in `n`, but not in `counts`. */
export const mostValues = 100_000;

export const valuesSql = (scope: Scope, layout: Layout, { from, ...branch }: Branch): string =>
  commonestSql(scope, layout, {
    ...branch,
    from: valueGroups(scope, layout, { from, chunks: branch.chunks }),
  });

/** Rows by value `x`, and by chunk where chunks are counted apart. */
export function valueGroups(scope: Scope, layout: Layout, { from, chunks }: Omit<Branch, 'k'>): string {
  return `(SELECT ${apart(chunks).each}x, many AS total FROM (${rowsByValue(scope, layout, { from, chunks })}) AS n) AS g`;
}

/**
 * A column's values as `x` and the rows of each as `many`. Grouped as they are stored: whole numbers of few bytes are found sooner than
 * doubles, names of a list and flags sooner than their texts.
 */
export function rowsByValue(
  scope: Scope,
  layout: Layout,
  { from, chunks }: Pick<Branch, 'from' | 'chunks'>,
): string {
  const { dialect, relation } = scope;
  const of = apart(chunks);
  const info = columnOf(relation, layout.column);
  const [stored, x] = dialect.isFolded?.(info)
    ? [valueSql(scope, layout), 'v']
    : [dialect.quote(layout.column), valueSql(scope, layout, 'v')];
  return (
    `SELECT ${of.each}${x} AS x, many FROM (SELECT ${of.each}v, count(*) AS many ` +
    `FROM (SELECT ${of.named}${stored} AS v FROM ${from}) AS r GROUP BY ${of.each}v) AS s`
  );
}

/** A statement of a branch per column, as by `valuesSql`, for an engine that groups by several columns at once. */
export const togetherSql = (scope: Scope, layouts: Layout[], chunks: Chunks | null): string =>
  together(scope, layouts, {
    chunks,
    render: (layout, k, from) => commonestSql(scope, layout, { k, from, chunks }),
  });

interface Together {
  chunks: Chunks | null;
  /** A column's branch from its groups, as of `valueGroups`. */
  render(layout: Layout, k: number, from: string): string;
}

export function together(scope: Scope, layouts: Layout[], { chunks, render }: Together): string {
  const { dialect, relation, where } = scope;
  const of = apart(chunks);
  const columns = layouts.map((_, k) => `x${k}`);
  const values = layouts.map((layout, k) => `${valueSql(scope, layout)} AS x${k}`).join(', ');
  const sets = columns.map((column) => `(${of.each}${column})`).join(', ');
  const branches = layouts.map((layout, k) => {
    // A bit per column from the last one on, set where rows were not grouped by it.
    const others = 2 ** layouts.length - 1 - 2 ** (layouts.length - 1 - k);
    return render(
      layout,
      k,
      `(SELECT ${of.each}x${k} AS x, total FROM grouped WHERE others = ${others}) AS g`,
    );
  });
  return (
    `WITH grouped AS ${dialect.materialized} (SELECT ${of.each}${columns.join(', ')}, GROUPING(${columns.join(', ')}) AS others, ` +
    `count(*) AS total FROM (SELECT ${of.named}${values} FROM ${relation.from} ${where}${dialect.once}) AS v ` +
    `GROUP BY GROUPING SETS (${sets}))\n${branches.join('\nUNION ALL\n')}`
  );
}

/**
 * From groups of `x` and `total`. To put them in order takes as long as finding them, and few columns have too many: whether one has, shows
 * when it answers more than is allowed (`hasTooMany`), and then the scope is asked again with `ranked`.
 */
function commonestSql(scope: Scope, layout: Layout, { k, from, chunks }: Branch): string {
  const { dialect } = scope;
  const of = apart(chunks);
  const isRanked = scope.ranked === true || chunks !== null;
  const isTold = isRanked ? `x IS NOT NULL AND place <= ${mostValues}` : 'x IS NOT NULL';
  const columns = answer(scope, {
    k,
    ...(chunks && { chunk: 'chunk' }),
    amount: 'sum(total)',
    present: 'sum(CASE WHEN x IS NOT NULL THEN total ELSE 0 END)',
    [isNumber(scope, layout) ? 'numbers' : 'words']: dialect.list('x', isTold),
    totals: dialect.list(`CAST(total AS ${dialect.types.count})`, isTold),
  });
  const groups = isRanked
    ? `SELECT ${of.each}x, total, row_number() OVER (${of.partition} ORDER BY total DESC, x) AS place FROM ${from}`
    : // One more than is allowed, and one without a value.
      `SELECT x, total FROM ${from} LIMIT ${mostValues + 2}`;
  return `SELECT ${columns} FROM (${groups}) AS t${k}${of.group}`;
}

/** Whether a row of a result holds more values than there may be, so that some were left out at random. */
export const hasTooMany = (columns: Columns, row: number): boolean =>
  listAt(columns, 'totals', row).length > mostValues;

export const isNumber = ({ relation }: Scope, { kind, column }: Layout): boolean =>
  kind !== 'categorical' || columnOf(relation, column).kind === 'numeric';

const valueSql = (scope: Scope, layout: Layout, called?: string): string =>
  (isNumber(scope, layout) ? numberOf : textOf)(scope.dialect, scope.relation, layout.column, called);
