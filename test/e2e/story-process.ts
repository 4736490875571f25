/** The whole story as a process of its own, and what must be true when it has ended. */
import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import type { Db } from '../../src/db/connect.ts';
import { verify } from '../../src/engine/audit.ts';

export function tell(
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

/** Everything happened, and nothing twice. */
export async function expectWhole(db: Db, home: string): Promise<void> {
  const rows = await db.sql<{ type: string; n: number }[]>`
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
  const doubled = await db.sql`
    select monitor, window_to, count(*) from checks group by model, monitor, window_to, version, findings having count(*) > 1`;
  expect([...doubled]).toEqual([]);
  const cards =
    await db.sql`select key from cards where key like 'episode-%' and card->>'title' like 'fremont%'`;
  expect(cards).toHaveLength(1);
  expect((await verify(db)).broken).toBeNull();
}
