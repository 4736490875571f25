import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runsCluster } from '../../../src/db/embedded/postmaster.ts';
import { type Embedded, startEmbedded } from '../../../src/db/embedded/start-embedded.ts';
import { openSql } from '../../../src/db/open-sql.ts';
import { type Log, silentLog } from '../../../src/lib/log.ts';

const isRoot = process.getuid?.() === 0;

let base: string;
let folder: string;
let children: ChildProcess[];
let servers: Embedded[];

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'steward-embedded-'));
  await chmod(base, 0o755);
  folder = join(base, "it's mine, ü");
  children = [];
  servers = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const server of servers) await server.stop();
  const left = Number(
    (await readFile(join(folder, 'cluster/postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0],
  );
  if (left && (await runsCluster(left, folder))) process.kill(left, 'SIGQUIT');
  await rm(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

async function start(options: { disposable?: boolean; log?: Log } = {}): Promise<Embedded> {
  const server = await startEmbedded({ folder, log: silentLog, disposable: true, ...options });
  servers.push(server);
  return server;
}

async function startElsewhere(): Promise<{ child: ChildProcess; url: string; attached: boolean }> {
  const script = fileURLToPath(new URL('./starter.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = await once(createInterface(child.stdout!), 'line');
  return { child, ...(JSON.parse(line) as { url: string; attached: boolean }) };
}

async function ask(url: string, text: string): Promise<unknown[]> {
  const sql = openSql(url, { max: 1, connect_timeout: 2 });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const pidOf = async () =>
  Number((await readFile(join(folder, 'cluster/postmaster.pid'), 'utf8')).split('\n')[0]);

async function gone(pid: number): Promise<void> {
  await expect.poll(() => runsCluster(pid, folder), { timeout: 10_000, interval: 20 }).toBe(false);
}

test('from nothing to a private UTF-8 database that listens on no port', async () => {
  const { url, attached } = await start();
  expect(attached).toBe(false);
  expect(
    await ask(
      url,
      `select current_database() as name, pg_encoding_to_char(encoding) as encoding, datlocale as locale,
        current_setting('listen_addresses') as listens, upper('ä') as upper
       from pg_database where datname = current_database()`,
    ),
  ).toEqual([{ name: 'steward', encoding: 'UTF8', locale: 'C.UTF-8', listens: '', upper: 'Ä' }]);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(decodeURIComponent(url)).toContain(folder);
});

test('the server is durable unless it is asked to be disposable', async () => {
  const disposable = await start();
  expect(await ask(disposable.url, 'show fsync')).toEqual([{ fsync: 'off' }]);
  await disposable.stop();
  const durable = await start({ disposable: false });
  expect(await ask(durable.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
});

test('a second process attaches, and only the starter ends the server', async () => {
  const first = await startElsewhere();
  const second = await start();
  expect([first.attached, second.attached]).toEqual([false, true]);
  expect(second.url).toBe(first.url);
  await second.stop();
  expect(await ask(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  const pid = await pidOf();
  first.child.stdin!.write('stop\n');
  await once(first.child, 'exit');
  expect(await runsCluster(pid, folder)).toBe(false);
});

test('two processes that start at once share one server', async () => {
  const both = await Promise.all([startElsewhere(), startElsewhere()]);
  expect(both.map(({ attached }) => attached).sort()).toEqual([false, true]);
  expect(both[0].url).toBe(both[1].url);
});

test('a server outlives its killed starter, is found again, and is ended by whoever leaves last', async () => {
  const first = await startElsewhere();
  await ask(first.url, 'create table kept as select 42 as answer');
  const pid = await pidOf();
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const again = await start();
  const other = await start();
  expect([again.attached, other.attached]).toEqual([true, true]);
  expect(await pidOf()).toBe(pid);
  expect(await ask(again.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  const busy = openSql(other.url, { max: 1 });
  await busy`select 1`;
  await again.stop();
  expect(await busy`select 1 as one`).toEqual([{ one: 1 }]);
  await busy.end();
  await other.stop();
  await gone(pid);
});

test('a killed server starts again with what was committed', async () => {
  const first = await start({ disposable: false });
  await ask(first.url, 'create table kept as select 42 as answer');
  const pid = await pidOf();
  process.kill(pid, 'SIGKILL');
  await gone(pid);
  const again = await start();
  expect(again.attached).toBe(false);
  expect(await ask(again.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('a pid file whose number went to another live process does not keep the server down', async () => {
  const first = await start();
  const pid = await pidOf();
  const file = join(folder, 'cluster/postmaster.pid');
  const text = await readFile(file, 'utf8');
  process.kill(pid, 'SIGKILL');
  await gone(pid);
  await writeFile(file, text.replace(String(pid), String(process.pid)));
  const again = await start();
  expect(again.attached).toBe(false);
  expect(again.url).toBe(first.url);
});

test('a folder with something else in it is refused and left alone', async () => {
  await mkdir(folder);
  await writeFile(join(folder, 'thesis.tex'), 'years of work');
  await expect(start()).rejects.toMatchObject({
    code: 'db_folder_foreign',
    retry: 'never',
    message: `${folder} holds "thesis.tex", which is not Steward's; name an empty folder for the built-in Postgres.`,
  });
  expect(await readFile(join(folder, 'thesis.tex'), 'utf8')).toBe('years of work');
  expect((await stat(folder)).mode & 0o777).not.toBe(0o700);
});

test('a file in place of the folder is refused in a sentence', async () => {
  await writeFile(folder, '');
  await expect(start()).rejects.toMatchObject({ code: 'db_folder_unusable', retry: 'never' });
});

test('a cluster of another major version is refused and left alone', async () => {
  await mkdir(join(folder, 'cluster'), { recursive: true });
  await writeFile(join(folder, 'cluster/PG_VERSION'), '14\n');
  await expect(start()).rejects.toMatchObject({
    code: 'db_other_major',
    retry: 'never',
    message: expect.stringMatching(/was made by PostgreSQL 14 and this release brings \d+; dump it/),
  });
});

test('a broken cluster says why it does not start', async () => {
  await (await start()).stop();
  await writeFile(join(folder, 'cluster/postgresql.conf'), 'no_such_setting = 1\n');
  await expect(start()).rejects.toMatchObject({
    code: 'db_start_failed',
    message: expect.stringContaining('server.log'),
    cause: expect.stringContaining('no_such_setting'),
  });
});

test('a path too long for a socket gets a short one elsewhere', async () => {
  folder = join(base, 'long-'.repeat(30));
  const { url, stop } = await start();
  const sockets = decodeURIComponent(new URL(url).hostname);
  expect(sockets.length).toBeLessThan(90);
  expect((await stat(sockets)).mode & 0o777).toBe(0o700);
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await stop();
  await rm(sockets, { recursive: true });
  expect((await stat(join(folder, 'cluster/PG_VERSION'))).isFile()).toBe(true);
});

test.runIf(isRoot)(
  'under root, a folder that nobody else can reach is replaced, and the log says by which',
  async () => {
    await chmod(base, 0o700);
    const warned: { folder: string }[] = [];
    const log: Log = { ...silentLog, warn: (fields) => warned.push(fields as { folder: string }) };
    const { url, stop } = await start({ log });
    const instead = warned[0]!.folder;
    try {
      expect(instead.startsWith(base)).toBe(false);
      expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect((await start()).attached).toBe(true);
    } finally {
      await stop();
      await rm(instead, { recursive: true });
    }
  },
);
