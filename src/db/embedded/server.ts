/** One PostgreSQL server process: spawned to outlive us, watched until it is ready, ended on request. */
import { spawn } from 'node:child_process';
import { chown, open, rename, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../../lib/fault.ts';
import type { Binaries } from './binaries.ts';
import type { Place } from './place.ts';
import { type Postmaster, readPostmaster, runsCluster } from './postmaster.ts';

const largestLog = 10_000_000;

function settings(place: Place, disposable: boolean): string[] {
  const quotedFolder = `"${place.sockets.replaceAll('"', '""')}"`;
  const values: Record<string, string> = {
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: quotedFolder,
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: '64MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    ...(disposable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function openLog(place: Place) {
  const size = await stat(place.serverLog).then(
    (found) => found.size,
    () => 0,
  );
  if (size > largestLog) await rename(place.serverLog, `${place.serverLog}.1`);
  const file = await open(place.serverLog, 'a', 0o600);
  if (place.user) await chown(place.serverLog, place.user.uid, place.user.gid);
  return { file, from: (await file.stat()).size };
}

/** The server's own words since `from`, for the cause and the reason. */
async function logSince(place: Place, from: number): Promise<string> {
  const file = await open(place.serverLog, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(20_000), 0, 20_000, from);
  await file.close();
  return buffer.subarray(0, bytesRead).toString();
}

// A killed server's last children hold its memory for a moment; another starter holds the pid file.
const passing =
  /lock file .* already exists|shared memory block .* is still in use|pre-existing shared memory/;

/**
 * Starts a server and waits until it takes connections. Null when another one was in the way and it should be looked for again.
 * @throws Fault (never) with PostgreSQL's reason when it ends instead.
 */
export async function spawnServer(
  place: Place,
  binaries: Binaries,
  disposable: boolean,
): Promise<Postmaster | null> {
  const log = await openLog(place);
  // Detached: a terminal's Ctrl-C and our own death must not reach it. No environment: it needs none, and has no secrets to show.
  const child = spawn(binaries.postgres, ['-D', place.cluster, ...settings(place, disposable)], {
    cwd: place.folder,
    env: { TZ: 'UTC', LC_ALL: 'C' },
    detached: true,
    stdio: ['ignore', log.file.fd, log.file.fd],
    ...place.user,
  });
  let ended: string | null = null;
  child.once('error', (cause) => {
    ended = cause.message;
  });
  child.once('exit', (code, signal) => {
    ended ??= `it ended with ${signal ?? `code ${code}`}`;
  });
  child.unref();
  await log.file.close();
  while (ended === null) {
    const postmaster = await readPostmaster(place.cluster);
    if (postmaster?.ready && postmaster.pid === child.pid) return postmaster;
    await pause(10);
  }
  const said = await logSince(place, log.from);
  if (passing.test(said)) return null;
  const reason = /(?:FATAL|PANIC|error[^:]*):\s*(.*)/.exec(said)?.[1] ?? said.trim().split('\n')[0] ?? '';
  throw new Fault(
    'db_start_failed',
    `The built-in Postgres in ${place.folder} did not start: ${(reason || ended).slice(0, 300)}; its log is ${place.serverLog}.`,
    { retry: 'never', cause: said || ended },
  );
}

/** Ends the server of a cluster: open transactions are rolled back. Waits up to a minute for it to be gone. */
export async function endServer(pid: number, cluster: string, how: 'fast' | 'immediate'): Promise<void> {
  process.kill(pid, how === 'fast' ? 'SIGINT' : 'SIGQUIT');
  // Not isAlive: a server that nobody waits for stays as a zombie in containers without an init.
  for (let waited = 0; waited < 60_000 && (await runsCluster(pid, cluster)); waited += 20) await pause(20);
}
