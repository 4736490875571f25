/** The folder of one run: everything that is known about it, in small files that are written whole or not at all. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, open, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** Written by the supervisor once it holds the claim. */
const supervisor = z.object({
  pid: z.int(),
  start: z.string().nullable(),
  group: z.int().nullable(),
  groupStart: z.string().nullable(),
  startedAt: z.number(),
});
export type Supervisor = z.infer<typeof supervisor>;

/** Written by the supervisor when the command is over. */
const outcome = z.object({
  code: z.int().nullable(),
  signal: z.string().nullable(),
  problem: z.string().nullable(),
  cancelled: z.boolean(),
  timedOut: z.boolean(),
  tail: z.string(),
});
export type RunOutcome = z.infer<typeof outcome>;

const largest = 1_000_000;

export interface RunFolder {
  folder: string;
  name: string;
  supervisor(): Promise<Supervisor | null>;
  outcome(): Promise<RunOutcome | null>;
  /** A file of the trainer: `missing`, `too_large`, `garbage`, or what it holds. */
  json(name: string): Promise<{ value: unknown } | { problem: 'missing' | 'too_large' | 'garbage' }>;
  exists(): boolean;
  /** Makes the folder and writes a file in one step, so that nobody reads half of it. */
  write(name: string, value: unknown): Promise<void>;
}

/** A run's name is its key made safe for every file system; a readable part and a hash, so that no two keys meet. */
export const nameOfRun = (key: string): string =>
  `${key.replaceAll(/[^A-Za-z0-9_-]/g, '_').slice(0, 60)}-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;

export const isRunName = (name: string): boolean => /^[A-Za-z0-9_-]{1,80}$/.test(name);

export function runFolder(runs: string, name: string): RunFolder {
  const folder = path.join(runs, name);
  const json: RunFolder['json'] = async (file) => {
    try {
      await using handle = await open(path.join(folder, file), 'r');
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(largest + 1));
      if (bytesRead > largest) return { problem: 'too_large' };
      return { value: JSON.parse(buffer.toString('utf8', 0, bytesRead)) };
    } catch (thrown) {
      return { problem: thrown instanceof SyntaxError ? 'garbage' : 'missing' };
    }
  };
  const parsed = async <T>(file: string, schema: z.ZodType<T>): Promise<T | null> => {
    const read = await json(file);
    return 'value' in read ? (schema.safeParse(read.value).data ?? null) : null;
  };
  return {
    folder,
    name,
    json,
    supervisor: () => parsed('supervisor.json', supervisor),
    outcome: () => parsed('outcome.json', outcome),
    exists: () => existsSync(folder),
    async write(file, value) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const temporary = path.join(folder, `${file}.${randomUUID()}`);
      await writeFile(temporary, JSON.stringify(value), { mode: 0o600 });
      await rename(temporary, path.join(folder, file));
    },
  };
}

/** Whether this very process still runs: its number may belong to another by now. */
export function runs(pid: number | null, start: string | null): boolean {
  if (pid === null) return false;
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (start === null) return true;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended; only its parent has not asked yet.
    return fields[19] === start && fields[0] !== 'Z';
  } catch {
    return false;
  }
}
