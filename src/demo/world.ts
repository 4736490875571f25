/** The demo: a real Steward on a world of real data whose clock can be moved. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Configuration, sayMistake } from '../config/configuration.ts';
import { kinds } from '../config/kinds.ts';
import { readConfiguration } from '../config/read-configuration.ts';
import type { Settings } from '../config/settings.ts';
import type { Db } from '../db/connect.ts';
import type { ChannelId } from '../domain/ids.ts';
import { beginAt, worldNow } from '../engine/clock.ts';
import { Fault } from '../lib/fault.ts';
import type { Log } from '../lib/log.ts';
import { apply } from '../main/apply.ts';
import { type Steward, startSteward } from '../main.ts';
import { clockDoor, showClock } from './clock-door.ts';
import { prepareDemo } from './prepare.ts';

/** A Monday three weeks before anybody stayed at home. */
export const begins = Date.UTC(2020, 1, 24);
/** The half year that all three sets share ends here. */
export const ends = Date.UTC(2020, 6, 6);

export const channel = 'ml' as ChannelId;

/** Prepares the world below the home folder when it is not there yet, and starts Steward in it. Throws `Fault`. */
export async function startDemo(settings: Settings, log: Log): Promise<Steward> {
  const world = path.join(settings.home, 'world');
  await prepareDemo(world);
  const steward = await startSteward({
    settings: { ...settings, databaseUrl: null, dataRoots: [world] },
    log,
    prepare: (db) => begin(db, world),
    door: (door, { db, engine, ports }) => clockDoor(door, { db, engine, ports, until: ends }),
  });
  await showClock(steward.ports, channel, { now: await worldNow(steward.db.sql), until: ends });
  return steward;
}

/** The first start sets the clock; later ones find the world as it was left. */
export async function begin(db: Db, world: string, at = begins): Promise<void> {
  await beginAt(db.sql, at);
  const read = await readConfiguration(path.join(world, 'steward'), kinds);
  if (!read.ok) throw new Fault('configuration', read.error.map(sayMistake).join('\n'), { retry: 'never' });
  await apply(db, withTrainer(read.value, world), { prune: false });
}

/** Where the trainer and its rows are is known only here. */
function withTrainer(configuration: Configuration, world: string): Configuration {
  const argv = [process.execPath, fileURLToPath(new URL('./train-door.js', import.meta.url))];
  return {
    ...configuration,
    backends: configuration.backends.map((backend) =>
      backend.id === 'trainer'
        ? { ...backend, config: { ...(backend.config as object), argv, folder: world } }
        : backend,
    ),
  };
}
