/** `npm run bench -- [--rows 100k,1M,10M] [--repeats 3] [--json] [--statements]`: a drift check against the bare scan of its columns. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { PlanResult } from './drift-plan.ts';
import type { Asked } from './drift-plans.ts';
import { machine, machineLine } from './machine.ts';
import { columnNames } from './prediction-columns.ts';
import { days, type FileLayout, type PredictionLog, predictionLog } from './prediction-log.ts';
import { bytes, median, parseCount, sayCount, seconds, table, times } from './report.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', multiple: true, default: ['100k,1M'] },
    repeats: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    statements: { type: 'boolean', default: false },
  },
});

const perLayout = ['count', 'minmax', 'full', 'daily', 'running'] as const;
/** The first daily check differs from the full one by its chunks, which lie in files of a day. */
const usual: Pick<Asked, 'plan' | 'layout'>[] = [
  ...perLayout.map((plan) => ({ plan, layout: 'days' as const })),
  { plan: 'first', layout: 'days' },
  { plan: 'incremental', layout: 'days' },
  { plan: 'merging', layout: 'days' },
  ...perLayout.map((plan) => ({ plan, layout: 'single' as const })),
];

/** A hundred checks at once are asked of small logs: a fleet of models, not a fleet of giants. */
const asksOf = (rows: number) =>
  rows > 100_000 ? usual : [...usual, { plan: 'fleet', layout: 'days' } as const];

const titles: Record<Asked['plan'], string> = {
  count: 'bare scan: count(c)',
  minmax: 'bare scan: min(c), max(c)',
  full: 'full check: fit, both windows, verdicts',
  first: 'first daily check: with 30 chunks',
  daily: 'daily check of one day, reference frozen',
  running: 'the same in a process that has checked days before',
  incremental: 'daily check of 30 days, 29 counted before',
  merging: 'check of 30 days, all counted before',
  fleet: '100 full checks due at once',
};

interface Measured {
  plan: Asked['plan'];
  layout: FileLayout;
  ms: number;
  perCountScan: number;
  perMinMaxScan: number;
  cpuMs: number;
  /** The same ratio of processor times, which holds on a busy machine too. */
  cpuPerMinMaxScan: number;
  memoryMb: number;
  bytesOut: number | null;
  rowsRead: number | null;
  runs: number[];
  statements: PlanResult['statements'];
}

const script = path.join(import.meta.dirname, 'drift-plan.ts');

async function run(asked: Asked): Promise<PlanResult> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', script, JSON.stringify(asked)],
    { maxBuffer: 1e8 },
  );
  return JSON.parse(stdout) as PlanResult;
}

/** All plans once per round, so that a slow minute of the machine meets every plan. */
async function measure(log: PredictionLog, repeats: number): Promise<Measured[]> {
  const asks = asksOf(log.rows);
  const runs = asks.map((): PlanResult[] => []);
  for (let round = 0; round < repeats; round += 1) {
    for (const [at, ask] of asks.entries()) runs[at]!.push(await run({ ...ask, folder: log.folder }));
  }
  const ms = runs.map((results) => median(results.map((result) => result.ms)));
  const cpuMs = runs.map((results) => median(results.map((result) => result.cpuMs)));
  return asks.map(({ plan, layout }, at): Measured => {
    const scan = (of: number[], bare: Asked['plan']) =>
      of[asks.findIndex((ask) => ask.plan === bare && ask.layout === layout)]!;
    return {
      plan,
      layout,
      ms: ms[at]!,
      perCountScan: ms[at]! / scan(ms, 'count'),
      perMinMaxScan: ms[at]! / scan(ms, 'minmax'),
      cpuMs: cpuMs[at]!,
      cpuPerMinMaxScan: cpuMs[at]! / scan(cpuMs, 'minmax'),
      memoryMb: median(runs[at]!.map((result) => result.memoryMb)),
      bytesOut: runs[at]![0]!.bytesOut,
      rowsRead: runs[at]![0]!.rowsRead,
      runs: runs[at]!.map((result) => result.ms),
      statements: runs[at]![0]!.statements,
    };
  });
}

const rowOf = (found: Measured): string[] => [
  `${titles[found.plan]}${found.layout === 'days' ? `, ${days} files` : ', one file'}`,
  seconds(found.ms),
  times(found.perCountScan),
  times(found.perMinMaxScan),
  seconds(found.cpuMs),
  times(found.cpuPerMinMaxScan),
  `${found.memoryMb.toFixed(0)} MB`,
  found.bytesOut === null ? '–' : bytes(found.bytesOut),
  found.rowsRead === null ? '–' : sayCount(found.rowsRead),
];

const facts = machine();
const repeats = parseCount(options.repeats);
const sizes = [];
if (!options.json) console.log(machineLine(facts));
for (const rows of options.rows.flatMap((written) => written.split(',')).map(parseCount)) {
  const log = await predictionLog(rows);
  const measured = await measure(log, repeats);
  sizes.push({ rows, columns: columnNames.length, fileBytes: log.bytes, plans: measured });
  if (options.json) continue;
  console.log(
    `\n${sayCount(rows)} rows × ${columnNames.length} columns (${bytes(log.bytes)} of Parquet), medians of ${repeats}\n`,
  );
  const head = [
    'plan',
    'time',
    '÷ count',
    '÷ min,max',
    'CPU',
    '÷ min,max',
    'peak memory',
    'left the store',
    'rows read',
  ];
  console.log(table(head, measured.map(rowOf)));
  if (!options.statements) continue;
  for (const { plan, layout, statements } of measured) {
    for (const statement of statements) {
      console.log(`${plan} ${layout}: ${seconds(statement.ms)} ${bytes(statement.bytes)} ${statement.head}`);
    }
  }
}
if (options.json) console.log(JSON.stringify({ machine: facts, repeats, sizes }));
