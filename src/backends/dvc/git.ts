/** The programs `git` and `dvc`: argument lists without a shell, a few variables only, an end to every wait, and what git's words mean. */
import { spawn } from 'node:child_process';
import { Fault } from '../../lib/fault.ts';
import type { Variables } from '../host-run/trainer.ts';

const mostBytes = 50_000_000;

export interface RunOptions {
  /** Where it works. */
  folder: string;
  environment: Variables;
  timeoutMs: number;
}

export interface Ran {
  code: number | null;
  stdout: string;
  /** The same, for what is counted in bytes. */
  bytes: Buffer;
  stderr: string;
  timedOut: boolean;
}

/** Runs a program whatever comes of it. Throws Fault `refused` (never) when there is none. */
export function runProgram(argv: readonly string[], options: RunOptions, input = ''): Promise<Ran> {
  const [program = '', ...args] = argv;
  const { folder, environment, timeoutMs } = options;
  return new Promise((resolve, reject) => {
    // A session of its own: nothing can ask a person on the terminal, and its helpers end with it.
    const child = spawn(program, args, {
      cwd: folder,
      env: environment as NodeJS.ProcessEnv,
      detached: true,
    });
    const kill = () => {
      try {
        process.kill(-child.pid!, 'SIGKILL');
      } catch {
        // It has ended.
      }
    };
    const parts: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
    let bytes = 0;
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, timeoutMs);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > mostBytes) kill();
        else parts[name].push(part);
      });
    }
    child.once('error', (cause) => {
      clearTimeout(timer);
      const message = `There is no program “${program}” on this host; install it.`;
      reject(new Fault('refused', message, { retry: 'never', cause }));
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      const whole = Buffer.concat(parts.stdout);
      const stderr = Buffer.concat(parts.stderr).toString('utf8');
      resolve({ code, stdout: whole.toString('utf8'), bytes: whole, stderr, timedOut });
    });
    // It may end without having read all of it.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

export const runGit = (args: readonly string[], options: RunOptions, input?: string): Promise<Ran> =>
  runProgram(['git', ...args], options, input);

/** What it prints, when it ends well. Throws the `Fault` that its words mean. */
export async function git(args: readonly string[], options: RunOptions, input = ''): Promise<string> {
  const ran = await runGit(args, options, input);
  if (ran.code === 0) return ran.stdout;
  throw faultOf(ran);
}

/** From the words of git itself (in English, by `LC_ALL=C`), of curl within it, and of ssh. */
const meanings: [RegExp, code: string, retry: 'never' | 'later', sentence: string][] = [
  [
    /error: (401|403)\b|authentication failed|could not read (username|password)|permission denied|access denied|terminal prompts disabled|host key verification failed/i,
    ...(['unauthorised', 'never', 'The git server does not let Steward in.'] as const),
  ],
  [/error: 429\b/i, 'rate_limited', 'later', 'The git server asks to be left alone for a while.'],
  [
    /error: (404|410)\b|repository .*not found|does not appear to be a git repository|does not exist/i,
    ...(['not_found', 'never', 'The git server has no such repository.'] as const),
  ],
  [
    /error: 3\d\d\b|unable to update url base from redirection|transport .* not allowed/i,
    ...(['not_allowed', 'never', 'The git server sends Steward elsewhere, and it does not follow.'] as const),
  ],
  [
    /couldn't find remote ref HEAD/,
    'unreachable',
    'later',
    'What answers is no git server, or its repository is empty and has no HEAD.',
  ],
  [
    /ssl certificate problem|certificate verify failed|server certificate verification/i,
    ...(['unreachable', 'never', 'The certificate of the git server is not trusted.'] as const),
  ],
];

/** Why it ended badly; what is not known is worth another try. */
export function faultOf({ stderr, timedOut, code }: Pick<Ran, 'stderr' | 'timedOut' | 'code'>): Fault {
  const cause = new Error(stderr.trim().slice(-1000) || `git ended with ${code}`);
  if (timedOut)
    return new Fault('unreachable', 'The git server did not answer in time.', { retry: 'later', cause });
  const known = meanings.find(([words]) => words.test(stderr));
  if (known) {
    const [, name, retry, sentence] = known;
    return new Fault(name, sentence, { retry, cause });
  }
  const said = /^(?:fatal|error): .*$/m
    .exec(stderr)?.[0]
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .slice(0, 200);
  const sentence = 'The git server could not be reached or understood';
  return new Fault('unreachable', said ? `${sentence}: ${said}` : `${sentence}.`, { retry: 'later', cause });
}
