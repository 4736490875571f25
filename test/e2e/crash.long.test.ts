/** Power cuts: one story, killed at each step of the outbox in turn, must end as if nothing had happened. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { prepareDemo } from '../../src/demo/prepare.ts';
import { effects } from '../../src/effects/index.ts';
import { freshDatabase } from '../database.ts';
import { expectWhole, tell } from './story-process.ts';

/** Kinds that this story never needs. */
const notHere = [
  'find_run',
  'cancel_training',
  'share_status',
  'tell_people',
  'list_failing',
  'sync_registry',
  'consider_retrain',
];
/** In the order of `effects`, which is the story's: what comes once must not be over when its turn comes. */
const points = Object.keys(effects)
  .filter((kind) => !notHere.includes(kind))
  .flatMap((kind) => [`${kind}:before`, `${kind}:after`]);

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

    await expectWhole(fresh.db, home);
    // The points that no round came to would prove nothing.
    expect([...unreached]).toEqual([]);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}, 600_000);
