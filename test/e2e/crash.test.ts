/** Power cuts: one story, killed at each step of the outbox in turn, must end as if nothing had happened. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { prepareDemo } from '../../src/demo/prepare.ts';
import { effects } from '../../src/effects/index.ts';
import { verify } from '../../src/engine/audit.ts';
import { freshDatabase } from '../database.ts';

/** Kinds that this story never needs. */
const notHere = ['find_run', 'cancel_training', 'share_status'];
const points = Object.keys(effects)
  .filter((kind) => !notHere.includes(kind))
  .flatMap((kind) => [`${kind}:before`, `${kind}:after`]);

function tell(
  environment: Record<string, string>,
): Promise<{ code: number | null; signal: string | null; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/e2e/crash-story.ts'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  return new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal, said })));
}

test('killed before and after every kind of effect, the story loses nothing and doubles nothing', async () => {
  await using fresh = await freshDatabase();
  const home = await mkdtemp(path.join(tmpdir(), 'steward-crash-'));
  try {
    await prepareDemo(path.join(home, 'world'));
    const environment = { DATABASE_URL: fresh.url, STORY_HOME: home };
    const unreached = new Set(points);
    // Some points only come after others: what was not reached in one round is tried again in the next.
    for (let round = 0; round < 3 && unreached.size > 0; round += 1) {
      for (const point of [...unreached]) {
        const { code, signal, said } = await tell({ ...environment, CRASH_AT: point });
        if (signal === 'SIGKILL') unreached.delete(point);
        else expect({ point, code, said }).toEqual({ point, code: 0, said: '' });
        // What a killed process held is free after its lease; nobody wants to wait for that here.
        await fresh.db.sql`update outbox set due_at = clock_timestamp()`;
        if (signal === null) break;
      }
    }
    const end = await tell(environment);
    expect(end).toEqual({ code: 0, signal: null, said: '' });

    const rows = await fresh.db.sql<{ type: string; n: number }[]>`
      select type, count(*)::int as n from events where model = 'fremont-bridge' group by type`;
    const counts = Object.fromEntries(rows.map(({ type, n }) => [type, n]));
    expect(counts).toMatchObject({
      alert_opened: 1,
      alert_closed: 1,
      retrain_proposed: 1,
      retrain_approved: 1,
      training_started: 1,
      training_finished: 1,
      challenger_offered: 1,
      promotion_approved: 1,
      champion_switched: 1,
      rollback_started: 1,
      champion_restored: 1,
      cycle_closed: 1,
    });
    expect(counts.start_unanswered).toBeUndefined();
    expect(await readdir(path.join(home, 'backends', 'trainer', 'runs'))).toHaveLength(1);
    expect((await readdir(path.join(home, 'world', 'predictions', 'fremont-bridge'))).sort()).toEqual([
      'v1.parquet',
      'v2.parquet',
    ]);
    // A label that arrived while the process was down rightly makes a new revision with other numbers.
    const doubled = await fresh.db.sql`
      select monitor, window_to, count(*) from checks group by model, monitor, window_to, version, findings having count(*) > 1`;
    expect([...doubled]).toEqual([]);
    const cards = await fresh.db
      .sql`select key from cards where key like 'episode-%' and card->>'title' like 'fremont%'`;
    expect(cards).toHaveLength(1);
    expect((await verify(fresh.db)).broken).toBeNull();
    // The points that no round came to would prove nothing.
    expect([...unreached]).toEqual([]);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}, 300_000);
