import { inject } from 'vitest';
import { connect, type Db } from '../src/db/connect.ts';
import { openSql } from '../src/db/open-sql.ts';
import { silentLog } from '../src/lib/log.ts';
import type {} from './global-setup.ts';

export interface FreshDatabase extends AsyncDisposable {
  db: Db;
  url: string;
}

let made = 0;

async function onServer(run: (sql: ReturnType<typeof openSql>) => Promise<unknown>): Promise<void> {
  const sql = openSql(inject('postgres').url, { max: 1 });
  try {
    await run(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** A database of its own with Steward's tables; dropped when it goes out of scope (`await using`). */
export async function freshDatabase(
  options: { poolSize?: number; migrated?: boolean } = {},
): Promise<FreshDatabase> {
  const { poolSize = 5, migrated = true } = options;
  const { url: server, prefix } = inject('postgres');
  made += 1;
  const name = `${prefix}_${process.pid}_${made}`;
  const template = migrated ? `${prefix}_template` : 'template0';
  await onServer((sql) => sql`create database ${sql(name)} template ${sql(template)}`);
  const at = new URL(server);
  at.pathname = `/${name}`;
  const db = await connect({ url: at.href, log: silentLog, poolSize });
  return {
    db,
    url: at.href,
    async [Symbol.asyncDispose]() {
      await db.close();
      await onServer((sql) => sql`drop database if exists ${sql(name)} with (force)`);
    },
  };
}
