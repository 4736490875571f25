// Predictions against labels: per-day sums of errors, or counts, losses and AUROC. A row counts as labelled when its label,
// its prediction and, where the model has one, its score are all usable, so that every metric has the same rows.
import type { Outcome, RegressionOutcome } from '../../methods/summary.ts';
import { binarySums, readBinary } from './binary-sums.ts';
import { type Columns, numberAt } from './engine.ts';
import { labelsSql, type Predicted, predictedSql } from './labelled.ts';
import { covariance, meanPlaced, placement } from './placements.ts';
import type { Scope } from './scope.ts';

/** The statement whose result `readOutcome` understands. */
export function outcomeSql(scope: Scope, predicted: Predicted): string {
  const { dialect } = scope;
  const joined = `predicted AS ${dialect.materialized} (${predictedSql(scope, predicted)}),\n${matchedSql(scope, predicted)}`;
  return predicted.task === 'regression' ? regressionSql(scope, joined) : binarySql(scope, predicted, joined);
}

function matchedSql(scope: Scope, predicted: Predicted): string {
  if (predicted.labels === null || predicted.labels.own) return 'matched AS (SELECT * FROM predicted)';
  return (
    `labels AS (${labelsSql(scope.dialect, predicted, 'predicted')}),\n` +
    `matched AS ${scope.dialect.materialized} (SELECT p.day AS day, p.prediction AS prediction, p.score AS score, l.label AS label FROM predicted AS p LEFT JOIN labels AS l ON p.id = l.id)`
  );
}

function regressionSql({ dialect }: Scope, joined: string): string {
  const usable = `${dialect.finite('prediction')} AND ${dialect.finite('label')}`;
  return (
    `WITH ${joined}\nSELECT day, count(*) AS total, count(e) AS n, sum(abs(e)) AS absolute, sum(${dialect.square('e')}) AS squares, sum(e) AS sum ` +
    `FROM (SELECT day, CASE WHEN ${usable} THEN prediction - label END AS e FROM matched) AS errors GROUP BY day ORDER BY day`
  );
}

function binarySql({ dialect }: Scope, { dataset }: Predicted, joined: string): string {
  const scored = dataset.score !== undefined;
  const usable = ['prediction', 'label', ...(scored ? ['score'] : [])].map(dialect.finite).join(' AND ');
  const one = dialect.literal(1);
  return (
    `WITH ${joined},\n` +
    `usable AS ${dialect.materialized} (SELECT label, prediction AS prediction_a, score AS score_a, ` +
    `sum(label) OVER () AS positives, sum(${one} - label) OVER () AS negatives FROM matched WHERE ${usable}),\n` +
    `placed AS ${dialect.materialized} (SELECT *${scored ? `, ${placement(dialect, 'score_a')} AS placed_a` : ''} FROM usable),\n` +
    `means AS (SELECT ${meanPlaced(dialect, 'a', scored)} AS mean_placed_a FROM placed)\n` +
    `SELECT (SELECT count(*) FROM matched) AS total, count(*) AS labelled, ` +
    `sum(CASE WHEN label IN (0, 1) AND prediction_a IN (0, 1) THEN 0 ELSE 1 END) AS others, ` +
    binarySums(dialect, 'a', scored).join(', ') +
    `${scored ? `, ${covariance('placed_a', 'placed_a')} AS var_a` : ''} FROM placed CROSS JOIN means`
  );
}

export const readOutcome = (predicted: Predicted, columns: Columns): Outcome =>
  predicted.task === 'regression'
    ? readRegression(columns)
    : readBinary(columns, 'a', predicted.dataset.score !== undefined);

function readRegression(columns: Columns): RegressionOutcome {
  const days = columns.day!.map((_, row) => ({
    day: numberAt(columns, 'day', row),
    n: numberAt(columns, 'n', row),
    sumAbs: numberAt(columns, 'absolute', row),
    sumSquares: numberAt(columns, 'squares', row),
    sum: numberAt(columns, 'sum', row),
  }));
  return {
    task: 'regression',
    rows: columns.day!.reduce<number>((sum, _, row) => sum + numberAt(columns, 'total', row), 0),
    labelled: days.reduce((sum, { n }) => sum + n, 0),
    days: days.filter(({ n }) => n > 0),
  };
}
