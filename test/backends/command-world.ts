/** Training commands as small real programs in a folder of their own. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { command } from '../../src/backends/command.ts';
import type { Trainer } from '../../src/backends/contract.ts';

/** What every program here can use; it notes that it began. */
const prelude = `
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
const request = JSON.parse(readFileSync(process.env.STEWARD_REQUEST, 'utf8'));
const result = (value) => writeFileSync(process.env.STEWARD_RESULT, typeof value === 'string' ? value : JSON.stringify(value));
const good = { version: 'v2', trained_until: request.trainBefore, lineage: { data: 'sha256:1' }, metrics: { mae: 1 } };
appendFileSync(new URL('./begun', import.meta.url), process.pid + '\\n');
`;

export const forever = 'setInterval(() => {}, 1000);';

export async function startCommands() {
  const folder = await mkdtemp(path.join(tmpdir(), 'steward-command-'));
  let programs = 0;
  return {
    folder,
    /** A trainer that runs this JavaScript. */
    async trainer(
      program: string,
      settings: Record<string, unknown> = {},
      environment: Record<string, string> = {},
    ): Promise<Trainer> {
      programs += 1;
      const file = path.join(folder, `train-${programs}.mjs`);
      await writeFile(file, prelude + program);
      const config = command.config.parse({ argv: [process.execPath, file], folder, ...settings });
      const opened = await command.open(config as never, {
        id: 'trainer' as never,
        workFolder: path.join(folder, 'work'),
        environment: { PATH: process.env.PATH, ...environment },
        versions: undefined as never,
        reports: undefined as never,
        secret: undefined as never,
      });
      return opened.trainer!;
    },
    async begun(): Promise<number[]> {
      const text = await readFile(path.join(folder, 'begun'), 'utf8').catch(() => '');
      return text.split('\n').filter(Boolean).map(Number);
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Whether a process runs; one that has ended but was not waited for does not. */
export async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat !== null) return stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux';
  } catch {
    return false;
  }
}

export async function until(what: () => Promise<boolean>, withinMs = 15_000): Promise<void> {
  for (const late = performance.now() + withinMs; performance.now() < late; ) {
    if (await what()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it did not happen in time');
}
