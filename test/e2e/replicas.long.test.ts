import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { prepareDemo } from '../../src/demo/prepare.ts';
import { freshDatabase } from '../database.ts';
import { expectWhole, tell } from './story-process.ts';

test('two processes on one database share the story, and nothing happens twice', async () => {
  await using fresh = await freshDatabase();
  const home = await mkdtemp(path.join(tmpdir(), 'steward-replicas-'));
  try {
    await prepareDemo(path.join(home, 'world'));
    const environment = { DATABASE_URL: fresh.url, STORY_HOME: home };
    const ends = await Promise.all([tell(environment), tell(environment)]);
    for (const end of ends) expect(end).toEqual({ code: 0, signal: null, said: '' });
    await expectWhole(fresh.db, home);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}, 180_000);
