/** Servers of live suites: programs of their own process group, waited for, and ended with everything that they started. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Server extends AsyncDisposable {
  /** Its last words, for a failure. */
  said(): Promise<string>;
}

export interface ServerOptions {
  environment?: Record<string, string>;
  folder: string;
  /** Answers true once it can be used. */
  ready(): Promise<boolean>;
  withinMs?: number;
}

/** Those that run now, by their name and last words, for a test that failed. */
const running = new Map<string, Server['said']>();

export async function lastWords(): Promise<string> {
  const all = [...running].map(async ([name, said]) => `--- ${name} said last:\n${await said()}`);
  return (await Promise.all(all)).join('\n');
}

/** Throws when it ends or is not ready in time, with its last words. */
export async function startServer(argv: readonly string[], options: ServerOptions): Promise<Server> {
  const { environment = {}, folder, ready, withinMs = 240_000 } = options;
  const log = path.join(folder, `${path.basename(argv[0]!)}-${process.hrtime.bigint()}.log`);
  const [program = '', ...args] = argv;
  const child = spawn('/bin/sh', ['-c', 'exec "$0" "$@" > "$LOG" 2>&1', program, ...args], {
    cwd: folder,
    env: { ...process.env, ...environment, LOG: log },
    detached: true,
    stdio: 'ignore',
  });
  let over = false;
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      over = true;
      resolve();
    }),
  );
  const said = async () => (await readFile(log, 'utf8').catch(() => '')).slice(-3000);
  const stop = async () => {
    const kill = (signal: NodeJS.Signals) => {
      try {
        process.kill(-child.pid!, signal);
      } catch {
        // Its whole group is gone.
      }
    };
    kill('SIGTERM');
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 10_000).unref())]);
    kill('SIGKILL');
    running.delete(log);
  };
  for (const late = performance.now() + withinMs; !(await ready().catch(() => false)); ) {
    if (over || performance.now() > late) {
      await stop();
      throw new Error(
        `${path.basename(program)} ${over ? 'ended' : 'was not ready in time'}:\n${await said()}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  running.set(log, said);
  return { said, [Symbol.asyncDispose]: stop };
}

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function temporaryFolder(name: string): Promise<AsyncDisposable & { path: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), `steward-live-${name}-`));
  return {
    path: folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

export const answers = async (url: string, headers: Record<string, string> = {}): Promise<boolean> =>
  (await fetch(url, { headers, signal: AbortSignal.timeout(5000) })).ok;

/** What has to be undone, newest first. (Node 20 has no `AsyncDisposableStack`.) */
export function disposables() {
  const all: AsyncDisposable[] = [];
  return {
    use<T extends AsyncDisposable>(one: T): T {
      all.unshift(one);
      return one;
    },
    async dispose() {
      for (const one of all.splice(0)) await one[Symbol.asyncDispose]();
    },
  };
}
