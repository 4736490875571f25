/**
 * One whole cycle through a trainer that really runs: a request is approved, it trains, the version is compared, promoted and
 * rolled back, all by what people say. What trains is the demo's own program, started by the system under test.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Configuration } from '../../src/config/configuration.ts';
import { readModels, readWorkspace } from '../../src/db/read.ts';
import { prepareDemo } from '../../src/demo/prepare.ts';
import { begin, channel } from '../../src/demo/world.ts';
import type { BackendId, ModelId } from '../../src/domain/ids.ts';
import { silentLog } from '../../src/lib/log.ts';
import { day } from '../../src/lib/time.ts';
import { apply } from '../../src/main/apply.ts';
import { startSteward } from '../../src/main.ts';
import { driveCycle, type Gone } from '../contract/drive-cycle.ts';
import { freshDatabase } from '../database.ts';

const model = 'fremont-bridge' as ModelId;

/** Where the demo's world is while a cycle runs; what trains there works in it. */
export async function demoWorld(): Promise<AsyncDisposable & { home: string; world: string }> {
  const home = await mkdtemp(path.join(tmpdir(), 'steward-live-cycle-'));
  const world = path.join(home, 'world');
  await prepareDemo(world);
  return {
    ...{ home, world },
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** How a program in Python trains in a world: variables for `training.py`. */
export const trainingVariables = (world: string): Record<string, string> => ({
  TRAIN_NODE: process.execPath,
  TRAIN_DOOR: fileURLToPath(new URL('../../src/demo/train-door.js', import.meta.url)),
  TRAIN_FOLDER: world,
});

export interface Cycle {
  home: string;
  world: string;
  backend: { kind: string; config: unknown };
}

/** Answers the names of what happened, oldest first, and who was champion at the end of each step. */
export async function wholeCycle({ home, world, backend }: Cycle): Promise<Gone> {
  await using fresh = await freshDatabase();
  const steward = await startSteward({
    settings: {
      ...{
        databaseUrl: fresh.url,
        home,
        host: '127.0.0.1',
        hosts: [],
        url: null,
        port: 0,
        dataRoots: [world],
      },
      ...{ logLevel: 'silent', slack: null, discord: null, sessionKey: 'x'.repeat(32) },
    },
    log: silentLog,
    async prepare(db) {
      await begin(db, world, Date.UTC(2020, 3, 6, 5));
      const models = (await readModels(db)).map((one) => one.model);
      const before: Configuration = { ...(await readWorkspace(db)), models };
      const id = 'live' as BackendId;
      const change: Configuration = {
        ...before,
        backends: [...before.backends, { id, ...backend }],
        models: models.map((one) => (one.id === model ? { ...one, trainer: id } : one)),
      };
      await apply(db, change, { prune: false });
    },
  });
  const { db, engine, ports, router } = steward;
  try {
    return await driveCycle({
      ...{ db, ports, router, model, channel, withinMs: 240_000 },
      async work(phase) {
        await engine.settle();
        // What trains is a program of its own.
        if (phase !== null) await new Promise((resolve) => setTimeout(resolve, 250));
      },
      async ripe({ now, alerts, cycle }) {
        const open = alerts.some(({ phase }) => phase !== 'quiet');
        if (open === (cycle === null)) return true;
        await engine.advance(now + (cycle === null ? day : 7 * day));
        return false;
      },
    });
  } finally {
    await steward.close();
  }
}
