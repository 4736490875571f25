/** Against DNS rebinding: a page of another site that points its own name at this machine is told nothing. */
import type { MiddlewareHandler } from 'hono';

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/** The Host headers that reach a server on this port; configured ones are compared as written, with their port. */
export function allowedHosts(port: number, configured: readonly string[]): Set<string> {
  const local = loopback.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  return new Set([...local, ...configured.map((host) => host.toLowerCase())]);
}

/** @param hosts asked for at each request, because port 0 becomes a real port only when the server listens */
export const hostCheck =
  (hosts: () => ReadonlySet<string>): MiddlewareHandler =>
  async (c, next) => {
    const host = (c.req.header('host') ?? '').toLowerCase();
    if (!hosts().has(host)) {
      return c.text('This address is not served here. Add it to the configured hosts if it should be.', 421);
    }
    return next();
  };
