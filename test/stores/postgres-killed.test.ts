// A server of predictions that is killed while it counts: the check says so in one sentence, and the next one measures again.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readPostmaster } from '../../src/db/embedded/postmaster.ts';
import { endServer } from '../../src/db/embedded/server.ts';
import { type Embedded, startEmbedded } from '../../src/db/embedded/start-embedded.ts';
import { openSql } from '../../src/db/open-sql.ts';
import { silentLog } from '../../src/lib/log.ts';
import { day } from '../../src/lib/time.ts';
import type { Frozen } from '../../src/monitors/contract.ts';
import { drift } from '../../src/monitors/drift.ts';
import { postgres } from '../../src/stores/postgres.ts';
import { dataset, monitor, start } from '../monitors/drift-world.ts';

const days = 84;

/** A log of 40 rows a day, behind a view that waits while a row of `waiting` says so. */
const tables = `
CREATE TABLE rows AS SELECT i AS id, timestamptz 'epoch' + (${start} + i * ${day / 40}.0) * interval '1 millisecond' AS at,
  'v1' AS version, (i * 7919 % 1000) / 100.0 AS amount, (i * 104729 % 997) / 99.0 AS prediction FROM generate_series(0, ${days * 40 - 1}) AS i;
CREATE TABLE waiting AS SELECT 0 AS seconds;
CREATE VIEW log AS SELECT rows.* FROM rows CROSS JOIN (SELECT pg_sleep(seconds) FROM waiting OFFSET 0) AS waited`;

async function withSql<T>(url: string, use: (sql: ReturnType<typeof openSql>) => Promise<T>): Promise<T> {
  const sql = openSql(url, { max: 1 });
  try {
    return await use(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

test('a store whose server is killed mid-query is an error in one sentence, and measures once it is back', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'steward-killed-'));
  const begin = () => startEmbedded({ folder, log: silentLog });
  let server: Embedded = await begin();
  const { url } = server;
  await withSql(url, (sql) => sql.unsafe(tables));
  const store = await postgres.open({ url: 'env:URL' }, { roots: [], secret: async () => url });
  const now = start + days * day;
  const window = { from: now - 7 * day, to: now };
  const check = (frozen: Frozen | null) =>
    drift.measure({
      monitor,
      model: { task: 'regression', dataset },
      store,
      window,
      version: null,
      now,
      frozen,
    });
  try {
    const before = await check(null);
    expect(before.findings.map(({ column, verdict }) => [column, verdict])).toEqual([
      ['amount', 'ok'],
      ['prediction', 'ok'],
    ]);

    await withSql(url, (sql) => sql`UPDATE waiting SET seconds = 100`);
    const asked = check(before.frozen);
    await withSql(url, (sql) =>
      expect
        .poll(() => sql`SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'`, { timeout: 30_000 })
        .toHaveLength(1),
    );
    const cluster = path.join(folder, 'cluster');
    await endServer((await readPostmaster(cluster))!.pid, cluster, 'immediate');
    for (const { findings, frozen } of [await asked, await check(before.frozen)]) {
      expect(findings.map(({ verdict, note }) => [verdict, note])).toEqual([
        ['error', 'The store cannot be reached or went away.'],
      ]);
      expect(frozen).toBe(before.frozen);
    }

    server = await begin();
    expect(server.url).toBe(url);
    await withSql(url, (sql) => sql`UPDATE waiting SET seconds = 0`);
    expect((await check(before.frozen)).findings).toEqual(before.findings);
  } finally {
    await store.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
