// One pass over the rows: every column is a branch of one statement, grouped by cell or by value, and one row of its result.
import type { Layout, NumericLayout, NumericProfile, Profile, ValueProfile } from '../../methods/summary.ts';
import { answer, apart, type Branch, type Chunks } from './branch.ts';
import { numberOf } from './column.ts';
import { type Columns, type List, listAt, nullableAt, numberAt } from './engine.ts';
import { cellsPerSide } from './grid.ts';
import { branches, type Scope } from './scope.ts';
import { numbersByValue, togetherSql, valuesSql } from './values.ts';

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
  // Finite cells hold finite values only, so that sums and extremes need no filter of their own.
  const finite = 'cell IS NOT NULL';
  const columns = answer(scope, {
    k,
    ...(chunks && { chunk: 'chunk' }),
    amount: rows.amount,
    present: 'sum(present)',
    cells: dialect.list('cell', finite),
    totals: dialect.list(`CAST(total AS ${dialect.types.count})`, finite),
    sums: dialect.list('sum', finite),
    ...(layout.ends && {
      low: `min(low) FILTER (WHERE ${finite})`,
      high: `max(high) FILTER (WHERE ${finite})`,
    }),
  });
  return `SELECT ${columns} FROM (${cellGroups(scope, layout, { rows, chunks })}) AS g${k}${of.group}`;
}

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

/** The numbers of a column as `x`, how they are counted, and how many rows there are in all. */
export function rowsSql(
  scope: Scope,
  layout: NumericLayout,
  { from, chunks }: Pick<Branch, 'from' | 'chunks'>,
) {
  const { dialect, relation } = scope;
  if (layout.stepped) {
    const sum = dialect.sum(`x * CAST(many AS ${dialect.types.double})`);
    return {
      sql: `${numbersByValue(scope, layout.column, { from, chunks })}${dialect.once}`,
      counts: `sum(many) AS total, sum(CASE WHEN x IS NULL THEN 0 ELSE many END) AS present, ${sum} AS sum`,
      amount: 'sum(total)',
    };
  }
  const column = dialect.quote(layout.column);
  // Of chunks each would need its own amount.
  const leavesOut = layout.sparse && chunks === null;
  const rows = leavesOut ? `(SELECT ${column} FROM ${from}) AS r WHERE ${column} IS NOT NULL` : from;
  return {
    sql: `SELECT ${apart(chunks).named}${numberOf(dialect, relation, layout.column)} AS x FROM ${rows}${dialect.once}`,
    counts: `count(*) AS total, count(x) AS present, ${dialect.sum('x')} AS sum`,
    amount: leavesOut ? `(SELECT count(*) FROM ${from})` : 'sum(total)',
  };
}

/** Profiles from the result of `profileSql`, in the layouts' order; of one chunk where they were counted apart. */
export function readProfiles(layouts: Layout[], columns: Columns, chunk = 0): Profile[] {
  // A chunk without rows is not in the result, and reads as nothing.
  const rows = layouts.map((): number[] => []);
  for (const [row, k] of columns.k!.entries()) {
    if (Number(columns.chunk![row]) === chunk) rows[Number(k)]!.push(row);
  }
  return layouts.map((layout, k) => readProfile(layout, columns, rows[k]!));
}

/** A column's profile from rows of the result that each hold some of its cells or values. */
export const readProfile = (layout: Layout, columns: Columns, rows: number[]): Profile =>
  layout.kind === 'numeric' ? readCells(layout, columns, rows) : readValues(layout, columns, rows);

const sumAt = (columns: Columns, name: string, rows: number[]): number =>
  rows.reduce((sum, row) => sum + numberAt(columns, name, row), 0);

function readCells(layout: NumericLayout, columns: Columns, from: number[]): NumericProfile {
  // Every cell has its place: order without comparisons.
  const countOf = new Float64Array(2 * cellsPerSide + 1);
  const sumOf = new Float64Array(2 * cellsPerSide + 1);
  let size = 0;
  for (const row of from) {
    const found = listAt(columns, 'cells', row);
    const [totals, sums] = [listAt(columns, 'totals', row), listAt(columns, 'sums', row)];
    for (let at = 0; at < found.length; at += 1) {
      const place = Number(found[at]) + cellsPerSide;
      countOf[place] = Number(totals[at]);
      sumOf[place] = Number(sums[at]);
    }
    size += found.length;
  }
  const [cells, counts, sums] = [new Int16Array(size), new Float64Array(size), new Float64Array(size)];
  let [n, to] = [0, 0];
  for (let place = 0; place < countOf.length; place += 1) {
    if (countOf[place] === 0) continue;
    cells[to] = place - cellsPerSide;
    n += counts[to] = countOf[place]!;
    sums[to] = sumOf[place]!;
    to += 1;
  }
  const rows = sumAt(columns, 'amount', from);
  const ends = (name: string) => from.map((row) => nullableAt(columns, name, row)).filter((x) => x !== null);
  return {
    column: layout.column,
    kind: 'numeric',
    grid: layout.grid,
    rows,
    n,
    missing: rows - n,
    nonFinite: sumAt(columns, 'present', from) - n,
    cells,
    counts,
    sums,
    min: ends('low').toSorted((a, b) => a - b)[0] ?? null,
    max: ends('high').toSorted((a, b) => b - a)[0] ?? null,
  };
}

/** Values that a row of the result names: texts, or numbers that may not be finite. */
export function valuesAt(columns: Columns, row: number): List {
  const numbers = listAt(columns, 'numbers', row);
  return numbers.length > 0 ? Array.from(numbers, Number) : listAt(columns, 'words', row);
}

export const isNone = (value: number | string): boolean =>
  typeof value === 'number' && !Number.isFinite(value);

function readValues(layout: Layout, columns: Columns, from: number[]): ValueProfile {
  const counts = new Map<string, number>();
  let nonFinite = 0;
  for (const row of from) {
    const [values, totals] = [valuesAt(columns, row), listAt(columns, 'totals', row)];
    for (let at = 0; at < totals.length; at += 1) {
      const [value, total] = [values[at]!, Number(totals[at])];
      if (isNone(value)) nonFinite += total;
      // String(-0) is "0", so both zeros are one value.
      else counts.set(String(value), (counts.get(String(value)) ?? 0) + total);
    }
  }
  const [rows, present] = [sumAt(columns, 'amount', from), sumAt(columns, 'present', from)];
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
