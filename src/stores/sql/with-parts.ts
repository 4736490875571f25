// Profiles of all rows, and coarse ones of each chunk of time, in one pass: groups of chunk and cell become one row per cell with a list of
// its chunks, cells that need not be told apart get one name, and every item of the lists, with the whole as one more, is added up by
// chunk and name. So no chunk's cells leave the store, and the rows are read once where a common table would be computed once per use.
import type { CoarseProfile, Layout, NumericLayout, Profile } from '../../methods/summary.ts';
import type { Resolution } from '../contract.ts';
import { answer, type Branch, type Chunks } from './branch.ts';
import type { Columns } from './engine.ts';
import { cellGroups, endsOf, isCell, isFew, readProfiles, rowsSql } from './profile.ts';
import { branches, type Scope } from './scope.ts';
import { isNumber, mostValues, together, valueGroups } from './values.ts';

export interface Parts {
  chunks: Chunks;
  resolution: Resolution;
}

type Grouped = Branch & Parts;

/** Number of what holds all rows: chunks have whole ones. */
const whole = -0.5;

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

/** From rows of one cell or value each: a row for each of its chunks, and one for all of them. */
const perChunk = ({ dialect }: Scope, columns: string, from: string) =>
  dialect.perItem(
    columns,
    { chunk: dialect.withItem('chunks', `${whole}`), many: dialect.withItem('counts', 'total') },
    from,
  );

const lists = ({ dialect }: Scope) =>
  `${dialect.list('chunk', 'total > 0')} AS chunks, ${dialect.list('total', 'total > 0')} AS counts`;

/** Cells are told together up to the one that reaches the next of the ranges of all finite values. */
function cellsWithParts(
  scope: Scope,
  layout: NumericLayout,
  { k, from, chunks, resolution: { ranges } }: Grouped,
): string {
  const { dialect } = scope;
  const { double, count } = dialect.types;
  const groups = cellGroups(scope, layout, { rows: rowsSql(scope, layout, { from, chunks }), chunks });
  const ends = layout.ends ? ['low', 'high'] : [];
  const extremes = layout.ends ? ', min(low) AS low, max(high) AS high' : '';
  const cells =
    `SELECT cell, sum(total) AS total, sum(present) AS present, ${dialect.sumOfSums('sum')} AS sum${extremes}, ${lists(scope)} ` +
    `FROM (${groups}) AS g GROUP BY cell`;
  const finite = `CASE WHEN ${isCell} THEN total ELSE 0 END`;
  const ranked =
    `SELECT *, sum(${finite}) OVER (ORDER BY cell ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - ${finite} AS below, ` +
    `sum(${finite}) OVER () AS n FROM (${cells}) AS c`;
  const range =
    `CASE WHEN ${isCell} THEN least(${ranges - 1}, ` +
    `floor(${ranges} * CAST(below AS ${double}) / CAST(n AS ${double}))) END`;
  const named = `SELECT *, min(cell) OVER (PARTITION BY part) AS name FROM (SELECT *, ${range} AS part FROM (${ranked}) AS r) AS p`;
  const kept = ['present', 'sum', ...ends];
  const items = perChunk(scope, ['cell', 'name', ...kept].join(', '), `(${named}) AS n`);
  const key = `CASE WHEN chunk = ${whole} THEN cell ELSE name END`;
  const added =
    `SELECT chunk, cell, sum(many) AS total, ${kept.map((column) => `max(${column}) AS ${column}`).join(', ')} ` +
    `FROM (SELECT chunk, ${key} AS cell, many, ${kept.join(', ')} FROM (${items}) AS i) AS k GROUP BY chunk, cell`;
  const columns = answer(scope, {
    k,
    chunk: 'chunk',
    amount: 'sum(total)',
    present: 'sum(present)',
    cells: dialect.list('cell', isCell),
    totals: dialect.list(`CAST(total AS ${count})`, isCell),
    sums: dialect.list('sum', `${isCell} AND chunk = ${whole}`),
    ...endsOf(layout),
  });
  return `SELECT ${columns} FROM (${added}) AS b${k} GROUP BY chunk`;
}

/** From groups of `chunk`, `x` and `total`. Missing values and those of no number are told apart, too. */
function valuesWithParts(
  scope: Scope,
  layout: Layout,
  { k, from, resolution: { categories, openShare, knownRows } }: Grouped,
): string {
  const { dialect } = scope;
  const list = isNumber(scope, layout) ? 'numbers' : 'words';
  const isUsable = list === 'numbers' ? dialect.finite('x') : 'x IS NOT NULL';
  const values = `SELECT x, sum(total) AS total, ${lists(scope)} FROM ${from} GROUP BY x`;
  const usable = `SELECT *, CASE WHEN ${isUsable} THEN total ELSE 0 END AS usable FROM (${values}) AS v`;
  const ranked =
    `SELECT *, row_number() OVER (ORDER BY total DESC, x) AS place, rank() OVER (ORDER BY usable DESC) AS common ` +
    `FROM (${usable}) AS u`;
  const opened =
    `SELECT *, sum(CASE WHEN usable = 1 AND place <= ${mostValues} THEN 1 ELSE 0 END) OVER () > ` +
    `${dialect.literal(openShare)} * sum(usable) OVER () AS is_open FROM (${ranked}) AS p`;
  const isNamed =
    layout.kind === 'categorical'
      ? `usable = 0 OR (common <= ${categories} AND (usable >= ${knownRows} OR NOT is_open))`
      : 'usable >= 0';
  const named = `SELECT *, CASE WHEN ${isNamed} THEN 1 ELSE 0 END AS is_named FROM (${opened}) AS o`;
  const items = perChunk(scope, 'x, place, is_named', `(${named}) AS n`);
  const isTold = `x IS NOT NULL AND place <= ${mostValues} AND (is_named = 1 OR chunk = ${whole})`;
  const columns = answer(scope, {
    k,
    chunk: 'chunk',
    amount: 'sum(many)',
    present: 'sum(CASE WHEN x IS NOT NULL THEN many ELSE 0 END)',
    [list]: dialect.list('x', isTold),
    totals: dialect.list(`CAST(many AS ${dialect.types.count})`, isTold),
  });
  return `SELECT ${columns} FROM (${items}) AS b${k} GROUP BY chunk`;
}

export interface WithParts {
  profiles: Profile[];
  /** Per chunk. */
  parts: CoarseProfile[][];
}

/** In the layouts' order. */
export const readWithParts = (layouts: Layout[], columns: Columns, { numbers }: Chunks): WithParts => ({
  profiles: readProfiles(layouts, columns, whole),
  parts: numbers.map((number) => readProfiles(layouts, columns, number).map(coarse)),
});

function coarse(profile: Profile): CoarseProfile {
  const { column } = profile;
  return profile.kind === 'numeric'
    ? { column, kind: profile.kind, cells: profile.cells, counts: profile.counts }
    : { column, kind: profile.kind, n: profile.n, counts: profile.counts };
}
