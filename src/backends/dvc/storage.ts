/** Whether the data of a version are still where DVC keeps them: in the project's own remote, asked by `dvc` itself. */
import path from 'node:path';
import { z } from 'zod';
import { hour } from '../../lib/time.ts';
import type { Variables } from '../host-run/trainer.ts';
import { runProgram } from './git.ts';
import type { Repository } from './repository.ts';

interface StorageOptions {
  repository: Repository;
  /** Of the project within the repository. */
  folder: string;
  /** The program. */
  dvc: string;
  shown: Variables;
  timeoutMs: number;
}

/** By path, how what lies here differs from what lies there; here lies nothing. */
const Status = z.record(z.string(), z.string());
const most = 1000;
const trustedMs = 6 * hour;

/**
 * Answers true when all data lie there, false when some do not, null when dvc could not tell. What was found is not looked for
 * again for six hours: versions share their data, and a look takes seconds.
 */
export function storage({ repository, folder, dvc, shown, timeoutMs }: StorageOptions) {
  const found = new Map<string, number>();
  return async (
    commit: string,
    { data, inputs }: { data: string; inputs: string[] },
  ): Promise<boolean | null> => {
    if ((found.get(data) ?? 0) > Date.now() - trustedMs) return true;
    await using checkout = await repository.checkout(commit);
    const options = { folder: path.join(checkout.path, folder), environment: shown, timeoutMs };
    const ran = await runProgram([dvc, 'status', '--cloud', '--json'], options).catch(() => null);
    const status = ran?.code === 0 ? statusOf(ran.stdout) : null;
    if (status === null) return null;
    const said = inputs.map((file) => status[file] ?? status[trackedWith(file, status)]);
    if (said.includes('missing')) return false;
    // “Deleted” is what lies there and not here.
    if (!said.every((word) => word === 'deleted')) return null;
    if (found.size > most) found.clear();
    found.set(data, Date.now());
    return true;
  };
}

/** The folder that is tracked as one, with this file in it. */
const trackedWith = (file: string, status: z.infer<typeof Status>): string =>
  Object.keys(status).find((folder) => file.startsWith(`${folder}/`)) ?? '';

const statusOf = (text: string): z.infer<typeof Status> | null => {
  try {
    return Status.parse(JSON.parse(text));
  } catch {
    return null;
  }
};
