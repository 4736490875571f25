/** A trainer that is a command on this host: an argument list, never a shell. Its runs outlive a crash of Steward. */
import { spawn } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { RunId } from '../domain/ids.ts';
import { Fault } from '../lib/fault.ts';
import { second } from '../lib/time.ts';
import { sayRequest } from './asked.ts';
import { isRunName, nameOfRun, type RunFolder, runFolder } from './command/run-folder.ts';
import { stateOf } from './command/state.ts';
import { defineBackend, type Started, type Trainer, type TrainRequest } from './contract.ts';
import { onlyTrains } from './lacking.ts';
import { length } from './outbound/settings.ts';

const config = z.object({
  /** Program and arguments, each by itself. */
  argv: z.array(z.string().min(1).max(4000)).min(1).max(200),
  /** Where it runs; the working folder of Steward when absent. */
  folder: z.string().optional(),
  timeout: length.prefault('6h'),
  /** Names of variables that the command may see, besides PATH, HOME, LANG and TZ. */
  environment: z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/)).default([]),
  /** Variables with fixed values. Secrets do not belong here: name them in `environment`. */
  variables: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string()).default({}),
});
type Config = z.infer<typeof config>;

const always = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR'];
const graceMs = 5 * second;
const claimWithinMs = 10 * second;
const supervisor = fileURLToPath(new URL('./command/supervisor.js', import.meta.url));

export const command = defineBackend({
  id: 'command',
  title: 'A program on this host',
  config,
  unanswered: 'key',
  lacks: { ...onlyTrains, hear: 'it writes files' },
  async open(settings, { workFolder, environment }) {
    const runsFolder = path.join(workFolder, 'runs');
    const folderOf = (run: string) => runFolder(runsFolder, run);
    const variables = Object.fromEntries(
      [...always, ...settings.environment].flatMap((name) =>
        environment[name] === undefined ? [] : [[name, environment[name]]],
      ),
    );
    const known = (run: RunId): RunFolder => {
      const folder = isRunName(run) ? folderOf(run) : null;
      if (folder?.exists()) return folder;
      throw new Fault('not_found', `There is no run ${String(run).slice(0, 80)} on this host.`, {
        retry: 'never',
      });
    };
    const trainer: Trainer = {
      pollEveryMs: second,
      start: (request, key) =>
        start(folderOf(nameOfRun(key)), { settings, request, key, environment: variables }),
      async find(key) {
        const run = folderOf(nameOfRun(key));
        return (await run.supervisor()) || (await run.outcome()) ? (run.name as RunId) : null;
      },
      poll: async (run) => stateOf(known(run)),
      async cancel(run) {
        const folder = known(run);
        if ((await folder.outcome()) === null) await folder.write('cancel', true);
      },
    };
    return {
      trainer,
      async probe() {
        const program = await findProgram(settings.argv[0]!, { ...settings, PATH: variables.PATH });
        if (program) return `${settings.argv[0]} is there`;
        throw new Fault('refused', `There is no program "${settings.argv[0]}".`, { retry: 'never' });
      },
      async close() {},
    };
  },
});

interface Start {
  settings: Config;
  request: TrainRequest;
  key: string;
  environment: Record<string, string | undefined>;
}

async function start(run: RunFolder, { settings, request, key, environment }: Start): Promise<Started> {
  const program = settings.argv[0]!;
  if (!(await findProgram(program, { ...settings, PATH: environment.PATH }))) {
    return { outcome: 'refused', reason: `there is no program "${program}" on this host`, retry: 'never' };
  }
  const cwd = path.resolve(settings.folder ?? '.');
  if (!(await isFolder(cwd))) {
    return { outcome: 'refused', reason: 'the folder that it should run in is not there', retry: 'never' };
  }
  if ((await run.supervisor()) === null) {
    await run.write('request.json', sayRequest(request, key));
    await run.write('job.json', { argv: settings.argv, cwd, timeoutMs: settings.timeout, graceMs });
    await launch(run, {
      ...environment,
      ...settings.variables,
      STEWARD_REQUEST: path.join(run.folder, 'request.json'),
      STEWARD_RESULT: path.join(run.folder, 'result.json'),
      STEWARD_PROGRESS: path.join(run.folder, 'progress.json'),
    });
  }
  return { outcome: 'started', run: run.name as RunId };
}

/** Starts a supervisor; when several are started for one key, the first to claim it runs and the others end. */
async function launch(run: RunFolder, environment: Record<string, string | undefined>): Promise<void> {
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
async function findProgram(
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
