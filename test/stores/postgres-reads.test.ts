// What only the Postgres store has: statements that end on the server, and transactions that cannot write.
import { expect, test } from 'vitest';
import { secret } from '../../src/config/secret.ts';
import { openSql } from '../../src/db/open-sql.ts';
import { postgres } from '../../src/stores/postgres.ts';
import { datasetOf, faultOf } from '../contract/store-world.ts';
import { freshDatabase } from '../database.ts';

const all = { window: null, version: null };

test('a statement that nobody waits for ends on the server, and a view that writes is refused', async () => {
  await using database = await freshDatabase({ migrated: false, poolSize: 1 });
  const sql = openSql(database.url, { max: 1 });
  await sql.unsafe(
    `CREATE TABLE written (x integer);
     CREATE FUNCTION write() RETURNS integer LANGUAGE sql VOLATILE AS 'INSERT INTO written VALUES (1) RETURNING x';
     CREATE VIEW writes AS SELECT now() AS at, write() AS prediction;
     CREATE VIEW slow AS SELECT now() AS at, 1 AS prediction FROM pg_sleep(100)`,
  );
  const store = await postgres.open(
    { url: 'env:PREDICTIONS_URL' },
    { roots: [], secret: (reference) => secret(reference, { PREDICTIONS_URL: database.url }) },
  );
  const refused = await faultOf(
    store.summarize([{ column: 'prediction', kind: 'discrete' }], { dataset: datasetOf('writes'), ...all }),
  );
  expect([refused.code, refused.retry]).toEqual(['not_allowed', 'never']);
  expect(await sql`SELECT * FROM written`).toHaveLength(0);

  const running = () =>
    sql`SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%"slow"%' AND pid <> pg_backend_pid()`;
  const aborter = new AbortController();
  const asked = faultOf(store.extent({ dataset: datasetOf('slow'), ...all }, { signal: aborter.signal }));
  await expect.poll(running, { timeout: 30_000 }).toHaveLength(1);
  aborter.abort();
  expect((await asked).code).toBe('store_timeout');
  await expect.poll(running, { timeout: 30_000 }).toHaveLength(0);
  await store.close();
  await sql.end({ timeout: 5 });
});

test('texts that Postgres calls equal are counted apart, as they are written', async () => {
  await using database = await freshDatabase({ migrated: false, poolSize: 1 });
  const sql = openSql(database.url, { max: 1 });
  await sql.unsafe(
    `CREATE EXTENSION citext;
     CREATE TABLE towns AS SELECT now() AS at, 1 AS prediction, CAST(town AS citext) AS town FROM unnest(ARRAY['Ulm', 'ulm', 'ulm', NULL]) AS town`,
  );
  const store = await postgres.open(
    { url: 'env:PREDICTIONS_URL' },
    { roots: [], secret: (reference) => secret(reference, { PREDICTIONS_URL: database.url }) },
  );
  const [found] = await store.summarize([{ column: 'town', kind: 'categorical' }], {
    dataset: datasetOf('towns'),
    ...all,
  });
  expect(found).toMatchObject({
    rows: 4,
    missing: 1,
    counts: new Map([
      ['ulm', 2],
      ['Ulm', 1],
    ]),
  });
  await store.close();
  await sql.end({ timeout: 5 });
});
