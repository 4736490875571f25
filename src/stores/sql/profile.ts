// One pass over the rows: every column is a branch of one statement, grouped by cell or by value, and one row of its result.
import { addedUp, type CellRows, cellOf } from '../../methods/grid.ts';
import type { Layout, NumericLayout, NumericProfile, Profile, ValueProfile } from '../../methods/summary.ts';
import { answer, apart, type Branch, type Chunks } from './branch.ts';
import { numberOf } from './column.ts';
import { type Columns, listAt, nullableAt, numberAt } from './engine.ts';
import { branches, type Scope } from './scope.ts';
import { rowsByValue, togetherSql, valuesSql } from './values.ts';

/**
 * The statement whose result `readProfiles` understands. Throws `column_missing` or `wrong_type`.
 * @param chunks Each chunk of time is counted apart.
 */
export function profileSql(scope: Scope, layouts: Layout[], chunks: Chunks | null): string {
  if (layouts.every((layout) => isFew(scope, layout))) return togetherSql(scope, layouts, chunks);
  return branches(
    scope,
    [...layouts.map(({ column }) => column), ...(chunks ? [chunks.time] : [])],
    layouts.map((layout, k) =>
      layout.kind === 'numeric'
        ? (from) => cellsSql(scope, layout, { k, from, chunks })
        : (from) => valuesSql(scope, layout, { k, from, chunks }),
    ),
  );
}

/** Whether a column is known to hold few values, so that it can be grouped in one pass with others. */
export const isFew = ({ relation }: Scope, { kind, column }: Layout): boolean =>
  kind !== 'numeric' && (relation.few?.has(column) ?? false);

function cellsSql(scope: Scope, layout: NumericLayout, { k, from, chunks }: Branch): string {
  const { dialect } = scope;
  const of = apart(chunks);
  const rows = rowsSql(scope, layout, { from, chunks });
  const columns = answer(scope, {
    k,
    ...(chunks && { chunk: 'chunk' }),
    amount: 'sum(total)',
    left_out: rows.leftOut,
    present: 'sum(present)',
    cells: dialect.list('cell', isCell),
    totals: dialect.list(`CAST(total AS ${dialect.types.count})`, isCell),
    sums: dialect.list('sum', isCell),
    ...endsOf(layout),
  });
  return `SELECT ${columns} FROM (${cellGroups(scope, layout, { rows, chunks })}) AS g${k}${of.group}`;
}

/** Cells hold finite values only, so that sums and extremes need no filter of their own; all others have none. */
export const isCell = 'cell IS NOT NULL';

/** The ends of all cells, where the layout asks for them. */
export const endsOf = (layout: NumericLayout) =>
  layout.ends && {
    low: `min(low) FILTER (WHERE ${isCell})`,
    high: `max(high) FILTER (WHERE ${isCell})`,
  };

/** Rows by cell, and by chunk where chunks are counted apart. */
export function cellGroups(
  { dialect }: Scope,
  layout: NumericLayout,
  { rows, chunks }: { rows: ReturnType<typeof rowsSql>; chunks: Chunks | null },
): string {
  const of = apart(chunks);
  const found = [rows.counts, ...(layout.ends ? ['min(x) AS low', 'max(x) AS high'] : [])].join(', ');
  return (
    `SELECT ${of.each}cell, ${found} FROM (SELECT *, ${dialect.cell('x', layout.grid)} AS cell ` +
    `FROM (${rows.sql}) AS v${dialect.once}) AS c GROUP BY ${of.each}cell`
  );
}

