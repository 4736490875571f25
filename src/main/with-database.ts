import { settings as readSettings, type Settings } from '../config/settings.ts';
import type { Db } from '../db/connect.ts';
import type { Log } from '../lib/log.ts';
import { openQuietLog } from './log.ts';
import { openDatabase } from './open-database.ts';
import { type OpenPorts, openPorts } from './ports.ts';

export interface Opened {
  db: Db;
  ports: OpenPorts;
  settings: Settings;
  log: Log;
}

/** For verbs that look or act once: opens what they need and closes it whatever happens. A running Steward is not disturbed. */
export async function withDatabase<T>(act: (opened: Opened) => Promise<T>): Promise<T> {
  const settings = readSettings();
  const log = openQuietLog(settings);
  const db = await openDatabase(settings, log);
  const ports = openPorts(db, settings, log);
  try {
    return await act({ db, ports, settings, log });
  } finally {
    await ports.close();
    await db.close();
  }
}
