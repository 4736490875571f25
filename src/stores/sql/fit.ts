// How each column is counted: chosen once, from the reference's rows.
import type { Layout } from '../../methods/summary.ts';
import type { Call, ColumnRequest, Extent, Rows } from '../contract.ts';
import { columnOf, numberOf } from './column.ts';
import { Bindings, type Engine, numberAt } from './engine.ts';
import { numericLayout } from './numeric-layout.ts';
import { samplePlaces } from './sample.ts';
import { branches, type Scope } from './scope.ts';

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
  const few = numeric.filter((column) => isFew(new Set(samples.get(column)!.values).size));
  const discrete = await stillFew(few, fit, call);
  return columns.map(({ column, kind }): Layout => {
    if (kind === 'categorical') return { column, kind };
    if (discrete.has(column)) return { column, kind: 'discrete' };
    const { values, rows } = samples.get(column)!;
    return numericLayout(column, values, rows);
  });
}

const isFew = (distinct: number): boolean => distinct <= mostDiscrete;

/** The finite values of some rows. */
interface Sample {
  values: Float64Array;
  rows: number;
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
  const result = await engine.query(parts.join('\nUNION ALL\n'), bindings.values, call);
  names.forEach((name, i) => {
    const found = result[`x${i}`]!;
    const finite = found.filter((x): x is number => typeof x === 'number' && Number.isFinite(x));
    samples.set(name, { values: Float64Array.from(finite, zero), rows: found.length });
  });
  return samples;
}

/** −0 and 0 are one value. */
const zero = (x: number): number => x + 0;

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
  const { dialect, relation } = scope;
  return branches(
    scope,
    names,
    names.map((name, k) => (from) => {
      const x = numberOf(dialect, relation, name);
      return (
        `SELECT ${k} AS k, count(*) AS many FROM (SELECT DISTINCT x FROM (SELECT ${x} AS x FROM ${from}) AS v ` +
        `WHERE ${dialect.finite('x')} LIMIT ${mostDiscrete + 1}) AS d`
      );
    }),
  );
}
