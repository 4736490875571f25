import postgres from 'postgres';
import { unlessConnectionLost } from '../lib/lost-connection.ts';

/**
 * A pool for a database URL. A percent-encoded folder as the host (`postgres://user@%2Frun%2Fpostgresql/name`) means
 * the socket in it, as in libpq; the driver alone does not decode it.
 */
export function openSql(url: string, options: postgres.Options<Record<string, never>> = {}): postgres.Sql {
  const { hostname, port } = new URL(url);
  const host = decodeURIComponent(hostname);
  const socket = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port || 5432}` } : {};
  return survivingLoss(postgres(url, { onnotice() {}, ...socket, ...options }));
}

/** The same pool, whose transactions end with an error instead of with the process when their connection is lost. */
function survivingLoss(sql: postgres.Sql): postgres.Sql {
  const begin = sql.begin.bind(sql) as (...given: unknown[]) => Promise<unknown>;
  const surviving = (...given: unknown[]) =>
    begin(
      ...given.map((one) => (typeof one === 'function' ? unlessConnectionLost(one as () => unknown) : one)),
    );
  return Object.assign(sql, { begin: surviving as postgres.Sql['begin'] });
}
