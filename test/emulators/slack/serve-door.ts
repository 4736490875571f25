/** A door that answers requests, put on a port of its own. */

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';

export async function serveDoor(door: (request: Request) => Promise<Response>) {
  const server = await new Promise<Server>((resolve) => {
    const starting = serve({ fetch: door, hostname: '127.0.0.1', port: 0 }, () =>
      resolve(starting),
    ) as Server;
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
