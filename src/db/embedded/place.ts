/** Where the cluster lives, and which folder its socket can be in. */
import { chmod, chown, lstat, mkdir, readdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { Fault } from '../../lib/fault.ts';
import { sha256 } from '../../lib/hash.ts';
import type { Log } from '../../lib/log.ts';
import { canTraverse, type ServerUser, serverUser } from './server-user.ts';

export interface Place {
  /** Holds everything below; private to `user`. */
  folder: string;
  /** PGDATA. */
  cluster: string;
  sockets: string;
  serverLog: string;
  /** Process id of the Steward that started the server. */
  starter: string;
  user: ServerUser | null;
}

export const socketFile = '.s.PGSQL.5432';

/** What `sun_path` holds on every system that has sockets (Linux 107, macOS 103 bytes). */
const longestSocketPath = 103;

const ours = new Set([
  'cluster',
  'binaries',
  'server.log',
  'server.log.1',
  'starter',
  'lost+found',
  '.DS_Store',
]);
const isOurs = (name: string) => ours.has(name) || name.startsWith(socketFile) || name.startsWith('making-');

async function makePrivate(folder: string, user: ServerUser | null): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  const owners = user ? [0, user.uid] : [process.getuid?.() ?? found.uid];
  // Names below the shared temporary folder can be guessed: somebody else's folder or link there is not used.
  if (!found.isDirectory() || !owners.includes(found.uid)) {
    throw new Fault(
      'db_folder_foreign',
      `${folder} belongs to another user, so the built-in Postgres cannot use it; name another folder.`,
      { retry: 'never' },
    );
  }
  if (user && found.uid !== user.uid) await chown(folder, user.uid, user.gid);
  if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700);
}

/** Under root, a folder that the server's user cannot reach is replaced by one it can. */
async function reachable(requested: string, user: ServerUser | null, log: Log): Promise<string> {
  await mkdir(dirname(requested), { recursive: true });
  const parent = await realpath(dirname(requested));
  if (await canTraverse(user, parent)) return join(parent, basename(requested));
  const name = `steward-${sha256(requested).slice(0, 12)}`;
  // /var/lib outlives a reboot, which temporary folders do not.
  for (const base of ['/var/lib', await realpath(tmpdir())]) {
    const there = await lstat(base).catch(() => null);
    if (!there?.isDirectory() || !(await canTraverse(user, base))) continue;
    const folder = join(base, name);
    log.warn(
      { requested, folder },
      `Postgres cannot run as root and its user cannot reach ${requested}: it lives in ${folder}.`,
    );
    return folder;
  }
  throw new Fault(
    'db_folder_unreachable',
    `Root cannot run Postgres and its user cannot reach ${requested}; name a folder that everybody may pass through, or set DATABASE_URL.`,
    { retry: 'never' },
  );
}

/**
 * Finds or makes the private folder for a requested one.
 * @throws Fault when the folder holds something else or belongs to somebody else.
 */
export async function findPlace(asked: string, log: Log): Promise<Place> {
  const requested = resolve(asked);
  try {
    const user = await serverUser(join(requested, 'cluster'));
    const folder = await reachable(requested, user, log);
    const cluster = join(folder, 'cluster');
    const inside = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return [] as string[];
      throw cause;
    });
    const foreign = inside.find((name) => !isOurs(name));
    if (foreign !== undefined && !inside.includes('cluster')) {
      throw new Fault(
        'db_folder_foreign',
        `${folder} holds ${JSON.stringify(foreign)}, which is not Steward's; name an empty folder for the built-in Postgres.`,
        { retry: 'never' },
      );
    }
    await makePrivate(folder, user);
    let sockets = folder;
    if (Buffer.byteLength(join(folder, socketFile)) > longestSocketPath) {
      const short = `steward-${sha256(folder).slice(0, 12)}`;
      const base = [tmpdir(), '/tmp'].find(
        (dir) => Buffer.byteLength(join(dir, short, socketFile)) <= longestSocketPath,
      );
      sockets = join(await realpath(base ?? '/tmp'), short);
      await makePrivate(sockets, user);
    }
    return {
      folder,
      cluster,
      sockets,
      serverLog: join(folder, 'server.log'),
      starter: join(folder, 'starter'),
      user,
    };
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new Fault(
      'db_folder_unusable',
      `The built-in Postgres cannot use ${requested} (${code ?? 'unexpected'}); name a folder that Steward may write to, or set DATABASE_URL.`,
      { retry: 'never', cause },
    );
  }
}
