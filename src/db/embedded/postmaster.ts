/** What `postmaster.pid` says about the server of a cluster, and whether it still holds. */
import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Postmaster {
  pid: number;
  /** Folder of its socket. */
  sockets: string;
  ready: boolean;
}

const run = promisify(execFile);

/** Whether a process runs; one of another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether a process is the server of a cluster: after a reboot or in a new container its number may belong to anybody. */
export async function runsCluster(pid: number, cluster: string): Promise<boolean> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(async () => {
    if (process.platform === 'linux') return null;
    return run('ps', ['-o', 'args=', '-p', String(pid)]).then(
      ({ stdout }) => stdout,
      () => null,
    );
  });
  // Unreadable is not proof: then the file is believed.
  return line === null ? isAlive(pid) : line.includes(cluster);
}

/** The live server of a cluster; null without one. A file that a killed server left, whose number went to another process, is removed. */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  const file = join(cluster, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  // Line by line: pid, data folder, start time, port, socket folder, listen address, shared memory, status.
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isInteger(pid) || pid === 0 || !isAlive(pid)) return null;
  if (!(await runsCluster(pid, cluster))) {
    // PostgreSQL itself would refuse to start beside any live process of this number.
    if ((await readFile(file, 'utf8').catch(() => null)) === text) {
      await rm(file, { force: true });
      if (lines[4]) await rm(join(lines[4], '.s.PGSQL.5432.lock'), { force: true });
    }
    return null;
  }
  return { pid, sockets: lines[4] ?? '', ready: lines[7] === 'ready' };
}
