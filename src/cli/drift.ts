/** `steward drift`: compares two files, or two windows of one, without any database; its exit code serves as a CI step. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { defaultFloors, type Effect } from '../domain/monitor.ts';
import { type DriftReport, type DriftRequest, driftReport } from './drift-report.ts';
import { foundSomething } from './exit.ts';
import { openFiles, readWindow, usage } from './open-files.ts';
import { paint, plain, table } from './output.ts';

interface Options {
  reference: string;
  current: string;
  time?: string;
  key?: string[];
  referenceWindow?: string;
  currentWindow?: string;
  columns?: string[];
  categorical?: string[];
  definition: DriftRequest['definition'];
  effect?: Effect;
  floor?: number;
  alpha: number;
  json?: boolean;
}

const effects = Object.keys(defaultFloors) as Effect[];
const foreignLimits: Partial<Record<Options['definition'], string>> = {
  evidently: 'Evidently’s',
  nannyml: 'NannyML’s',
};

export function drift(program: Command): void {
  program
    .command('drift')
    .summary('compare two files, or two windows of one, column by column')
    .description(
      'Compares the distribution of every column of two Parquet or CSV files, or of two windows of one file. No database is needed; ' +
        'rows are counted inside DuckDB.',
    )
    .requiredOption('--reference <file>', 'what is usual: a Parquet or CSV file, or a glob')
    .requiredOption('--current <file>', 'what is to be judged; may be the same file with another window')
    .option('--time <column>', 'column of time, needed for windows')
    .option('--reference-window <from..to>', 'rows of the reference, from included, to excluded')
    .option('--current-window <from..to>', 'rows that are judged')
    .option(
      '--columns <names>',
      'columns to compare, divided by commas; all but keys and times when absent',
      list,
    )
    .option('--categorical <names>', 'columns of numbers that are categories', list)
    .option('--key <names>', 'columns that name rows, left out as prediction_id is', list)
    .addOption(
      new Option('--definition <name>', 'how it is measured')
        .choices(['calibrated', 'deciles-1e-4', 'evidently', 'nannyml'])
        .default('calibrated'),
    )
    .addOption(new Option('--effect <name>', 'effect size that gates (calibrated)').choices(effects))
    .option('--floor <size>', 'smallest effect that matters; by default that of the effect, PSI 0.2', number)
    .option('--alpha <rate>', 'false alarms of the whole check (calibrated)', number, 0.01)
    .option('--json', 'print the numbers as JSON')
    .addHelpText(
      'after',
      `
calibrated     a breach needs a test (q below alpha over all columns) and an effect of at least the floor
deciles-1e-4   PSI over the reference's deciles, shares floored at 1e-4, held against the floor; no test
evidently      as Evidently 0.7 by default: at most 1,000 reference rows KS, chi-square or z (p < 0.05), above Wasserstein
               in standard deviations or Jensen-Shannon (at least 0.1); name categories that are numbers with --categorical
nannyml        as NannyML 0.13 by default: ten chunks of the current rows by --time, each against the reference by Jensen-Shannon;
               one that is more than three deviations above the mean of the reference's own ten chunks is drift

Exit codes:
  0  no column drifted
  1  a column drifted
  2  it could not be measured

Examples:
  $ steward drift --reference train.parquet --current today.parquet
  $ steward drift --reference log.parquet --current log.parquet --time timestamp \\
      --reference-window 2019-01-01..2020-01-01 --current-window 2020-04-01..2020-05-01 --json`,
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const started = performance.now();
  const request = requestOf(options);
  const store = await openFiles([request.reference, request.current]);
  try {
    const report = await driftReport(store, request);
    if (report.breaches.length > 0) foundSomething();
    const elapsed = Math.round(performance.now() - started);
    process.stdout.write(
      options.json ? `${JSON.stringify({ ...report, elapsed_ms: elapsed })}\n` : `${said(report, request)}\n`,
    );
  } finally {
    await store.close();
  }
}

function requestOf(options: Options): DriftRequest {
  const { referenceWindow, currentWindow, time } = options;
  if (time === undefined && (referenceWindow !== undefined || currentWindow !== undefined)) {
    throw usage('A window needs --time, the column that it lies in.');
  }
  const foreign = foreignLimits[options.definition];
  if (foreign !== undefined && (options.effect !== undefined || options.floor !== undefined)) {
    throw usage(`${foreign} definition has limits of its own: leave out --effect and --floor.`);
  }
  if (options.definition === 'nannyml' && time === undefined) {
    throw usage('NannyML’s definition divides rows by their time: name its column with --time.');
  }
  const effect = options.effect ?? 'psi_corrected';
  if (!(options.alpha > 0 && options.alpha < 1)) throw usage('--alpha lies between 0 and 1.');
  return {
    reference: options.reference,
    current: options.current,
    time: time ?? null,
    keys: options.key ?? [],
    referenceWindow: referenceWindow === undefined ? null : readWindow(referenceWindow, '--reference-window'),
    currentWindow: currentWindow === undefined ? null : readWindow(currentWindow, '--current-window'),
    columns: options.columns ?? null,
    categorical: options.categorical ?? [],
    definition: options.definition,
    effect,
    floor: options.floor ?? defaultFloors[effect],
    alpha: options.alpha,
  };
}

function said(report: DriftReport, { keys }: DriftRequest): string {
  const short = (value: number | null | undefined) => (value == null ? null : Number(value.toPrecision(3)));
  const rows = Object.entries(report.columns);
  const words = { ok: 'ok', breach: 'DRIFT', not_enough_data: 'not enough data', error: 'error' };
  const text = table(rows, [
    { title: 'Column', cell: ([name]) => name },
    { title: 'Reference', cell: ([, { n }]) => n.reference, right: true },
    { title: 'Current', cell: ([, { n }]) => n.current, right: true },
    { title: 'Missing', cell: ([, { missing }]) => `${(missing.current * 100).toFixed(1)} %`, right: true },
    { title: 'PSI', cell: ([, { metrics }]) => short(metrics.psi), right: true },
    { title: 'JS', cell: ([, { metrics }]) => short(metrics.jensen_shannon), right: true },
    { title: 'KS', cell: ([, { metrics }]) => short(metrics.ks_statistic), right: true },
    { title: 'q', cell: ([, { q_value }]) => short(q_value), right: true },
    { title: 'Gated by', cell: ([, { effect }]) => effect },
    { title: 'Effect', cell: ([, { effect, metrics }]) => short(metrics[effect]), right: true },
    { title: 'Verdict', cell: ([, { verdict }]) => words[verdict] },
  ]);
  const breaches = rows.filter(([, { verdict }]) => verdict === 'breach').length;
  const blind = rows.filter(([, { verdict }]) => verdict === 'not_enough_data').length;
  const end =
    breaches === 0
      ? paint('green', 'No drift found.')
      : paint('red', `${breaches} of ${rows.length} columns drifted.`);
  const told = `${text}\n\n${end}${blind > 0 ? ` ${blind} had too few rows to tell.` : ''}`;
  return [told, ...aboutKeys(report, keys)].join('\n');
}

function aboutKeys({ left_out, like_keys }: DriftReport, keys: string[]): string[] {
  const all = (names: string[]) => plain(names.join(', '));
  const said: string[] = [];
  if (left_out.length > 0) {
    said.push(
      `Left out, because it only names rows, by a text for each or by counting them: ${all(left_out)}.`,
    );
  }
  if (like_keys.length > 0) {
    const option = plain([...keys, ...like_keys].join(','));
    said.push(
      `Drifted, but nearly each row has a whole number of its own, as in keys and times: ${all(like_keys)}. ` +
        `If it only names rows, leave it out: --key ${/^[\w.,-]+$/.test(option) ? option : `"${option}"`}`,
    );
  }
  return said;
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('It is a number of at least 0.');
  return value;
}
