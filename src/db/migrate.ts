import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import { Fault } from '../lib/fault.ts';
import type { Db } from './connect.ts';
import { connectionFault } from './connection-fault.ts';
import { openSql } from './open-sql.ts';
import { refuseNewer } from './refuse-newer.ts';
import { schemaVersion } from './schema-version.ts';

/** The same two steps up from src/db and from dist/db. */
const ourMigrations = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Any number, as long as every release uses the same. */
const lock = 4_821_001;

/**
 * Brings the database to this release's schema. Several replicas may call it at once: one works, the others wait for
 * up to a minute.
 * @throws Fault when a newer release owns the database (never), another replica holds the lock (later), or Postgres refuses.
 */
export async function migrate(db: Db, migrationsFolder: string = ourMigrations): Promise<void> {
  // One connection of its own: a session lock belongs to the connection that took it.
  const sql = openSql(db.url, {
    max: 1,
    connect_timeout: 10,
    connection: { application_name: 'steward migrate', lock_timeout: 60_000 },
  });
  try {
    await sql`select pg_advisory_lock(${lock})`;
    await refuseNewer(sql);
    await runMigrations(drizzle(sql), { migrationsFolder });
    await sql`update schema_info set version = greatest(version, ${schemaVersion})`;
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    // Drizzle wraps what Postgres said.
    const cause = (thrown as Error).cause ?? thrown;
    if ((cause as { code?: string }).code === '55P03') {
      throw new Fault(
        'db_locked',
        'Another Steward has been migrating the database for a minute; wait for it, or end it.',
        { retry: 'later', cause },
      );
    }
    throw connectionFault(db.url, cause);
  } finally {
    // Ends the session and with it the lock.
    await sql.end({ timeout: 5 });
  }
}
