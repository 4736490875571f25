/**
 * `npm run bench:alarms -- [--runs 4000] [--only dependent,power] [--workers 2] [--json]`: how often a check cries wolf, and what it finds. One
 * process a core; a line as soon as its setting is done (JSON: one object a line), progress on stderr.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { groups } from './alarm-settings.ts';
import type { Part, Tally } from './alarm-tally.ts';
import { heading, record, row } from './alarm-words.ts';
import { benchmark, count, namesOf } from './benchmark.ts';
import { seconds } from './report.ts';

const options = benchmark(
  'bench:alarms',
  'How often checks alarm without drift, what they find, and how soon.',
)
  .option('--runs <count>', 'simulated checks of each setting', count, 4000)
  .option('--only <groups>', 'groups of settings', namesOf(Object.keys(groups)), Object.keys(groups))
  .option('--workers <count>', 'processes at once', count, availableParallelism())
  .parse()
  .opts<{ runs: number; only: string[]; workers: number; json: boolean }>();

const { runs, workers } = options;
const settings = options.only.flatMap((name) => groups[name]!);

/** Runs that are done together: enough for a process to be worth asking, few enough to see progress. */
const together = 100;

interface Job extends Part {
  at: number;
}

const jobs = settings.flatMap((setting, at) =>
  Array.from({ length: Math.ceil(runs / together) }, (_, part): Job => {
    return { at, setting, part, runs: Math.min(together, runs - part * together) };
  }),
);
const sums: Tally[] = settings.map(() => ({}));
const left = settings.map(() => Math.ceil(runs / together));
const started = performance.now();
let next = 0;
let printed = 0;
let shown = 0;

/** Columns of a run, roughly what it costs. */
const cost = ({ setting, runs: many }: Job) => many * ('columns' in setting ? setting.columns : 5);
const allCosts = jobs.reduce((sum, job) => sum + cost(job), 0);
let done = 0;

await Promise.all(
  Array.from({ length: Math.min(workers, jobs.length) }, async () => {
    const worker = fork(path.join(import.meta.dirname, 'alarm-worker.ts'), {
      execArgv: ['--import', 'tsx'],
    });
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) finish(job, await asked(worker, job));
    worker.disconnect();
  }),
);

function asked(worker: ChildProcess, { setting, part, runs: many }: Job): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const failed = (code: number | null) => reject(new Error(`a worker ended with ${code}`));
    worker.once('exit', failed);
    worker.once('message', (tally) => {
      worker.off('exit', failed);
      resolve(tally as Tally);
    });
    worker.send({ setting, part, runs: many } satisfies Part);
  });
}

function finish(job: Job, tally: Tally): void {
  for (const [name, value] of Object.entries(tally)) sums[job.at]![name] = (sums[job.at]![name] ?? 0) + value;
  left[job.at]! -= 1;
  done += cost(job);
  tellProgress(job.at);
  // In their own order, so that lines of one table stand together.
  for (; printed < settings.length && left[printed] === 0; printed += 1) print(printed);
}

function print(at: number): void {
  const setting = settings[at]!;
  if (options.json) {
    console.log(JSON.stringify(record(setting, sums[at]!)));
    return;
  }
  if (settings[at - 1]?.kind !== setting.kind) console.log(heading(setting));
  console.log(row(setting, sums[at]!));
}

function tellProgress(at: number): void {
  const elapsed = performance.now() - started;
  if (elapsed - shown < 5000) return;
  shown = elapsed;
  const ends = (elapsed / done) * (allCosts - done);
  console.error(
    `setting ${at + 1} of ${settings.length}, ${runs - left[at]! * together} of ${runs} runs, ${seconds(elapsed)} gone, about ${seconds(ends)} to go`,
  );
}
