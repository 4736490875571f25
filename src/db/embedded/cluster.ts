/** The data folder: made on first use, and refused when this release cannot read it. */
import { execFile } from 'node:child_process';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Fault } from '../../lib/fault.ts';
import type { Binaries } from './binaries.ts';
import type { Place } from './place.ts';

const run = promisify(execFile);

export const superuser = 'steward';

async function make(place: Place, binaries: Binaries, disposable: boolean): Promise<void> {
  const making = join(place.folder, `making-cluster-${process.pid}`);
  await rm(making, { recursive: true, force: true });
  // The socket's folder is private to its user, which is what guards `trust`.
  const options = ['-D', making, '-U', superuser, '-A', 'trust', '-E', 'UTF8', '--no-instructions'];
  options.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (disposable) options.push('--no-sync');
  try {
    await run(binaries.initdb, options, {
      cwd: place.folder,
      env: { TZ: 'UTC', LC_ALL: 'C' },
      ...place.user,
    });
  } catch (cause) {
    await rm(making, { recursive: true, force: true });
    throw new Fault(
      'db_start_failed',
      `The built-in Postgres could not make its folder ${place.cluster}: ${reasonIn(cause)}; mend that, or set DATABASE_URL.`,
      { retry: 'never', cause },
    );
  }
  // Only a complete cluster ever has the name, whoever is killed or makes one at the same time.
  await rename(making, place.cluster).catch(async (cause: NodeJS.ErrnoException) => {
    await rm(making, { recursive: true, force: true });
    if (cause.code !== 'ENOTEMPTY' && cause.code !== 'EEXIST') throw cause;
  });
}

function reasonIn(cause: unknown): string {
  const { stderr, message } = cause as { stderr?: string; message: string };
  const line = (stderr || message).split('\n').find((text) => /error|fatal/i.test(text)) ?? message;
  return line
    .replace(/^.*?(error|fatal):\s*/i, '')
    .trim()
    .slice(0, 300);
}

/**
 * Makes the cluster unless it exists.
 * @throws Fault (never) when the folder is no cluster or another major version made it.
 */
export async function ensureCluster(place: Place, binaries: Binaries, disposable: boolean): Promise<void> {
  if (!(await stat(place.cluster).catch(() => null))) return make(place, binaries, disposable);
  const version = await readFile(join(place.cluster, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version === null) {
    throw new Fault(
      'db_folder_foreign',
      `${place.cluster} is no Postgres data folder that Steward can read; name an empty folder for the built-in Postgres.`,
      { retry: 'never' },
    );
  }
  if (version.trim() !== binaries.major) {
    throw new Fault(
      'db_other_major',
      `The database in ${place.folder} was made by PostgreSQL ${version.trim().slice(0, 20)} and this release brings ${binaries.major}; dump it with the old release and load it here, or name another folder.`,
      { retry: 'never' },
    );
  }
}
