// Profiles of all rows, and coarse ones of each chunk of time, in one pass: groups of chunk and cell become one row per cell with a count
// per chunk, and cells that need not be told apart become one row of the result. So no chunk's cells leave the store.
import type { CoarseProfile, Layout, NumericLayout, Profile } from '../../methods/summary.ts';
import type { Resolution } from '../contract.ts';
import { answer, type Branch, type Chunks } from './branch.ts';
import { type Columns, listAt, numberAt } from './engine.ts';
import { cellGroups, isFew, isNone, readProfile, rowsSql, valuesAt } from './profile.ts';
import { branches, type Scope } from './scope.ts';
import { isNumber, mostValues, together, valueGroups } from './values.ts';

export interface Parts {
  chunks: Chunks;
  resolution: Resolution;
}

/** The statement whose result `readWithParts` understands. Throws `column_missing` or `wrong_type`. */
export function withPartsSql(scope: Scope, layouts: Layout[], parts: Parts): string {
  const { chunks } = parts;
  const values = (layout: Layout, k: number, from: string) =>
    valuesWithParts(scope, layout, { k, ...parts, from });
  if (layouts.every((layout) => isFew(scope, layout)))
    return together(scope, layouts, { chunks, render: values });
  return branches(
    scope,
    [...layouts.map(({ column }) => column), chunks.time],
    layouts.map(
      (layout, k) => (from: string) =>
        layout.kind === 'numeric'
          ? cellsWithParts(scope, layout, { k, ...parts, from })
          : values(layout, k, valueGroups(scope, layout, { chunks, from })),
    ),
  );
}

type Grouped = Branch & Parts;

const numbersOf = ({ many }: Chunks) => Array.from({ length: many }, (_, at) => at);

/** Of groups by chunk: the rows of each in a column of its own. */
const apartInColumns = (chunks: Chunks) =>
  numbersOf(chunks)
    .map((at) => `sum(total) FILTER (WHERE chunk = ${at}) AS chunk${at}`)
    .join(', ');

const addedUp = ({ dialect }: Scope, chunks: Chunks) =>
  Object.fromEntries(
    numbersOf(chunks).map((at) => [`chunk${at}`, `CAST(sum(chunk${at}) AS ${dialect.types.count})`]),
  );

/** Cells are told together up to the one that reaches the next of the ranges of all finite values. */
function cellsWithParts(
  scope: Scope,
  layout: NumericLayout,
  { k, from, chunks, resolution }: Grouped,
): string {
  const { dialect } = scope;
  const { double, count } = dialect.types;
  const finite = 'cell IS NOT NULL';
  const columns = answer(scope, {
    k,
    amount: 'sum(total)',
    present: 'sum(present)',
    cells: dialect.list('cell', finite),
    totals: dialect.list(`CAST(total AS ${count})`, finite),
    sums: dialect.list('sum', finite),
    ...(layout.ends && {
      low: `min(low) FILTER (WHERE ${finite})`,
      high: `max(high) FILTER (WHERE ${finite})`,
    }),
    ...addedUp(scope, chunks),
  });
  const cells =
    `SELECT cell, sum(total) AS total, sum(present) AS present, ${dialect.sumOfSums('sum')} AS sum` +
    `${layout.ends ? ', min(low) AS low, max(high) AS high' : ''}, ${apartInColumns(chunks)} ` +
    `FROM (${cellGroups(scope, layout, { rows: rowsSql(scope, layout, { from, chunks }), chunks })}) AS g GROUP BY cell`;
  const values = `CASE WHEN ${finite} THEN total ELSE 0 END`;
  const ranked =
    `SELECT *, sum(${values}) OVER (ORDER BY cell ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - ${values} AS below, ` +
    `sum(${values}) OVER () AS n FROM (${cells}) AS c`;
  const group =
    `CASE WHEN ${finite} THEN least(${resolution.ranges - 1}, ` +
    `floor(${resolution.ranges} * CAST(below AS ${double}) / CAST(n AS ${double}))) END`;
  return `SELECT ${columns} FROM (SELECT *, ${group} AS part FROM (${ranked}) AS r) AS b${k} GROUP BY part`;
}

