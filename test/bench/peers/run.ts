/** Runs one check once in a process of its own, and makes the virtual environments that the Python ones need. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { PlanResult } from '../drift-plan.ts';
import { categoricalNames, numericNames, planted } from '../prediction-columns.ts';
import { current, layouts, type PredictionLog } from '../prediction-log.ts';

/** What pip installs for each, pinned so that figures can be compared; Evidently 0.7 does not load with pandas 3, and NannyML 0.13 needs statsmodels without saying so. */
const packages = {
  evidently: ['evidently==0.7.23', 'pandas<3', 'pyarrow'],
  nannyml: ['nannyml==0.13.1', 'statsmodels', 'pyarrow'],
};

/** What is measured, by its name in `measure.py`. */
export const peers = {
  evidently: { project: 'evidently', title: "Evidently's default report" },
  'evidently-tests': { project: 'evidently', title: "Evidently's tests alone" },
  'evidently-measures': { project: 'evidently', title: "Evidently's tests of what Steward measures" },
  nannyml: { project: 'nannyml', title: 'NannyML, its ten chunks' },
  'nannyml-days': { project: 'nannyml', title: 'NannyML, a chunk a day' },
  'nannyml-measures': { project: 'nannyml', title: 'NannyML, a chunk a day, what Steward measures' },
} as const satisfies Record<string, { project: keyof typeof packages; title: string }>;
export type Peer = keyof typeof peers;

export interface PeerRun {
  version: string;
  ms: number;
  cpuMs: number;
  /** Null where the system does not tell. */
  memoryMb: number | null;
  /** Columns with an alarm. */
  drifted: number;
}

const run = promisify(execFile);
/** Installing may compile, and a report of a million rows takes minutes. */
const timeout = 1_800_000;

/** The Python of a virtual environment with the peer's project, made once and kept in the temporary folder. Throws with the reason. */
export async function environment(peer: Peer): Promise<string> {
  const wanted = packages[peers[peer].project];
  const folder = path.join(tmpdir(), 'steward-bench', `python-${wanted.join('-').replaceAll(/[=<]+/g, '-')}`);
  const python = path.join(folder, 'bin', 'python');
  const ready = path.join(folder, 'installed');
  if (existsSync(ready)) return python;
  await rm(folder, { recursive: true, force: true });
  await mkdir(path.dirname(folder), { recursive: true });
  await said('There is no python3 with venv here', run('python3', ['-m', 'venv', folder], { timeout }));
  const install = run(python, ['-m', 'pip', 'install', '--quiet', ...wanted], { timeout });
  await said(`pip could not install ${wanted.join(' ')}`, install);
  await mkdir(`${ready}.new`);
  await rename(`${ready}.new`, ready);
  return python;
}

/** A log, and a small one that each tool checks first, so that what it loads and compiles once is not measured. */
export interface Logs {
  log: PredictionLog;
  before: PredictionLog;
}

export async function inPython(peer: Peer, python: string, { log, before }: Logs): Promise<PeerRun> {
  const script = path.join(import.meta.dirname, 'measure.py');
  const middle = new Date(current.from).toISOString().slice(0, 19);
  const asked = [
    peer,
    path.join(before.folder, layouts.single),
    path.join(log.folder, layouts.single),
    middle,
    numericNames.join(),
    categoricalNames.join(),
  ];
  const running = run(python, ['-W', 'ignore', script, ...asked], {
    timeout,
    maxBuffer: 1e8,
    // Neither asks anybody about anything while it is measured.
    env: { ...process.env, DO_NOT_TRACK: '1', NML_DISABLE_USAGE_LOGGING: '1' },
  });
  const { stdout } = await said('it failed', running);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as PeerRun;
}

export async function inSteward({ log, before }: Logs): Promise<PeerRun> {
  const script = path.join(import.meta.dirname, '..', 'drift-plan.ts');
  const asked = JSON.stringify({
    plan: 'again',
    layout: 'single',
    folder: log.folder,
    before: before.folder,
  });
  const { stdout } = await run(process.execPath, ['--import', 'tsx', script, asked], { maxBuffer: 1e8 });
  const { ms, cpuMs, memoryMb } = JSON.parse(stdout) as PlanResult;
  // The plan fails unless these, and no others, are what it found.
  return { version: '', ms, cpuMs, memoryMb, drifted: planted.length };
}

/** Waits, and throws a sentence with the last line of what the program complained. */
async function said<T>(what: string, running: Promise<T>): Promise<T> {
  try {
    return await running;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const last = (stderr?.trim() || message).split('\n').at(-1);
    throw new Error(`${what}: ${last}`);
  }
}
