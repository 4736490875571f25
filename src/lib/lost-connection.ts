/** As postgres.js and Postgres call it: codes after which nothing can be sent on the connection any more. */
const lost = /^(CONNECTION_(CLOSED|DESTROYED)|ECONNRESET|EPIPE|ETIMEDOUT|57P0[123]|25P03)$/;

/**
 * A transaction's function that never settles once its connection is lost. postgres.js 3.4.9 would answer its failure with a ROLLBACK
 * on the closed socket, which ends the process (porsager/postgres#1208); it rejects the transaction by itself when a connection closes.
 */
export const unlessConnectionLost =
  <A extends unknown[], T>(work: (...given: A) => T | Promise<T>) =>
  async (...given: A): Promise<T> => {
    try {
      return await work(...given);
    } catch (thrown) {
      if (lost.test(String((thrown as { code?: unknown } | null)?.code))) return new Promise(() => {});
      throw thrown;
    }
  };

/** As Node and postgres.js call it: codes of a server that nothing reaches. */
export const unreachable: ReadonlySet<string> = new Set(
  'ECONNREFUSED ECONNRESET ENOENT ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN EPIPE CONNECT_TIMEOUT CONNECTION_CLOSED CONNECTION_ENDED'.split(
    ' ',
  ),
);

/** Whether a question failed because the database is away; everything else that we ask throws a `Fault`. */
export function databaseIsAway(thrown: unknown): boolean {
  const { code, syscall } = (thrown ?? {}) as { code?: unknown; syscall?: unknown };
  const missingFile = code === 'ENOENT' && syscall !== 'connect';
  return (unreachable.has(String(code)) || lost.test(String(code))) && !missingFile;
}