/** From groups of `chunk`, `x` and `total`: values that are named, and all the others as one. */
function valuesWithParts(scope: Scope, layout: Layout, { k, from, chunks, resolution }: Grouped): string {
  const { dialect } = scope;
  const named = isNumber(scope, layout) ? 'numbers' : 'words';
  const isUsable = named === 'numbers' ? dialect.finite('x') : 'x IS NOT NULL';
  const isNamed = `x IS NOT NULL AND place <= ${mostValues}`;
  const columns = answer(scope, {
    k,
    amount: 'sum(total)',
    present: 'sum(CASE WHEN x IS NOT NULL THEN total ELSE 0 END)',
    [named]: dialect.list('x', isNamed),
    totals: dialect.list(`CAST(total AS ${dialect.types.count})`, isNamed),
    ...addedUp(scope, chunks),
  });
  const values = `SELECT x, sum(total) AS total, ${apartInColumns(chunks)} FROM ${from} GROUP BY x`;
  const usable = `SELECT *, CASE WHEN ${isUsable} THEN total ELSE 0 END AS usable FROM (${values}) AS v`;
  const ranked =
    `SELECT *, row_number() OVER (ORDER BY total DESC, x) AS place, rank() OVER (ORDER BY usable DESC) AS rank ` +
    `FROM (${usable}) AS u`;
  const open =
    `SELECT *, sum(CASE WHEN usable = 1 AND place <= ${mostValues} THEN 1 ELSE 0 END) OVER () > ` +
    `${dialect.literal(resolution.openShare)} * sum(usable) OVER () AS is_open FROM (${ranked}) AS p`;
  const isRare =
    `place > ${mostValues}` +
    (layout.kind === 'categorical'
      ? ` OR rank > ${resolution.categories} OR (is_open AND usable < ${resolution.knownRows})`
      : '');
  // Missing values and those of no number stay by themselves.
  const group = `CASE WHEN usable > 0 AND (${isRare}) THEN 0 ELSE place END`;
  return `SELECT ${columns} FROM (SELECT *, ${group} AS part FROM (${open}) AS o) AS b${k} GROUP BY part`;
}

export interface WithParts {
  profile: Profile;
  /** Per chunk. */
  parts: CoarseProfile[];
}

/** In the layouts' order. */
export function readWithParts(layouts: Layout[], columns: Columns, { many }: Chunks): WithParts[] {
  const rows = layouts.map((): number[] => []);
  for (const [row, k] of columns.k!.entries()) rows[Number(k)]!.push(row);
  return layouts.map((layout, k) => ({
    profile: readProfile(layout, columns, rows[k]!),
    parts: (layout.kind === 'numeric' ? cellParts : valueParts)(layout, columns, { rows: rows[k]!, many }),
  }));
}

interface Found {
  rows: number[];
  many: number;
}

/** All rows of a group lie in one of its cells. */
function cellParts({ column }: Layout, columns: Columns, { rows, many }: Found): CoarseProfile[] {
  const groups = rows
    .filter((row) => listAt(columns, 'cells', row).length > 0)
    .map((row) => ({ row, cell: Number(listAt(columns, 'cells', row)[0]) }))
    .sort((a, b) => a.cell - b.cell);
  const cells = Int16Array.from(groups, ({ cell }) => cell);
  return Array.from({ length: many }, (_, at) => ({
    column,
    kind: 'numeric',
    cells,
    counts: Float64Array.from(groups, ({ row }) => numberAt(columns, `chunk${at}`, row)),
  }));
}

function valueParts({ column, kind }: Layout, columns: Columns, { rows, many }: Found): CoarseProfile[] {
  const groups = rows
    .filter((row) => numberAt(columns, 'present', row) > 0)
    .map((row) => ({ row, values: valuesAt(columns, row) }))
    .filter(({ values }) => values.length !== 1 || !isNone(values[0]!));
  return Array.from({ length: many }, (_, at) => {
    const counts = new Map<string, number>();
    let n = 0;
    for (const { row, values } of groups) {
      const count = numberAt(columns, `chunk${at}`, row);
      n += count;
      const name = String(values[0]);
      if (values.length === 1 && count > 0) counts.set(name, (counts.get(name) ?? 0) + count);
    }
    return { column, kind: kind === 'categorical' ? 'categorical' : 'discrete', n, counts };
  });
}
