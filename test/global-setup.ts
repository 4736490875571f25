/** One Postgres for the whole run, with a migrated template that every test database is copied from. */
import { readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connect } from '../src/db/connect.ts';
import { isAlive, readPostmaster } from '../src/db/embedded/postmaster.ts';
import { endServer } from '../src/db/embedded/server.ts';
import { startEmbedded } from '../src/db/embedded/start-embedded.ts';
import { migrate } from '../src/db/migrate.ts';
import { openSql } from '../src/db/open-sql.ts';
import { silentLog } from '../src/lib/log.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A URL to the server and the start of the names of this run's databases; the template's is `<prefix>_template`. */
    postgres: { url: string; prefix: string };
  }
}

const folderName = /^steward-test-(\d+)$/;

const memory = '/dev/shm';

/** In memory a database is copied in a third of the time; containers often have only 64 MB of it. */
async function folders(): Promise<string[]> {
  const found = await statfs(memory).catch(() => null);
  return found && found.bavail * found.bsize > 2e9 ? [memory, tmpdir()] : [tmpdir()];
}

/** Servers of runs that were killed before they could clean up. */
async function sweep(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const pid = folderName.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    try {
      const cluster = join(base, name, 'cluster');
      const server = await readPostmaster(cluster);
      if (server) await endServer(server.pid, cluster, 'immediate');
      await rm(join(base, name), { recursive: true, force: true });
    } catch {
      // Another user's, who sweeps it.
    }
  }
}

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, async stop() {} };
  let refused: unknown;
  for (const base of await folders()) {
    await sweep(base);
    const folder = join(base, `steward-test-${process.pid}`);
    const remove = () => rm(folder, { recursive: true, force: true });
    try {
      const { url, stop } = await startEmbedded({ folder, log: silentLog, disposable: true });
      return { url, stop: () => stop().then(remove) };
    } catch (cause) {
      // Memory may be mounted without the right to run the programs that are copied there when they cannot run in place.
      refused = cause;
      await remove();
    }
  }
  throw refused;
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const prefix = `steward_test_${process.pid}_${Date.now()}`;
  const template = `${prefix}_template`;
  const sql = openSql(server.url, { max: 1 });
  await sql`create database ${sql(template)}`;
  const at = new URL(server.url);
  at.pathname = `/${template}`;
  const db = await connect({ url: at.href, log: silentLog, poolSize: 1 });
  await migrate(db);
  await db.close();
  // A template that nobody can connect to is never busy when it is copied.
  await sql`alter database ${sql(template)} with is_template true allow_connections false`;
  project.provide('postgres', { url: server.url, prefix });
  return async () => {
    await sql`alter database ${sql(template)} with is_template false`;
    const left = await sql<
      { datname: string }[]
    >`select datname from pg_database where starts_with(datname, ${prefix})`;
    for (const { datname } of left) await sql`drop database ${sql(datname)} with (force)`;
    await sql.end({ timeout: 5 });
    await server.stop();
  };
}
