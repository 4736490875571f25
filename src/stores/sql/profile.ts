// One pass over the rows: every column is a branch of one statement, grouped by cell or by value.
import type { Layout, NumericProfile, Profile, ValueProfile } from '../../methods/summary.ts';
import { columnOf, numberOf, textOf } from './column.ts';
import type { Columns } from './engine.ts';
import { branches, type Scope } from './scope.ts';

/** More values than this are not a category: the rest is in `n`, but not in `counts`. */
const mostValues = 100_000;

/** The statement whose result `readProfiles` understands. Throws `column_missing` or `wrong_type`. */
export function profileSql(scope: Scope, layouts: Layout[]): string {
  return branches(
    scope,
    layouts.map(({ column }) => column),
    layouts.map((layout, k) => (from) => branchSql(scope, layout, `${k}`, from)),
  );
}

function branchSql(scope: Scope, layout: Layout, k: string, from: string): string {
  const { dialect, relation } = scope;
  const { double, small, text } = dialect.types;
  const none = {
    cell: `CAST(NULL AS ${small})`,
    word: `CAST(NULL AS ${text})`,
    number: `CAST(NULL AS ${double})`,
  };
  if (layout.kind === 'numeric') {
    const x = numberOf(dialect, relation, layout.column);
    // Finite cells hold finite values only, so that sums and extremes need no filter of their own.
    return (
      `SELECT ${k} AS k, cell, ${none.word} AS word, ${none.number} AS number, count(*) AS total, count(x) AS present, ` +
      `${dialect.sum('x')} AS sum, ${dialect.sumSquares('x')} AS squares, min(x) AS low, max(x) AS high ` +
      `FROM (SELECT ${dialect.cell('x', layout.grid)} AS cell, x FROM (SELECT ${x} AS x FROM ${from}) AS v) AS c GROUP BY cell`
    );
  }
  const isNumber = layout.kind === 'discrete' || columnOf(relation, layout.column).kind === 'numeric';
  const x = isNumber ? numberOf(dialect, relation, layout.column) : textOf(dialect, relation, layout.column);
  // Window sums over the groups keep all rows counted when the rarest values are cut off.
  return (
    `SELECT * FROM (SELECT ${k} AS k, ${none.cell} AS cell, ${isNumber ? none.word : 'x'} AS word, ${isNumber ? 'x' : none.number} AS number, ` +
    `count(*) AS total, count(x) AS present, CAST(sum(count(*)) OVER () AS ${dialect.types.sum}) AS sum, ` +
    `CAST(sum(count(x)) OVER () AS ${dialect.types.sum}) AS squares, ${none.number} AS low, ${none.number} AS high ` +
    `FROM (SELECT ${x} AS x FROM ${from}) AS v GROUP BY x ORDER BY count(*) DESC, x LIMIT ${mostValues}) AS t${k}`
  );
}

/** Profiles from the result of `profileSql`, in the layouts' order. */
export function readProfiles(layouts: Layout[], columns: Columns): Profile[] {
  const groups: number[][] = layouts.map(() => []);
  columns.k!.forEach((k, row) => {
    groups[Number(k)]!.push(row);
  });
  return layouts.map((layout, k) =>
    layout.kind === 'numeric'
      ? readCells(layout, columns, groups[k]!)
      : readValues(layout, columns, groups[k]!),
  );
}

function readCells(layout: Layout & { kind: 'numeric' }, columns: Columns, group: number[]): NumericProfile {
  const at = (name: string, row: number) => Number(columns[name]![row]);
  const occupied = group.filter((row) => columns.cell![row] !== null);
  occupied.sort((a, b) => at('cell', a) - at('cell', b));
  const profile: NumericProfile = {
    column: layout.column,
    kind: 'numeric',
    grid: layout.grid,
    rows: 0,
    n: 0,
    missing: 0,
    nonFinite: 0,
    cells: Int16Array.from(occupied, (row) => at('cell', row)),
    counts: Float64Array.from(occupied, (row) => at('total', row)),
    sums: Float64Array.from(occupied, (row) => at('sum', row)),
    sum: 0,
    sumSquares: 0,
    min: occupied.length > 0 ? at('low', occupied[0]!) : null,
    max: occupied.length > 0 ? at('high', occupied.at(-1)!) : null,
  };
  for (const row of group) {
    profile.rows += at('total', row);
    if (columns.cell![row] === null) {
      profile.missing += at('total', row);
      profile.nonFinite += at('present', row);
    } else {
      profile.n += at('total', row);
      profile.sum += at('sum', row);
      profile.sumSquares += at('squares', row);
    }
  }
  return profile;
}

function readValues(layout: Layout, columns: Columns, group: number[]): ValueProfile {
  const counts = new Map<string, number>();
  let nonFinite = 0;
  for (const row of group) {
    const total = Number(columns.total![row]);
    const number = columns.number![row];
    const word = columns.word![row];
    if (typeof number === 'number' && !Number.isFinite(number)) nonFinite += total;
    // String(-0) is "0", so both zeros are one value.
    else if (number !== null || word !== null) {
      const text = String(number ?? word);
      counts.set(text, (counts.get(text) ?? 0) + total);
    }
  }
  const rows = group.length > 0 ? Number(columns.sum![group[0]!]) : 0;
  const present = group.length > 0 ? Number(columns.squares![group[0]!]) : 0;
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
