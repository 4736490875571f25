/** `steward drift`: compares two files, or two windows of one, without any database; its exit code serves as a CI step. */
import { type Command, Option } from 'commander';
import { defaultFloors, type Effect } from '../domain/monitor.ts';
import { driftReport } from './drift-report.ts';
import { list, number, type Options, requestOf } from './drift-request.ts';
import { said } from './drift-said.ts';
import { couldNotDo, foundSomething } from './exit.ts';
import { openFiles } from './open-files.ts';

const effects = Object.keys(defaultFloors) as Effect[];
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
    .option('--without <names>', 'other columns to leave out, such as a label that one file lacks', list)
    .addOption(
      new Option('--definition <name>', 'how it is measured')
        .choices(['calibrated', 'deciles-1e-4', 'evidently', 'nannyml'])
        .default('calibrated'),
    )
    .addOption(new Option('--effect <name>', 'effect size that gates (calibrated)').choices(effects))
    .option('--floor <size>', 'smallest effect that matters; by default that of the effect, PSI 0.2', number)
    .option('--alpha <rate>', 'false alarms of the whole check (calibrated), by default 0.01', number)
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
  2  it could not be measured, or no column had rows enough to tell

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
    else if (Object.values(report.columns).every(({ verdict }) => verdict === 'not_enough_data'))
      couldNotDo();
    const elapsed = Math.round(performance.now() - started);
    process.stdout.write(
      options.json ? `${JSON.stringify({ ...report, elapsed_ms: elapsed })}\n` : `${said(report, request)}\n`,
    );
  } finally {
    await store.close();
  }
}
