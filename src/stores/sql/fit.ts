// How each column is counted: chosen once, from the reference's rows.
import type { Layout } from '../../methods/summary.ts';
import type { Call, ColumnRequest, Extent, Rows } from '../contract.ts';
import { columnOf, numberOf } from './column.ts';
import { Bindings, type Engine, type List, listAt, numberAt } from './engine.ts';
import { numericLayout, type Sample } from './numeric-layout.ts';
import { samplePlaces } from './sample.ts';
import { branches, type Scope } from './scope.ts';
import { rowsByValue } from './values.ts';

/** A numeric column with more distinct values than this is counted by cells. */
const mostDiscrete = 20;
/** Columns that one statement samples: of each a megabyte or two is read for the few rows that are wanted. */
const columnsAtOnce = 100;

interface Fit {
  engine: Engine;
  scope(rows: Rows, call: Call, bindings?: Bindings): Promise<Scope>;
  rows: Rows;
  extent: Extent;
}

/** Layouts in the order of the columns. Throws `column_missing` or `wrong_type`. */
export async function fitLayouts(columns: ColumnRequest[], fit: Fit, call: Call): Promise<Layout[]> {
  const { relation } = await fit.scope(fit.rows, call);
  for (const { column } of columns) columnOf(relation, column);
  const numeric = columns.filter(({ kind }) => kind === 'numeric').map(({ column }) => column);
  const samples = new Map<string, Sample>();
  for (let at = 0; at < numeric.length; at += columnsAtOnce) {
    for (const [column, sample] of await readSamples(numeric.slice(at, at + columnsAtOnce), fit, call)) {
      samples.set(column, sample);
    }
  }
  const few = numeric.filter((column) => hasFew(samples.get(column)!));
  const counting = stillFew(few, fit, call);
  // While the store counts.
  const fitted = new Map([...samples].map(([column, sample]) => [column, numericLayout(column, sample)]));
  const discrete = await counting;
  return columns.map(({ column, kind }): Layout => {
    if (kind === 'categorical') return { column, kind };
    return discrete.has(column) ? { column, kind: 'discrete' } : fitted.get(column)!;
  });
}

const isFew = (distinct: number): boolean => distinct <= mostDiscrete;

function hasFew({ values }: Sample): boolean {
  const distinct = new Set<number>();
  for (const value of values) {
    distinct.add(value);
    if (!isFew(distinct.size)) return false;
  }
  return true;
}

async function readSamples(names: string[], fit: Fit, call: Call) {
  const samples = new Map<string, Sample>();
  const { engine } = fit;
  const { dialect } = engine;
  const { relation } = await fit.scope({ ...fit.rows, window: null }, call);
  const values = names.map((name, k) => `${numberOf(dialect, relation, name)} AS x${k}`).join(', ');
  const bindings = new Bindings(dialect);
  const places = await samplePlaces(fit, call, bindings);
  const parts = places.map(
    ({ from, where, limit }, i) =>
      `SELECT * FROM (SELECT ${values} FROM ${from} ${where} LIMIT ${limit}) AS s${i}`,
  );
  const lists = names.map(
    (_, k) => `count(x${k}) AS known${k}, ${dialect.list(`x${k}`, dialect.finite(`x${k}`))} AS x${k}`,
  );
  const result = await engine.query(
    `SELECT count(*) AS total, ${lists.join(', ')} FROM (${parts.join('\nUNION ALL\n')}) AS places`,
    bindings.values,
    call,
  );
  const rows = numberAt(result, 'total', 0);
  for (const [k, name] of names.entries()) {
    const values = numbersOf(listAt(result, `x${k}`, 0));
    const nonFinite = numberAt(result, `known${k}`, 0) - values.length;
    samples.set(name, { values, rows, nonFinite });
  }
  return samples;
}

function numbersOf(list: List): Float64Array {
  const values = new Float64Array(list.length);
  // −0 and 0 are one value.
  for (let at = 0; at < values.length; at += 1) values[at] = Number(list[at]) + 0;
  return values;
}

/** Those of the columns that have few values among all rows, not only in the sample, and at least one. */
async function stillFew(names: string[], fit: Fit, call: Call): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const scope = await fit.scope(fit.rows, call);
  const result = await fit.engine.query(distinctSql(scope, names), scope.bindings.values, call);
  const distinct = (row: number) => numberAt(result, 'many', row);
  return new Set(
    result.k!.flatMap((k, row) => (isFew(distinct(row)) && distinct(row) > 0 ? [names[Number(k)]!] : [])),
  );
}

function distinctSql(scope: Scope, names: string[]): string {
  const usable = scope.dialect.finite('x');
  return branches(
    scope,
    names,
    names.map((column, k) => (from) => {
      const values = rowsByValue(scope, { column, kind: 'discrete' }, { from, chunks: null });
      return (
        `SELECT ${k} AS k, count(*) AS many FROM (SELECT DISTINCT x FROM (${values}) AS v WHERE ${usable} ` +
        `LIMIT ${mostDiscrete + 1}) AS d`
      );
    }),
  );
}
