// Quantiles between order statistics. Engines interpolate with other roundings than numpy, and a bin edge that is off by its last
// bit moves every tied row to the next bin: so the engine picks the two neighbours and the line between them is drawn here.
import { numberOf } from './column.ts';
import { type Columns, numberAt } from './engine.ts';
import type { Scope } from './scope.ts';

const finiteValues = ({ dialect, relation, where }: Scope, column: string): string =>
  `FROM (SELECT ${numberOf(dialect, relation, column)} AS x FROM ${relation.from} ${where}) AS v WHERE ${dialect.finite('x')}`;

export const finiteCountSql = (scope: Scope, column: string): string =>
  `SELECT count(*) AS n ${finiteValues(scope, column)}`;

export const orderStatisticsSql = (scope: Scope, column: string, shares: number[]): string =>
  `SELECT ${scope.dialect.orderStatistics('x', shares)} AS x ${finiteValues(scope, column)}`;

interface Ranks {
  /** Two per probability: its lower and its upper neighbour. */
  shares: number[];
  /** Where the quantile lies between them, 0 … 1. */
  remainders: number[];
  probabilities: number;
}

/** Which of `n` sorted values the probabilities fall between (`method='linear'` of numpy.quantile). */
export function ranksOf(probabilities: number[], n: number): Ranks {
  if (n === 0) return { shares: [], remainders: [], probabilities: probabilities.length };
  const places = probabilities.map((probability) => probability * (n - 1));
  // Half a rank below the next keeps ⌈share · n⌉ away from rounding.
  const share = (place: number) => (Math.min(place, n - 1) + 0.5) / n;
  return {
    shares: places.flatMap((place) => [share(Math.floor(place)), share(Math.floor(place) + 1)]),
    remainders: places.map((place) => place - Math.floor(place)),
    probabilities: probabilities.length,
  };
}

/** NaN without a finite value. */
export const readQuantiles = ({ remainders, probabilities }: Ranks, columns: Columns): number[] =>
  remainders.length === 0
    ? new Array<number>(probabilities).fill(Number.NaN)
    : remainders.map((remainder, at) =>
        between(numberAt(columns, 'x', 2 * at), numberAt(columns, 'x', 2 * at + 1), remainder),
      );

/** numpy's `_lerp`: from the nearer end, so that it is monotone and exact at both. */
const between = (a: number, b: number, t: number): number =>
  t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t);
