/** The tests' Postgres, as systems in Python are told of it. */

/**
 * Where a database is, as SQLAlchemy writes it; the host may be the folder of a socket.
 * @param url of `freshDatabase`
 * @param driver as in `asyncpg`
 */
export function forSqlAlchemy(url: string, driver: string): string {
  const { username, password, hostname, port, pathname } = new URL(url);
  const login = password ? `${username}:${password}` : username;
  return `postgresql+${driver}://${login}@${pathname}?host=${hostname}${port && `:${port}`}`;
}
