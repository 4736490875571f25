// Whether the parts of one model fit together.
import type { Task } from '../domain/dataset.ts';
import type { Model } from '../domain/model.ts';
import type { Metric } from '../domain/monitor.ts';
import { t } from '../words/t.ts';
import type { Path } from './yaml-file.ts';

const metricsOf: Record<Task, Metric[]> = {
  regression: ['mae', 'rmse', 'bias'],
  binary: ['auroc', 'accuracy', 'f1', 'log_loss', 'brier', 'precision', 'recall'],
};
const needScore: Metric[] = ['auroc', 'log_loss', 'brier'];

/** Mistakes with their path below the model, as it is written in YAML. */
export function checkModel(model: Model): { at: Path; message: string }[] {
  const found: { at: Path; message: string }[] = [];
  const add = (at: Path, message: string | null) => {
    if (message !== null) found.push({ at, message });
  };
  add(['key_metric'], misfit(model, model.keyMetric));
  for (const [at, message] of roles(model)) add(at, message);
  for (const [index, monitor] of model.monitors.entries()) {
    if (monitor.kind !== 'performance') {
      for (const [place, column] of (monitor.columns ?? []).entries()) {
        add(['monitors', index, 'columns', place], unwatched(model, column));
      }
      continue;
    }
    if (!model.dataset.labels) {
      add(['monitors', index], 'performance needs labels; say where they are under data.labels');
    }
    for (const { metric } of monitor.limits)
      add(['monitors', index, 'limits', metric], misfit(model, metric));
  }
  return found;
}

function misfit({ task, dataset }: Model, metric: Metric): string | null {
  if (!metricsOf[task].includes(metric)) {
    const metrics = metricsOf[task].join(t(', '));
    return t('{metric} does not fit the task {task}; it has {metrics}', { metric, task, metrics });
  }
  const score = needScore.includes(metric) && dataset.score === undefined;
  return score
    ? t('{metric} needs the predicted probability; name its column under data.score', { metric })
    : null;
}

/** A column has one meaning: what identifies or dates a row is no input of the model. */
function roles({ dataset, task }: Model): [Path, string | null][] {
  const meanings = new Map<string, string>();
  const found: [Path, string | null][] = [];
  const fixed = ['key', 'time', 'version', 'prediction', 'score'] as const;
  for (const meaning of fixed) {
    const column = dataset[meaning];
    if (column === undefined) continue;
    const other = meanings.get(column);
    if (other) found.push([['data', meaning], t('"{column}" is the {other} already', { column, other })]);
    meanings.set(column, meaning);
  }
  for (const [index, { column }] of (dataset.features ?? []).entries()) {
    const other = meanings.get(column);
    if (other) found.push([['data', 'features', index], `"${column}" is the ${other}, so it is no feature`]);
  }
  const { labels } = dataset;
  if (labels && labels.source === null && labels.key !== dataset.key) {
    found.push([
      ['data', 'labels', 'key'],
      `labels in the predictions' own rows have the same key, ${dataset.key}`,
    ]);
  }
  if (task === 'regression' && dataset.score !== undefined) {
    found.push([['data', 'score'], t('a regression has no score; its number is the prediction')]);
  }
  return found;
}

function unwatched({ dataset }: Model, column: string): string | null {
  if (dataset.features === null) return null;
  const known = [...dataset.features.map((feature) => feature.column), dataset.prediction, dataset.score];
  return known.includes(column) ? null : `${column} is neither a feature nor the prediction`;
}
