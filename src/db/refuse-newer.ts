import type postgres from 'postgres';
import { Fault } from '../lib/fault.ts';
import { schemaVersion } from './schema-version.ts';

/** @throws Fault (never) when the database was changed by a release whose rows this one cannot read. */
export async function refuseNewer(sql: postgres.Sql): Promise<void> {
  const [found] = await sql`select to_regclass('schema_info') is not null as migrated`;
  if (!found?.migrated) return;
  const [row] = await sql`select min_reader from schema_info`;
  if (!row || row.min_reader <= schemaVersion) return;
  throw new Fault(
    'db_newer',
    `The database needs a newer Steward (it asks for schema ${row.min_reader}, this release knows ${schemaVersion}); install the newer release.`,
    { retry: 'never' },
  );
}
