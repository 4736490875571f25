// Predictions with the labels that had arrived, as common tables that outcome and comparison read.
import { type Task, timeless } from '../../domain/dataset.ts';
import { Fault } from '../../lib/fault.ts';
import type { LabelledRows } from '../contract.ts';
import { flagOf, numberOf, textOf, timeOf } from './column.ts';
import type { Dialect, Relation } from './dialect.ts';
import type { Scope } from './scope.ts';

/** Where labels lie: null without labels; the predictions' own relation when they share rows. */
export type LabelRelation = { relation: Relation; own: boolean } | null;

/** The label column of the task, as a double. */
const answerOf = (task: Task) => (task === 'binary' ? flagOf : numberOf);

/** Milliseconds of the UTC midnight before the prediction. */
function dayOf(dialect: Dialect, relation: Relation, column: string): string {
  // Without a time all rows are one cluster.
  if (column === timeless) return dialect.literal(0);
  const millis = dialect.millis(timeOf(dialect, relation, column).value);
  return `floor(${millis} / ${dialect.literal(86_400_000)}) * ${dialect.literal(86_400_000)}`;
}

export interface Predicted {
  task: Task;
  dataset: LabelledRows['dataset'];
  labels: LabelRelation;
  labelsUntil: number;
}

/** `SELECT id, day, moment, prediction, score, label` of the rows in scope; label is NULL unless it shares their rows. */
export function predictedSql(scope: Scope, { task, dataset, labels, labelsUntil }: Predicted): string {
  const { dialect, relation, where } = scope;
  const none = `CAST(NULL AS ${dialect.types.double})`;
  const prediction = answerOf(task)(dialect, relation, dataset.prediction);
  const score =
    task === 'binary' && dataset.score !== undefined ? numberOf(dialect, relation, dataset.score) : none;
  const label = labels?.own ? ownLabel(scope, task, dataset, labelsUntil) : none;
  return (
    `SELECT ${textOf(dialect, relation, dataset.key)} AS id, ${dayOf(dialect, relation, dataset.time)} AS day, ` +
    `${dataset.time === timeless ? none : timeOf(dialect, relation, dataset.time).value} AS moment, ${prediction} AS prediction, ${score} AS score, ${label} AS label ` +
    `FROM ${relation.from} ${where}`
  );
}

function ownLabel(scope: Scope, task: Task, dataset: Predicted['dataset'], until: number): string {
  const { dialect, relation } = scope;
  const { label, time } = dataset.labels!;
  const value = answerOf(task)(dialect, relation, label);
  if (time === null) return value;
  const arrived = timeOf(dialect, relation, time);
  return `CASE WHEN ${arrived.value} <= ${arrived.instant(until)} THEN ${value} END`;
}

/** `id, label` of the newest label per key that had arrived, for the keys of the common table `wanted`. */
export function labelsSql(dialect: Dialect, predicted: Predicted, wanted: string): string {
  const { task, dataset, labels, labelsUntil } = predicted;
  const { label, key, time } = dataset.labels!;
  const { relation } = labels!;
  const value = answerOf(task)(dialect, relation, label);
  const id = textOf(dialect, relation, key);
  const arrived = time === null ? null : timeOf(dialect, relation, time);
  const known = arrived ? `AND ${arrived.value} <= ${arrived.instant(labelsUntil)}` : '';
  const newest = arrived ? `${arrived.value} DESC, ` : '';
  return (
    `SELECT id, label FROM (SELECT ${id} AS id, ${value} AS label, ` +
    `row_number() OVER (PARTITION BY ${id} ORDER BY ${newest}${value} DESC) AS place FROM ${relation.from} ` +
    `WHERE ${dialect.quote(label)} IS NOT NULL ${known} AND ${id} IN (SELECT id FROM ${wanted})) AS ranked WHERE place = 1`
  );
}

/** Refuses classes other than 0 and 1 before anybody counts with them. */
export function refuseOtherClasses(relation: Relation, others: number): void {
  if (others === 0) return;
  throw new Fault(
    'wrong_type',
    `Labels and predictions of ${relation.name} must be 0 or 1 in a binary task; ${others} rows hold something else.`,
    { retry: 'never' },
  );
}
