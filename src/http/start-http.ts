/** The one HTTP server of a process: health, readiness, metrics, and the routes it is given. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Registry } from 'prom-client';
import { Fault, sentenceOf } from '../lib/fault.ts';
import type { Log } from '../lib/log.ts';
import { allowedHosts, hostCheck } from './host-check.ts';
import { createHttpMetrics } from './metrics.ts';

export interface HttpServer extends AsyncDisposable {
  /** Where it listens, without a slash at the end: `http://127.0.0.1:8080`. */
  url: string;
  /** Ends open streams too, so that it always comes back. */
  close(): Promise<void>;
}

interface HttpOptions {
  host: string;
  /** 0 takes a free port. */
  port: number;
  routes: Hono;
  /** Deliveries that prove by a signature where they come from, whatever host they name. */
  signed?: Record<string, (request: Request) => Promise<Response>>;
  log: Log;
  /** Host headers besides the loopback names, as browsers send them: `steward.example.com`, `steward:8080`. */
  hosts?: readonly string[];
  /** Why this process should get no work yet, in a sentence; null when it should. */
  notReady?: () => Promise<string | null>;
  metrics?: Registry;
}

/** What a platform posts to us is far smaller. */
const mostSignedBytes = 1024 * 1024;

const loopback = new Set(['127.0.0.1', 'localhost', '::1']);

async function whyNotReady({ notReady, log }: HttpOptions): Promise<string | null> {
  try {
    return notReady ? await notReady() : null;
  } catch (thrown) {
    log.warn({ err: thrown }, 'The readiness check failed');
    return sentenceOf(thrown);
  }
}

function application(options: HttpOptions, hosts: () => ReadonlySet<string>): Hono {
  const { routes, log } = options;
  const app = new Hono();
  const metrics = createHttpMetrics(options.metrics);
  app.use(metrics.measure);
  // Probes name the pod, not us, and learn nothing but a yes or a no.
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    const reason = await whyNotReady(options);
    return reason === null ? c.text('ready') : c.text(reason, 503);
  });
  for (const [path, door] of Object.entries(options.signed ?? {})) {
    app.post(path, bodyLimit({ maxSize: mostSignedBytes }), (c) => door(c.req.raw));
  }
  app.use(hostCheck(hosts));
  app.get('/metrics', async (c) =>
    c.text(await metrics.text(), 200, { 'content-type': metrics.contentType }),
  );
  app.route('/', routes);
  app.notFound((c) => c.text('There is nothing here.', 404));
  app.onError((thrown, c) => {
    log.error({ err: thrown, path: c.req.path }, 'A request failed');
    return c.text(sentenceOf(thrown), 500);
  });
  return app;
}

/** Listens; throws a `Fault` with a sentence when the port is taken. */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const { host, port, log } = options;
  let hosts: ReadonlySet<string> = new Set();
  const app = application(options, () => hosts);
  const server = await new Promise<Server>((resolve, reject) => {
    const starting = serve({ fetch: app.fetch, hostname: host, port }, () => resolve(starting)) as Server;
    starting.once('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE'
          ? 'it is taken by another program; name another one in STEWARD_PORT'
          : (cause.code ?? 'unknown');
      reject(
        new Fault('cannot_listen', `Cannot listen on ${host}:${port}: ${why}.`, { retry: 'never', cause }),
      );
    });
  });
  const real = (server.address() as AddressInfo).port;
  hosts = allowedHosts(real, options.hosts ?? []);
  if (!loopback.has(host)) {
    log.warn(
      { host, port: real },
      'The web page is open beyond this machine and has no login: put one in front of it.',
    );
  }
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const name = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${name}:${real}`, close, [Symbol.asyncDispose]: close };
}
