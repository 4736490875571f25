/** A trainer whose runs are programs of this host: argument lists, never a shell. They outlive a crash of Steward. */
import { spawn } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelId, RunId } from '../../domain/ids.ts';
import { Fault } from '../../lib/fault.ts';
import { second } from '../../lib/time.ts';
import { sayRequest } from '../asked.ts';
import type { Started, Trainer, TrainRequest } from '../contract.ts';
import { isRunName, nameOfRun, type RunFolder, runFolder } from './run-folder.ts';
import { stateOf } from './state.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

export interface HostProgram {
  /** Program and arguments, each by itself. */
  argv: readonly string[];
  /** Where it runs; the working folder of Steward when absent. */
  folder?: string | undefined;
  timeoutMs: number;
  /** All that it may see, besides the files that it is told of; asked for at every start. */
  environment(): Promise<Variables>;
}

const always = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR'];
const graceMs = 5 * second;
const claimWithinMs = 10 * second;
const supervisor = fileURLToPath(new URL('./supervisor.js', import.meta.url));

/** Variables of Steward that a program may see: a few that every program needs, and those that are named. */
export const shownVariables = (environment: Variables, named: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    [...always, ...named].flatMap((name) =>
      environment[name] === undefined ? [] : [[name, environment[name]]],
    ),
  );

export interface HostTrainer extends Trainer {
  /** The model that a run was asked to train, null when that can no longer be read. */
  modelOf(run: RunId): Promise<ModelId | null>;
}

/** @param workFolder where its runs keep their files */
export function hostTrainer(workFolder: string, program: HostProgram): HostTrainer {
  const folderOf = (run: string) => runFolder(path.join(workFolder, 'runs'), run);
  const known = (run: RunId): RunFolder => {
    const folder = isRunName(run) ? folderOf(run) : null;
    if (folder?.exists()) return folder;
    throw new Fault('not_found', `There is no run ${String(run).slice(0, 80)} on this host.`, {
      retry: 'never',
    });
  };
  return {
    pollEveryMs: second,
    start: (request, key) => start(folderOf(nameOfRun(key)), { program, request, key }),
    async find(key) {
      const run = folderOf(nameOfRun(key));
      return (await run.supervisor()) || (await run.outcome()) ? (run.name as RunId) : null;
    },
    poll: async (run) => stateOf(known(run)),
    async modelOf(run) {
      const asked = await known(run).json('request.json');
      const model = 'value' in asked ? (asked.value as { model?: unknown } | null)?.model : null;
      return typeof model === 'string' ? (model as ModelId) : null;
    },
    async cancel(run) {
      const folder = known(run);
      if ((await folder.outcome()) === null) await folder.write('cancel', true);
    },
  };
}

interface Start {
  program: HostProgram;
  request: TrainRequest;
  key: string;
}

async function start(run: RunFolder, { program, request, key }: Start): Promise<Started> {
  const { argv, folder, timeoutMs } = program;
  const environment = await program.environment();
  if (!(await findProgram(argv[0]!, { folder, PATH: environment.PATH }))) {
    return { outcome: 'refused', reason: `there is no program "${argv[0]}" on this host`, retry: 'never' };
  }
  const cwd = path.resolve(folder ?? '.');
  if (!(await isFolder(cwd))) {
    return { outcome: 'refused', reason: 'the folder that it should run in is not there', retry: 'never' };
  }
  if ((await run.supervisor()) === null) {
    await run.write('request.json', sayRequest(request, key));
    await run.write('job.json', { argv, cwd, timeoutMs, graceMs });
    await launch(run, {
      ...environment,
      STEWARD_REQUEST: path.join(run.folder, 'request.json'),
      STEWARD_RESULT: path.join(run.folder, 'result.json'),
      STEWARD_PROGRESS: path.join(run.folder, 'progress.json'),
    });
  }
  return { outcome: 'started', run: run.name as RunId };
}

/** Starts a supervisor; when several are started for one key, the first to claim it runs and the others end. */
async function launch(run: RunFolder, environment: Variables): Promise<void> {
  const child = spawn(process.execPath, [supervisor, run.folder], {
    cwd: run.folder,
    env: environment as NodeJS.ProcessEnv,
    detached: true,
    stdio: 'ignore',
  });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  child.unref();
  const claimed = async () => {
    for (const late = performance.now() + claimWithinMs; performance.now() < late; ) {
      if (await run.supervisor()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Fault('no_answer', 'The training command did not say whether it started.', {
      retry: 'unknown',
    });
  };
  await Promise.race([claimed(), failed]);
}

/** The program as the system would find it: a path as it is, a name along PATH. */
export async function findProgram(
  name: string,
  { folder, PATH }: { folder?: string | undefined; PATH?: string | undefined },
): Promise<string | null> {
  const places = name.includes('/')
    ? [path.resolve(folder ?? '.', name)]
    : (PATH ?? '').split(path.delimiter).map((place) => path.join(place, name));
  for (const place of places) {
    const runnable = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runnable && !(await isFolder(place))) return place;
  }
  return null;
}

const isFolder = (place: string): Promise<boolean> =>
  stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  );
