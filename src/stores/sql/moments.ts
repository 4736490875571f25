// Moments about the mean, for definitions that need them: a statement of its own, for hardly anybody asks.
import type { Moments } from '../contract.ts';
import { numberOf } from './column.ts';
import { type Columns, nullableAt, numberAt } from './engine.ts';
import type { Scope } from './scope.ts';

/** In parts of the range, so that neither a square nor a cube is too large for a double. */
export function momentsSql({ dialect, relation, where }: Scope, column: string): string {
  const square = dialect.square('d');
  const [none, one, tiny] = [0, 1, 1e-200].map(dialect.literal);
  const quotient = `(x - low) / nullif(high - low, ${none})`;
  // Postgres refuses a quotient that is too small for a double; of a narrow range there is none. Nested, for conditions have no order.
  const part = `CASE WHEN high - low > ${one} THEN CASE WHEN x - low < (high - low) * ${tiny} THEN ${none} ELSE ${quotient} END ELSE ${quotient} END`;
  return (
    `WITH finite_values AS ${dialect.materialized} (SELECT x FROM (SELECT ${numberOf(dialect, relation, column)} AS x ` +
    `FROM ${relation.from} ${where}) AS v WHERE ${dialect.finite('x')}),\n` +
    'span AS (SELECT count(*) AS n, min(x) AS low, max(x) AS high FROM finite_values),\n' +
    `parts AS ${dialect.materialized} (SELECT ${part} AS part FROM finite_values CROSS JOIN span),\n` +
    'middle AS (SELECT avg(part) AS mean FROM parts),\n' +
    `moments AS (SELECT avg(${square}) AS second, avg(${dialect.times(square, 'd')}) AS third ` +
    'FROM (SELECT part - mean AS d FROM parts CROSS JOIN middle) AS off)\n' +
    'SELECT n, low, high, second, third FROM span CROSS JOIN moments'
  );
}

export function readMoments(column: string, columns: Columns): Moments {
  const n = numberAt(columns, 'n', 0);
  const [second, third] = [nullableAt(columns, 'second', 0), nullableAt(columns, 'third', 0)];
  // Which zero is the least of −0 and 0 differs from engine to engine; they are one value.
  const end = (name: string) => (n === 0 ? Number.NaN : numberAt(columns, name, 0) + 0);
  const [low, high] = [end('low'), end('high')];
  const spreads = second !== null && third !== null && second > 0;
  return {
    ...{ column, n, low, high },
    deviation: spreads ? Math.sqrt(second) * (high - low) : 0,
    skewness: spreads ? third / second ** 1.5 : 0,
  };
}
