import path from 'node:path';
import type { Settings } from '../config/settings.ts';
import { connect, type Db } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import type { Log } from '../lib/log.ts';

/** Steward's own database, migrated: the one that the settings name, or the built-in one below its home. Throws `Fault`. */
export async function openDatabase(settings: Pick<Settings, 'databaseUrl' | 'home'>, log: Log): Promise<Db> {
  const place =
    settings.databaseUrl === null
      ? { folder: path.join(settings.home, 'postgres') }
      : { url: settings.databaseUrl };
  const db = await connect({ ...place, log });
  try {
    await migrate(db);
    return db;
  } catch (thrown) {
    await db.close();
    throw thrown;
  }
}