/** The numbers of a column as `x`, how they are counted, and how many rows are left out because they hold what most do. */
export function rowsSql(
  scope: Scope,
  layout: NumericLayout,
  { from, chunks }: Pick<Branch, 'from' | 'chunks'>,
) {
  const { dialect, relation } = scope;
  if (layout.stepped) {
    const sum = dialect.sum(`x * CAST(many AS ${dialect.types.double})`);
    return {
      sql: `${rowsByValue(scope, layout, { from, chunks })}${dialect.once}`,
      counts: `sum(many) AS total, sum(CASE WHEN x IS NULL THEN 0 ELSE many END) AS present, ${sum} AS sum`,
      leftOut: 0,
    };
  }
  const [column, x] = [dialect.quote(layout.column), numberOf(dialect, relation, layout.column)];
  // Of chunks each would need its own amount.
  const leavesOut = layout.usual !== undefined && chunks === null;
  const rows = leavesOut
    ? `(SELECT ${column} FROM ${from}) AS r WHERE ${othersSql(scope, x, layout.usual!)}`
    : from;
  return {
    sql: `SELECT ${apart(chunks).named}${x} AS x FROM ${rows}${dialect.once}`,
    counts: `count(*) AS total, count(x) AS present, ${dialect.sum('x')} AS sum`,
    leftOut: leavesOut ? `(SELECT count(*) FROM ${from}) - coalesce(sum(total), 0)` : 0,
  };
}

/** OR keeps rows without a value; and it keeps DuckDB from asking footers, some of which do not count NaN among what is not `usual`. */
const othersSql = ({ dialect }: Scope, x: string, usual: number | null): string =>
  usual === null ? `${x} IS NOT NULL` : `(${x} IS NULL OR ${x} <> ${dialect.literal(usual)})`;

/** Profiles from the result of `profileSql`, in the layouts' order; of one chunk where they were counted apart. */
export function readProfiles(layouts: Layout[], columns: Columns, chunk = 0): Profile[] {
  const rowOf = new Map(
    columns.k!.flatMap((k, row) => (Number(columns.chunk![row]) === chunk ? [[Number(k), row]] : [])),
  );
  // A chunk without rows is not in the result, and reads as nothing.
  const rowAt = (k: number) => rowOf.get(k) ?? -1;
  return layouts.map((layout, k) =>
    layout.kind === 'numeric' ? readCells(layout, columns, rowAt(k)) : readValues(layout, columns, rowAt(k)),
  );
}

function readCells(layout: NumericLayout, columns: Columns, row: number): NumericProfile {
  const list = (name: string) => listAt(columns, name, row);
  const lists: CellRows[] = [{ cells: list('cells'), counts: list('totals'), sums: list('sums') }];
  // Both are counted by one statement; an engine that reads twice for it may meet rows between that came or went.
  const leftOut = Math.max(0, numberAt(columns, 'left_out', row));
  const [low, high] = [nullableAt(columns, 'low', row), nullableAt(columns, 'high', row)];
  const { grid, usual } = layout;
  const heap = leftOut > 0 && usual != null ? usual : null;
  if (heap !== null) lists.push({ cells: [cellOf(grid, heap)], counts: [leftOut], sums: [leftOut * heap] });
  const cells = addedUp(lists);
  const n = cells.counts.reduce((sum, count) => sum + count, 0);
  const rows = numberAt(columns, 'amount', row) + leftOut;
  const present = numberAt(columns, 'present', row) + (heap === null ? 0 : leftOut);
  return {
    column: layout.column,
    kind: 'numeric',
    grid,
    rows,
    n,
    missing: rows - n,
    nonFinite: present - n,
    ...cells,
    min: heap === null || !layout.ends ? low : Math.min(low ?? heap, heap),
    max: heap === null || !layout.ends ? high : Math.max(high ?? heap, heap),
  };
}

function readValues(layout: Layout, columns: Columns, row: number): ValueProfile {
  const counts = new Map<string, number>();
  const [numbers, words] = [listAt(columns, 'numbers', row), listAt(columns, 'words', row)];
  const totals = listAt(columns, 'totals', row);
  let nonFinite = 0;
  for (let at = 0; at < words.length; at += 1) counts.set(String(words[at]), Number(totals[at]));
  for (let at = 0; at < numbers.length; at += 1) {
    const [value, total] = [Number(numbers[at]), Number(totals[at])];
    // String(-0) is "0", so both zeros are one value.
    if (Number.isFinite(value)) counts.set(String(value), (counts.get(String(value)) ?? 0) + total);
    else nonFinite += total;
  }
  const [rows, present] = [numberAt(columns, 'amount', row), numberAt(columns, 'present', row)];
  return {
    column: layout.column,
    kind: layout.kind === 'categorical' ? 'categorical' : 'discrete',
    rows,
    n: present - nonFinite,
    missing: rows - present + nonFinite,
    nonFinite,
    counts,
  };
}
