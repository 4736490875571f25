/** What Prometheus reads: the process, our requests by route, and whatever the caller registered. */
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export interface HttpMetrics {
  measure: MiddlewareHandler;
  text(): Promise<string>;
  contentType: string;
}

/** @param also the caller's own registry, printed with ours */
export function createHttpMetrics(also?: Registry): HttpMetrics {
  const own = new Registry();
  collectDefaultMetrics({ register: own });
  const seconds = new Histogram({
    name: 'steward_http_request_seconds',
    help: 'How long requests took, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [own],
  });
  const known = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
  return {
    contentType: own.contentType,
    async text() {
      const texts = [await own.metrics(), also ? await also.metrics() : ''];
      return `${texts.filter((text) => text !== '').join('\n')}\n`;
    },
    async measure(c, next) {
      const done = seconds.startTimer();
      await next();
      // The pattern, never the path: a stranger must not be able to make a million series.
      const route = routePath(c, -1);
      const method = known.has(c.req.method) ? c.req.method : 'other';
      done({ method, route: c.res.status === 404 ? 'none' : route, status: String(c.res.status) });
    },
  };
}
