/** The page on a real port, in front of a router and a directory in memory. */
import { startHttp } from '../../../src/http/start-http.ts';
import { silentLog } from '../../../src/lib/log.ts';
import type { Confirmations } from '../../../src/surfaces/contract.ts';
import { createWebSurface } from '../../../src/surfaces/web/web-surface.ts';
import { createFakeDirectory, createFakeRouter } from '../fakes.ts';

export const sessionKey = 'a key that only these tests use, 32+';

export async function startWeb(
  options: { key?: string; log?: typeof silentLog; confirmations?: Confirmations } = {},
) {
  const log = options.log ?? silentLog;
  const router = createFakeRouter();
  const directory = createFakeDirectory();
  const web = createWebSurface({
    router,
    directory,
    people: 'everyone',
    sessionKey: options.key ?? sessionKey,
    ...(options.confirmations && { confirmations: options.confirmations }),
    log,
  });
  const http = await startHttp({ host: '127.0.0.1', port: 0, routes: web.routes, log });
  const close = async () => {
    await web.surface.close();
    await http.close();
  };
  return { router, directory, ...web, url: http.url, [Symbol.asyncDispose]: close };
}
