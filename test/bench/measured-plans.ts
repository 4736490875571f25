/** Plans run again and again, each in a process of its own, and their medians beside the bare scans of the same run. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { PlanResult } from './drift-plan.ts';
import type { Asked } from './drift-plans.ts';
import { days, type FileLayout } from './prediction-log.ts';
import { bytes, median, sayCount, seconds, times } from './report.ts';

const titles: Record<Asked['plan'], string> = {
  count: 'bare scan: count(c)',
  minmax: 'bare scan: min(c), max(c)',
  full: 'full check: fit, both windows, verdicts',
  again: 'the same in a process that has made one before',
  first: 'first daily check: with 30 chunks',
  daily: 'daily check of one day, reference frozen',
  running: 'the same in a process that has checked days before',
  incremental: 'daily check of 30 days, 29 counted before',
  merging: 'check of 30 days, all counted before',
  fleet: '100 full checks due at once',
};

export interface Measured {
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

/** All plans once per round, so that a slow minute of the machine meets every plan. Each layout needs its bare scans among them. */
export async function measure(
  asks: Omit<Asked, 'folder'>[],
  { folder, repeats }: { folder: string; repeats: number },
): Promise<Measured[]> {
  const runs = asks.map((): PlanResult[] => []);
  for (let round = 0; round < repeats; round += 1) {
    for (const [at, ask] of asks.entries()) runs[at]!.push(await run({ ...ask, folder }));
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

export const tableHead = [
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

export const rowOf = (found: Measured): string[] => [
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
