// Champion and challenger on the rows that both predicted, joined by key in the store.
import type { Paired, PairedRegression } from '../../methods/summary.ts';
import { binarySums, brier, logLoss, readBinary } from './binary-sums.ts';
import type { Dialect } from './dialect.ts';
import { type Columns, nullableAt, numberAt } from './engine.ts';
import { labelsSql, type Predicted, predictedSql } from './labelled.ts';
import { covariance, meanPlaced, placement } from './placements.ts';
import type { Scope } from './scope.ts';

export interface Contest {
  champion: { scope: Scope; predicted: Predicted };
  challenger: { scope: Scope; predicted: Predicted };
}

/** One row per key: a prediction that was logged twice is compared once, as it was last. */
const lastPerKey = (sql: string) =>
  `SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY id ORDER BY moment DESC, prediction) AS place FROM (${sql}) AS every) AS ranked WHERE place = 1`;

const isScored = ({ champion, challenger }: Contest): boolean =>
  champion.predicted.dataset.score !== undefined && challenger.predicted.dataset.score !== undefined;

/** The statement whose result `readPaired` understands. */
export function pairedSql(contest: Contest): string {
  const { champion, challenger } = contest;
  const { dialect } = champion.scope;
  const { task, labels } = champion.predicted;
  const joins = labels !== null && !labels.own;
  const scored = task === 'binary' && isScored(contest);
  const usable = ['prediction_a', 'prediction_b', 'label', ...(scored ? ['score_a', 'score_b'] : [])];
  const tables = [
    `a AS ${dialect.materialized} (${lastPerKey(predictedSql(champion.scope, champion.predicted))})`,
    `b AS ${dialect.materialized} (${lastPerKey(`SELECT * FROM (${predictedSql(challenger.scope, challenger.predicted)}) AS b0 WHERE id IN (SELECT id FROM a)`)})`,
    ...(joins ? [`labels AS (${labelsSql(dialect, champion.predicted, 'a')})`] : []),
    `matched AS ${dialect.materialized} (SELECT a.day AS day, a.prediction AS prediction_a, b.prediction AS prediction_b, a.score AS score_a, ` +
      `b.score AS score_b, ${joins ? 'l' : 'a'}.label AS label FROM a JOIN b ON a.id = b.id${joins ? ' LEFT JOIN labels AS l ON a.id = l.id' : ''})`,
    `usable AS ${dialect.materialized} (SELECT *, sum(label) OVER () AS positives, sum(${dialect.literal(1)} - label) OVER () AS negatives ` +
      `FROM matched WHERE ${usable.map(dialect.finite).join(' AND ')})`,
  ];
  return task === 'regression' ? regressionSql(dialect, tables) : binarySql(dialect, tables, scored);
}

function regressionSql(dialect: Dialect, tables: string[]): string {
  const sums = (e: 'a' | 'b') =>
    `sum(abs(${e})) AS abs_${e}, sum(${dialect.square(e)}) AS squares_${e}, sum(${e}) AS sum_${e}`;
  return (
    `WITH ${tables.join(',\n')}\nSELECT day, count(*) AS n, ${sums('a')}, ${sums('b')}, ` +
    `sum(${dialect.square('(abs(b) - abs(a))')}) AS difference2 ` +
    `FROM (SELECT day, prediction_a - label AS a, prediction_b - label AS b FROM usable) AS errors GROUP BY day ORDER BY day`
  );
}

function binarySql(dialect: Dialect, tables: string[], scored: boolean): string {
  const placed = scored
    ? `, ${placement(dialect, 'score_a')} AS placed_a, ${placement(dialect, 'score_b')} AS placed_b`
    : '';
  const mean = (of: string) => meanPlaced(dialect, of, scored);
  const right = (of: string) => `prediction_${of} = label`;
  const only = (winner: string, loser: string) =>
    `sum(CASE WHEN ${right(winner)} AND NOT ${right(loser)} THEN 1 ELSE 0 END) AS only_${winner}`;
  const loss = `(${logLoss(dialect, 'score_b')}) - (${logLoss(dialect, 'score_a')})`;
  const squared = `${brier(dialect, 'score_b')} - ${brier(dialect, 'score_a')}`;
  const differences = (expression: string, as: string) =>
    `sum(${expression}) AS ${as}, sum(${dialect.square(`(${expression})`)}) AS ${as}2`;
  const select = [
    '(SELECT count(*) FROM matched) AS total',
    'count(*) AS labelled',
    'max(positives) AS positives',
    `sum(CASE WHEN label IN (0, 1) AND prediction_a IN (0, 1) AND prediction_b IN (0, 1) THEN 0 ELSE 1 END) AS others`,
    only('a', 'b'),
    only('b', 'a'),
    ...binarySums(dialect, 'a', scored),
    ...binarySums(dialect, 'b', scored),
  ];
  if (scored) {
    for (const [a, b, as] of [
      ['a', 'a', 'var_a'],
      ['b', 'b', 'var_b'],
      ['a', 'b', 'cov'],
    ] as const) {
      select.push(`${covariance(`placed_${a}`, `placed_${b}`)} AS ${as}`);
    }
    select.push(differences(loss, 'loss_difference'), differences(squared, 'brier_difference'));
  }
  return (
    `WITH ${tables.join(',\n')},\nplaced AS ${dialect.materialized} (SELECT *${placed} FROM usable),\n` +
    `means AS (SELECT ${mean('a')} AS mean_placed_a, ${mean('b')} AS mean_placed_b FROM placed)\n` +
    `SELECT ${select.join(', ')} FROM placed CROSS JOIN means`
  );
}

export function readPaired(contest: Contest, columns: Columns): Paired {
  if (contest.champion.predicted.task === 'regression') return readRegression(columns);
  const scored = isScored(contest);
  const [a, b, covariance] = ['var_a', 'var_b', 'cov'].map((name) =>
    scored ? nullableAt(columns, name, 0) : null,
  );
  const difference = (name: string) =>
    scored ? { difference: numberAt(columns, name, 0), squares: numberAt(columns, `${name}2`, 0) } : null;
  return {
    task: 'binary',
    n: numberAt(columns, 'labelled', 0),
    positives: numberAt(columns, 'positives', 0),
    champion: readBinary(columns, 'a', scored),
    challenger: readBinary(columns, 'b', scored),
    onlyChampionRight: numberAt(columns, 'only_a', 0),
    onlyChallengerRight: numberAt(columns, 'only_b', 0),
    delong:
      a == null || b == null || covariance == null ? null : { varChampion: a, varChallenger: b, covariance },
    logLoss: difference('loss_difference'),
    brier: difference('brier_difference'),
  };
}

function readRegression(columns: Columns): PairedRegression {
  const side = (of: 'a' | 'b', row: number) => ({
    abs: numberAt(columns, `abs_${of}`, row),
    squares: numberAt(columns, `squares_${of}`, row),
    sum: numberAt(columns, `sum_${of}`, row),
  });
  const days = columns.day!.map((_, row) => ({
    day: numberAt(columns, 'day', row),
    n: numberAt(columns, 'n', row),
    champion: side('a', row),
    challenger: side('b', row),
    differenceSquares: numberAt(columns, 'difference2', row),
  }));
  return { task: 'regression', n: days.reduce((sum, { n }) => sum + n, 0), days };
}
