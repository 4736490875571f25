/** What every request to the page must pass, and what every answer says to the browser. */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { t } from '../../words/t.ts';
import { speakIn } from '../chat/speak.ts';
import type { Directory } from '../contract.ts';

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** No inline script or style, no frames, nothing from elsewhere, nothing kept by caches unless a route says so. */
export const headers: MiddlewareHandler[] = [
  secureHeaders({
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    // Promises about TLS belong to whoever terminates it.
    strictTransportSecurity: false,
  }),
  async (c, next) => {
    await next();
    if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', policy);
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
  },
];

/** Everything about a channel is in its language. */
export const inItsLanguage =
  (directory: Directory): MiddlewareHandler =>
  (c, next) =>
    speakIn(directory, ({ id }) => id === c.req.param('id'), next);

/** 64 KiB: longer than any form of ours. */
export const smallBody: MiddlewareHandler = bodyLimit({
  maxSize: 64 * 1024,
  onError: (c) => c.text(t('That is too long: at most 64 KiB can be sent.'), 413),
});

/**
 * Refuses a change that another site's page sent. Browsers always name the origin of a POST or the kind of fetch;
 * scripts name neither and are stopped by the token instead.
 */
export const sameOrigin: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const host = c.req.header('host') ?? '';
  const foreign =
    (site !== undefined && site !== 'same-origin') ||
    (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`);
  if (foreign) return c.text(t('This came from another site and changed nothing.'), 403);
  return next();
};
