import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../../src/db/connect.ts';
import { readPostmaster } from '../../src/db/embedded/postmaster.ts';
import { endServer } from '../../src/db/embedded/server.ts';
import { startEmbedded } from '../../src/db/embedded/start-embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { startEngine } from '../../src/engine/engine.ts';
import { enqueue } from '../../src/engine/enqueue.ts';
import { silentLog } from '../../src/lib/log.ts';

test('a database that is gone for ten seconds loses nothing: the engine goes on when it is back', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'steward-away-'));
  const options = { folder, log: silentLog };
  const cluster = path.join(folder, 'cluster');
  const end = async () => {
    const server = await readPostmaster(cluster);
    if (server) await endServer(server.pid, cluster, 'immediate');
  };
  const first = await startEmbedded(options);
  const db = await connect({ url: first.url, log: silentLog });
  await migrate(db);
  const ran: string[] = [];
  const complaints: unknown[] = [];
  const log = { ...silentLog, error: (cause: unknown) => void complaints.push(cause) };
  const engine = startEngine({
    db,
    log,
    run: async (effect) => {
      ran.push(effect.kind === 'refresh_card' ? effect.model : '');
      return 'done';
    },
  });
  try {
    const card = (model: string) => enqueue(db.sql, { kind: 'refresh_card', model: model as never, at: 1 });
    await card('before');
    await engine.settle();
    await db.sql`insert into outbox (lane, kind, key, effect, due_at)
      values ('card:during', 'refresh_card', 'during', '{"kind":"refresh_card","model":"during"}', clock_timestamp() + interval '5 s')`;
    await end();
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    expect(ran).toEqual(['before']);
    expect(complaints.length).toBeGreaterThan(0);
    const second = await startEmbedded(options);
    expect(second.url).toBe(first.url);
    const late = performance.now() + 20_000;
    while (!ran.includes('during') && performance.now() < late)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await card('after');
    await engine.settle();
    expect(ran).toEqual(['before', 'during', 'after']);
    await engine.stop();
    await db.close();
  } finally {
    await end();
    await rm(folder, { recursive: true, force: true });
  }
}, 90_000);
