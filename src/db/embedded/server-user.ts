/** PostgreSQL refuses to run as root, so under root its files belong to, and it runs as, an unprivileged user. */
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface ServerUser {
  uid: number;
  gid: number;
}

const preferred = ['postgres', '_postgres', 'nobody'];

/**
 * The user to run the server as: nobody else (null) for an ordinary user; under root the owner of the cluster that
 * exists at `existing`, else the first unprivileged user that this system has.
 */
export async function serverUser(existing: string): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(existing).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of preferred) {
    const account = accounts.find(([login]) => login === name);
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Error(`none of ${preferred.join(', ')} is in /etc/passwd`);
}

/** Whether the user may pass through `folder` and everything above it; access lists beyond the mode are not seen. */
export async function canTraverse(user: ServerUser | null, folder: string): Promise<boolean> {
  if (!user) return true;
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
