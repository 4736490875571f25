// Aborts against a server behind a door: what cancels of it do to the statement that they are for, and to the one after it.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSql } from '../../src/db/open-sql.ts';
import { openSession, type Session } from '../../src/stores/postgres/session.ts';
import { faultOf } from '../contract/store-world.ts';
import { type FreshDatabase, freshDatabase } from '../database.ts';

const cancelRequest = 80_877_102;
/** What is done with each request to cancel, in turn; all later ones reach the server. */
let cancels: ((pass: () => void, refuse: () => void) => void)[];
let asked: number;
let database: FreshDatabase;
let session: Session;
let sql: ReturnType<typeof openSql>;

const door = createServer(async (from) => {
  from.on('error', () => {});
  const [first] = (await once(from, 'data')) as [Buffer];
  const pass = () => {
    const to = server();
    to.on('error', () => from.destroy());
    from.on('close', () => to.destroy());
    to.write(first);
    from.pipe(to).pipe(from);
  };
  if (first.readUInt32BE(4) !== cancelRequest) return pass();
  asked += 1;
  const treat = cancels.shift() ?? pass;
  treat(pass, () => from.destroy());
});

function server(): Socket {
  const { hostname, port } = new URL(database.url);
  const host = decodeURIComponent(hostname);
  return host.startsWith('/')
    ? connect(`${host}/.s.PGSQL.${port || 5432}`)
    : connect(Number(port || 5432), host);
}

beforeAll(async () => {
  database = await freshDatabase({ migrated: false, poolSize: 1 });
  sql = openSql(database.url, { max: 1 });
  await new Promise<void>((ready) => door.listen(0, '127.0.0.1', ready));
  const { username, password, pathname } = new URL(database.url);
  const user = password ? `${username}:${password}` : username;
  const { port } = door.address() as AddressInfo;
  session = openSession(`postgres://${user}@127.0.0.1:${port}${pathname}`, 1);
});
afterAll(async () => {
  await session.close();
  await sql.end({ timeout: 5 });
  door.close();
  await database[Symbol.asyncDispose]();
});
beforeEach(() => {
  asked = 0;
});

const sleeping = () =>
  sql`SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()`;

/** Asks, and nobody waits any more once the statement runs. */
async function abandoned(seconds: number): Promise<string> {
  const aborter = new AbortController();
  const fault = faultOf(
    session.query('SELECT pg_sleep($1::text::float)', [String(seconds)], { signal: aborter.signal }),
  );
  await expect.poll(sleeping, { timeout: 30_000 }).toHaveLength(1);
  aborter.abort();
  return (await fault).code;
}

const answer = async () => (await session.query('SELECT 1 AS one FROM pg_sleep(0.3)', [], {})).one;

test('a cancel that a server did not heed or that did not arrive is sent again, until the statement ends', async () => {
  cancels = [(_, refuse) => refuse(), (_, refuse) => refuse()];
  expect(await abandoned(1_000)).toBe('store_timeout');
  // The one connection is free again.
  expect(await answer()).toEqual([1]);
  expect(asked).toBeGreaterThanOrEqual(3);
});

test('a cancel that is late does not end the next statement on the connection', async () => {
  let arrived = false;
  cancels = [
    async (pass) => {
      while ((await sleeping()).length > 0);
      arrived = true;
      pass();
    },
  ];
  expect(await abandoned(1.5)).toBe('store_timeout');
  expect(await answer()).toEqual([1]);
  expect(arrived).toBe(true);
});

test('aborted at any moment, a statement leaves its connection usable', async () => {
  cancels = [];
  for (let turn = 0; turn < 40; turn += 1) {
    const aborter = new AbortController();
    const fault = faultOf(session.query('SELECT pg_sleep(1000)', [], { signal: aborter.signal }));
    const until = performance.now() + turn / 10;
    while (performance.now() < until) await new Promise((next) => setImmediate(next));
    aborter.abort();
    expect((await fault).code).toBe('store_timeout');
    expect((await session.query('SELECT 1 AS one', [], {})).one).toEqual([1]);
  }
});
