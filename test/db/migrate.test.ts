import { expect, test } from 'vitest';
import { connect } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { schemaVersion } from '../../src/db/schema-version.ts';
import { silentLog } from '../../src/lib/log.ts';
import { freshDatabase } from '../database.ts';

test('four replicas that start at once migrate an empty database once', async () => {
  await using empty = await freshDatabase({ migrated: false });
  const replicas = await Promise.all(
    [1, 2, 3, 4].map(() => connect({ url: empty.url, log: silentLog, poolSize: 1 })),
  );
  await Promise.all(replicas.map((db) => migrate(db)));
  await Promise.all(replicas.map((db) => db.close()));
  const applied = await empty.db.sql`select hash from drizzle.__drizzle_migrations`;
  expect(new Set(applied.map(({ hash }) => hash)).size).toBe(applied.length);
  expect(await empty.db.sql`select version from schema_info`).toEqual([{ version: schemaVersion }]);
});

test('a migrated database is left as it is', async () => {
  await using fresh = await freshDatabase();
  const before = await fresh.db.sql`select * from drizzle.__drizzle_migrations`;
  expect(before.length).toBeGreaterThan(0);
  await migrate(fresh.db);
  expect(await fresh.db.sql`select * from drizzle.__drizzle_migrations`).toEqual(before);
});

test('a newer release that still serves this one is no reason to refuse', async () => {
  await using fresh = await freshDatabase();
  await fresh.db.sql`update schema_info set version = ${schemaVersion + 5}, min_reader = ${schemaVersion}`;
  await migrate(fresh.db);
  expect(await fresh.db.sql`select version from schema_info`).toEqual([{ version: schemaVersion + 5 }]);
});

test('a database of a release that this one cannot read is refused in one sentence', async () => {
  await using fresh = await freshDatabase();
  await fresh.db.sql`update schema_info set min_reader = ${schemaVersion + 1}`;
  const refused = {
    code: 'db_newer',
    retry: 'never',
    message: expect.stringContaining('install the newer release'),
  };
  await expect(migrate(fresh.db)).rejects.toMatchObject(refused);
  await expect(connect({ url: fresh.url, log: silentLog })).rejects.toMatchObject(refused);
});
