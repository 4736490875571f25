/** `steward compare`: two models' predictions for the same rows against their labels, without any database. */
import { type Command, Option } from 'commander';
import { type Dataset, type Task, timeless } from '../domain/dataset.ts';
import type { ComparedMetric, Comparison } from '../domain/evaluation.ts';
import type { VersionId } from '../domain/ids.ts';
import type { Metric } from '../domain/monitor.ts';
import { closest } from '../lib/closest.ts';
import { Fault } from '../lib/fault.ts';
import { compare as compareModels } from '../methods/compare.ts';
import type { Paired } from '../methods/summary.ts';
import type { Store } from '../stores/contract.ts';
import { foundSomething } from './exit.ts';
import { columnsOf, openFiles, readWindow, usage } from './open-files.ts';
import { paint, table } from './output.ts';

interface Options {
  champion: string;
  challenger: string;
  labels: string;
  task: Task;
  key: string;
  prediction: string;
  score?: string;
  label: string;
  time?: string;
  window?: string;
  metric?: Metric;
  json?: boolean;
}

const defaultScore = 'predicted_probability';
const defaultTime = 'timestamp';
/** Fewer pairs decide nothing, whatever their numbers. */
const fewestPairs = 30;

export function compare(program: Command): void {
  program
    .command('compare')
    .summary('compare two models on the same labelled rows')
    .description(
      'Joins the predictions of champion and challenger with their labels by key and says which one is better. Parquet or CSV; no ' +
        'database is needed. Rows that one of them did not predict or that have no label are left out.',
    )
    .requiredOption('--champion <file>', 'predictions of the model in use')
    .requiredOption('--challenger <file>', 'predictions of the other one')
    .requiredOption('--labels <file>', 'what turned out to be true')
    .addOption(
      new Option('--task <task>', 'kind of model').choices(['binary', 'regression']).makeOptionMandatory(),
    )
    .option('--key <column>', 'column that names a prediction in all three files', 'prediction_id')
    .option('--prediction <column>', 'predicted number, or class 0 or 1', 'prediction')
    .option(
      '--score <column>',
      `predicted probability of class 1 (binary); "${defaultScore}" where both have it`,
    )
    .option('--label <column>', 'column of the labels file', 'label')
    .option(
      '--time <column>',
      `time of a prediction; "${defaultTime}" where the champion has it. Its days are the clusters of a regression`,
    )
    .option('--window <from..to>', 'only predictions of the champion from here, included, to there, excluded')
    .option('--metric <name>', 'the metric that decides: by default mae; auroc, or accuracy without scores')
    .option('--json', 'print the numbers as JSON')
    .addHelpText(
      'after',
      `
Exit codes:
  0  the challenger is better, or there is no clear winner
  1  the challenger is worse
  2  they could not be compared

Examples:
  $ steward compare --champion log.parquet --challenger new.parquet --labels labels.csv --task binary
  $ steward compare --champion a.csv --challenger b.csv --labels y.csv --task regression --metric rmse --json`,
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const started = performance.now();
  const { task, champion, challenger, labels } = options;
  const store = await openFiles([champion, challenger, labels]);
  try {
    const { paired, scored } = await readPairs(store, options);
    if (paired.n === 0) {
      throw new Fault(
        'empty_window',
        'There is no labelled row that both predicted; check --key and --window.',
        {
          retry: 'never',
        },
      );
    }
    const metric = keyMetricOf(options, scored);
    const compared = compareModels(paired, metric);
    const few = paired.n < fewestPairs;
    const result = few ? { ...compared, verdict: 'no_clear_winner' as const } : compared;
    if (!result.metrics.some((one) => one.metric === metric)) {
      throw usage(`The rows do not allow ${metric}: all labels are of one class.`);
    }
    if (result.verdict === 'worse') foundSomething();
    const note = few ? `Fewer than ${fewestPairs} rows decide nothing.` : null;
    const elapsed = Math.round(performance.now() - started);
    process.stdout.write(options.json ? json(result, { task, note, elapsed }) : said(result, note));
  } finally {
    await store.close();
  }
}

/** Throws `column_missing`, `wrong_type` and `usage`. */
async function readPairs(store: Store, options: Options): Promise<{ paired: Paired; scored: boolean }> {
  const { task, key, prediction, label } = options;
  const plain: Dataset = {
    predictions: options.champion,
    key,
    time: timeless,
    prediction,
    features: null,
    segments: [],
  };
  const namesOf = async (file: string) =>
    (await columnsOf(store, { ...plain, predictions: file }, call)).map(({ column }) => column);
  const [a, b, truth] = [
    await namesOf(options.champion),
    await namesOf(options.challenger),
    await namesOf(options.labels),
  ];
  const sides = [
    [options.champion, a],
    [options.challenger, b],
  ] as const;
  for (const [file, columns] of sides) {
    for (const name of [key, prediction, ...(options.score === undefined ? [] : [options.score])]) {
      need(file, columns, name);
    }
  }
  for (const name of [key, label]) need(options.labels, truth, name);
  if (options.time !== undefined) need(options.champion, a, options.time);
  const time = options.time ?? (a.includes(defaultTime) ? defaultTime : timeless);
  if (options.window !== undefined && time === timeless)
    throw usage('--window needs --time, the column that it lies in.');
  const score =
    options.score ??
    (sides.every(([, columns]) => columns.includes(defaultScore)) ? defaultScore : undefined);
  const scored = task === 'binary' && score !== undefined;
  const dataset: Dataset = {
    ...plain,
    time,
    ...(scored && { score }),
    labels: { source: options.labels, key, label, time: null, delayMs: 0 },
  };
  // The names are never looked up: without a version column the files themselves are the versions.
  const [champion, challenger] = ['champion' as VersionId, 'challenger' as VersionId];
  const window = options.window === undefined ? null : readWindow(options.window, '--window');
  const paired = await store.paired(
    task,
    {
      dataset,
      window,
      version: null,
      champion,
      challenger,
      labelsUntil: Number.MAX_SAFE_INTEGER,
      challengerDataset: {
        ...dataset,
        predictions: options.challenger,
        time: b.includes(time) ? time : timeless,
      },
    },
    call,
  );
  return { paired, scored };
}

const call = { timeoutMs: 3_600_000 };

function need(file: string, columns: string[], name: string): void {
  if (columns.includes(name)) return;
  const near = closest(name, columns);
  const hint = near === null ? '' : ` Did you mean "${near}"?`;
  throw new Fault('column_missing', `${file} has no column "${name}".${hint}`, { retry: 'never' });
}

const metricsOf: Record<Task, readonly Metric[]> = {
  regression: ['mae', 'rmse', 'bias'],
  binary: ['auroc', 'accuracy', 'f1', 'log_loss', 'brier', 'precision', 'recall'],
};

function keyMetricOf({ task, metric }: Options, scored: boolean): Metric {
  if (metric === undefined) return task === 'regression' ? 'mae' : scored ? 'auroc' : 'accuracy';
  if (!metricsOf[task].includes(metric))
    throw usage(`--metric for ${task} is one of ${metricsOf[task].join(', ')}.`);
  if (!scored && ['auroc', 'log_loss', 'brier'].includes(metric))
    throw usage(`${metric} needs --score, the predicted probability.`);
  return metric;
}

function json(
  { n, metrics, verdict, keyMetric }: Comparison,
  { task, note, elapsed }: { task: Task; note: string | null; elapsed: number },
): string {
  const named = metrics.map(({ metric, pValue, ...rest }) => [metric, { ...rest, p_value: pValue }]);
  return `${JSON.stringify({
    task,
    n,
    key_metric: keyMetric,
    verdict,
    metrics: Object.fromEntries(named),
    ...(note !== null && { note }),
    elapsed_ms: elapsed,
  })}\n`;
}

function said({ n, metrics, verdict, keyMetric }: Comparison, note: string | null): string {
  const short = (value: number) => String(Number(value.toPrecision(4)));
  const interval = ({ interval: ends }: ComparedMetric) =>
    ends ? `${short(ends[0])} … ${short(ends[1])}` : null;
  const words = { better: 'better', worse: 'WORSE', no_clear_winner: 'no clear winner' };
  const text = table(metrics, [
    { title: 'Metric', cell: ({ metric }) => metric },
    { title: 'Champion', cell: ({ champion }) => short(champion), right: true },
    { title: 'Challenger', cell: ({ challenger }) => short(challenger), right: true },
    { title: 'Difference', cell: ({ difference }) => short(difference), right: true },
    { title: '95 % interval', cell: interval, right: true },
    {
      title: 'p',
      cell: ({ pValue }) => (pValue === null ? null : Number(pValue.toPrecision(2))),
      right: true,
    },
    { title: 'By', cell: ({ method }) => method },
    { title: 'Challenger is', cell: (one) => words[one.verdict] },
  ]);
  const end = {
    better: paint('green', `The challenger is better by ${keyMetric}.`),
    worse: paint('red', `The challenger is worse by ${keyMetric}.`),
    no_clear_winner: `No clear winner by ${keyMetric}.`,
  };
  return `${text}\n\n${end[verdict]} ${n} rows compared.${note === null ? '' : ` ${note}`}\n`;
}
