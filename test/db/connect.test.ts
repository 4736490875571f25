import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../src/db/connect.ts';
import { type Embedded, startEmbedded } from '../../src/db/embedded/start-embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openSql } from '../../src/db/open-sql.ts';
import { Fault } from '../../src/lib/fault.ts';
import { silentLog } from '../../src/lib/log.ts';

const password = 'correct-horse';
let base: string;
let server: Embedded;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'steward-connect-'));
  await chmod(base, 0o755);
  const folder = join(base, 'postgres');
  server = await startEmbedded({ folder, log: silentLog, disposable: true });
  const sql = openSql(server.url, { max: 1 });
  await sql`create role guarded login password 'correct-horse'`;
  await sql`create role crowded login connection limit 0`;
  await sql`create role guest login`;
  // An immediate stop of a disposable server may lose the newest commits.
  await sql`checkpoint`;
  // 28000 is what a server says to somebody whom no line of this file lets in.
  const rules = ['local all guarded scram-sha-256', 'local all stranger reject', 'local all all trust', ''];
  await writeFile(join(folder, 'cluster/pg_hba.conf'), rules.join('\n'));
  await sql.end();
  await server.stop();
  server = await startEmbedded({ folder, log: silentLog, disposable: true });
});

afterAll(async () => {
  await server.stop();
  await rm(base, { recursive: true, force: true });
});

function urlFor(login: string, database = 'steward'): string {
  const url = new URL(server.url);
  const [username = '', secret = ''] = login.split(':');
  url.username = username;
  url.password = secret;
  url.pathname = `/${database}`;
  return url.href;
}

async function faultOf(url: string, timeoutMs = 10_000): Promise<Fault> {
  const thrown = await connect({ url, log: silentLog, poolSize: 1, timeoutMs }).then(
    () => null,
    (cause: unknown) => cause,
  );
  expect(thrown).toBeInstanceOf(Fault);
  return thrown as Fault;
}

test('a right password connects, and both ways to ask share the pool', async () => {
  const db = await connect({ url: urlFor(`guarded:${password}`), log: silentLog, poolSize: 1 });
  expect(await db.sql`select current_user as me`).toEqual([{ me: 'guarded' }]);
  expect(await db.drizzle.execute('select current_user as me')).toEqual([{ me: 'guarded' }]);
  await db.close();
});

test('a wrong password is named, not shown', async () => {
  const fault = await faultOf(urlFor('guarded:hunter2-wrong'));
  expect(fault).toMatchObject({ code: 'db_password', retry: 'never' });
  expect(fault.message).toContain('refused the password of user guarded; mend DATABASE_URL');
  expect(inspect(fault, { depth: null, showHidden: true })).not.toContain('hunter2');
});

test('text that is no URL is refused without being repeated anywhere', async () => {
  for (const text of [
    'postgres://ada:hunter2#x@db:5432/steward',
    'hunter2',
    'https://ada:hunter2@db/steward',
    'postgres://ada:hunter2@db/100%',
  ]) {
    const fault = await faultOf(text);
    expect(fault).toMatchObject({ code: 'db_url', retry: 'never' });
    expect(inspect(fault, { depth: null, showHidden: true })).not.toContain('hunter2');
  }
});

test('a user whom the server does not let in', async () => {
  const fault = await faultOf(urlFor('stranger'));
  expect(fault).toMatchObject({ code: 'db_password', retry: 'never' });
  expect(fault.message).toContain('does not let user stranger in');
});

test('a database that does not exist', async () => {
  const fault = await faultOf(urlFor('guest', 'nowhere'));
  expect(fault).toMatchObject({ code: 'db_missing', retry: 'never' });
  expect(fault.message).toContain('has no database nowhere; create it');
});

test('a server without a free connection', async () => {
  expect(await faultOf(urlFor('crowded'))).toMatchObject({ code: 'db_full', retry: 'later' });
});

test('a user who may not create tables learns it from the migration', async () => {
  const db = await connect({ url: urlFor('guest'), log: silentLog, poolSize: 1 });
  await expect(migrate(db)).rejects.toMatchObject({
    code: 'db_not_allowed',
    retry: 'never',
    message: expect.stringContaining('User guest lacks a right in database steward'),
  });
  await db.close();
});

test('a closed port, an unknown host and a missing socket are unreachable, later', async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  for (const at of [`127.0.0.1:${port}`, 'nobody.invalid:5432', '%2Fno%2Fsuch%2Ffolder']) {
    const fault = await faultOf(`postgres://ada:hunter2@${at}/steward`);
    expect(fault).toMatchObject({ code: 'db_unreachable', retry: 'later' });
    expect(fault.message).toContain(`Postgres at ${decodeURIComponent(at)} cannot be reached`);
    expect(inspect(fault, { depth: null, showHidden: true })).not.toContain('hunter2');
  }
});

test('something that is no Postgres, talks or says nothing, is given up on in time', async () => {
  const talks = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const silent = createServer((socket) => socket.on('error', () => {}));
  for (const other of [talks, silent]) {
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as AddressInfo;
    const fault = await faultOf(`postgres://ada@127.0.0.1:${port}/steward`, 300);
    expect(fault).toMatchObject({ code: 'db_unreachable', retry: 'later' });
    other.close();
  }
});

test('a connection pooler that takes no settings with a connection is no obstacle, and the log says what to set', async () => {
  const idle = 'idle_in_transaction_session_timeout';
  const text = ['SFATAL', 'VFATAL', 'C08P01', `Munsupported startup parameter: ${idle}`, '\0'].join('\0');
  const size = Buffer.alloc(4);
  size.writeInt32BE(text.length + 4);
  // As PgBouncer answers; whatever else is asked goes on to Postgres.
  const pooler = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (first) => {
      if (first.includes(idle)) return socket.end(Buffer.concat([Buffer.from('E'), size, Buffer.from(text)]));
      const { host, port } = at;
      const behind = createConnection(`${host}/.s.PGSQL.${port}`);
      behind.on('error', () => socket.destroy());
      behind.write(first);
      return socket.pipe(behind).pipe(socket);
    });
  });
  const { hostname, port: number } = new URL(server.url);
  const at = { host: decodeURIComponent(hostname), port: number || '5432' };
  await once(pooler.listen(0, '127.0.0.1'), 'listening');
  const { port } = pooler.address() as AddressInfo;
  const said: string[] = [];
  const log = { ...silentLog, warn: (_: object, sentence: string) => void said.push(sentence) };
  const db = await connect({ url: `postgres://guest@127.0.0.1:${port}/steward`, log, poolSize: 1 });
  expect(await db.sql`select current_user as me`).toEqual([{ me: 'guest' }]);
  expect(said).toEqual([expect.stringContaining(idle)]);
  await db.close();
  pooler.close();
});

test('a folder instead of a URL starts the built-in server, and closing ends it', async () => {
  const folder = join(base, 'of its own');
  const db = await connect({ folder, log: silentLog, poolSize: 2 });
  await migrate(db);
  expect(await db.sql`select version from schema_info`).toHaveLength(1);
  await db.close();
  expect(await faultOf(db.url)).toMatchObject({ code: 'db_unreachable' });
});
