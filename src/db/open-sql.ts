import postgres from 'postgres';

/**
 * A pool for a database URL. A percent-encoded folder as the host (`postgres://user@%2Frun%2Fpostgresql/name`) means
 * the socket in it, as in libpq; the driver alone does not decode it.
 */
export function openSql(url: string, options: postgres.Options<Record<string, never>> = {}): postgres.Sql {
  const { hostname, port } = new URL(url);
  const host = decodeURIComponent(hostname);
  const socket = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port || 5432}` } : {};
  return postgres(url, { onnotice() {}, ...socket, ...options });
}
