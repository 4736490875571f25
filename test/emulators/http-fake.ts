/**
 * The frame of a strict fake of somebody's HTTP API. Its routes check every request; what none of them takes is a
 * violation, and closing a fake that saw one throws. Faults stand before or after the effect of any route.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { z } from 'zod';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Asked<Body = unknown, Query = Record<string, string>> {
  /** What stands for `{name}` in the path, decoded. */
  params: Record<string, string>;
  query: Query;
  body: Body;
  headers: Record<string, string>;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  /** Sent as it is, instead of `json`. */
  text?: string;
}

export interface Route {
  method: Method;
  path: string;
  accepts: { body?: z.ZodType; query?: z.ZodType; form?: true; open?: true; type?: RegExp };
  reply(asked: Asked<never, never>): Reply;
}

/**
 * @param what `PUT /jobs/{id}`; a parameter is one segment, or the part of it before a verb: `/runs/{id}:stop`
 * @param accepts schemas of body and query, strict; nothing is accepted where none is given. `form`: the body is
 * `application/x-www-form-urlencoded`; `open`: without credentials; `type`: the media type, where it is not JSON
 */
export function route<Body = undefined, Query = Record<string, string>>(
  what: `${Method} /${string}`,
  accepts: {
    body?: z.ZodType<Body>;
    query?: z.ZodType<Query>;
    form?: true;
    open?: true;
    type?: RegExp;
  },
  reply: (asked: Asked<Body, Query>) => Reply,
): Route {
  const [method, path] = what.split(' ') as [Method, string];
  return { method, path, accepts, reply };
}

/** What goes wrong; those after the effect leave the caller not knowing. */
export type Fault = keyof typeof refusals | (typeof afterEffect)[number] | 'cut_before' | 'none';

/** Answered instead of the effect. */
export const refusals = {
  refuse: { status: 422 },
  unauthorised: { status: 401 },
  forbidden: { status: 403 },
  missing: { status: 404 },
  conflict: { status: 409 },
  limited: { status: 429, headers: { 'retry-after': '7' } },
  busy: { status: 503, headers: { 'retry-after': '3' } },
  redirect: { status: 302, headers: { location: 'http://elsewhere.example/' } },
} as const satisfies Record<string, Reply>;

export const afterEffect = ['cut_after', 'half', 'slow', 'broken', 'garbage'] as const;

export interface FakeOptions {
  routes: Route[];
  /** Whether a request carries credentials that count at this moment. */
  authorised(headers: Record<string, string>): boolean;
  /** The body of an error in the vendor's own shape. */
  problem?(status: number, message: string): unknown;
}

export async function startFake({ routes, authorised, problem }: FakeOptions) {
  const violations: string[] = [];
  const asked: { what: string; query: Record<string, string>; body: unknown }[] = [];
  let fault: { kind: Fault; on: RegExp } = { kind: 'none', on: /./ };

  function answer(message: IncomingMessage, text: string): { reply: Reply; kind: Fault } {
    const url = new URL(message.url ?? '/', 'http://fake');
    const what = `${message.method} ${url.pathname}`;
    const headers = headersOf(message);
    const query = Object.fromEntries(url.searchParams);
    const no = (status: number, why: string) => {
      violations.push(`${what}: ${why}`);
      return { reply: said(status, why), kind: 'none' as const };
    };
    if (url.searchParams.size !== Object.keys(query).length) return no(400, 'a parameter is given twice');
    const found = routes
      .map((one) => ({ one, params: match(one, message.method ?? '', url.pathname) }))
      .find(({ params }) => params !== null);
    if (!found) return no(404, 'there is no such path');
    const { one, params } = found;
    const kind = fault.on.test(what) ? fault.kind : 'none';
    if (kind === 'cut_before') return { reply: {}, kind };
    if (kind in refusals) {
      const refusal: Reply = refusals[kind as keyof typeof refusals];
      return { reply: { ...said(refusal.status!, kind), ...refusal }, kind: 'none' };
    }
    if (!one.accepts.open && !authorised(headers)) {
      return { reply: said(401, 'these credentials do not count'), kind: 'none' };
    }
    const body = bodyOf(one, text, headers);
    if (body instanceof Error) return no(415, body.message);
    const reads = {
      query: one.accepts.query?.safeParse(query),
      body: one.accepts.body?.safeParse(body),
    };
    for (const [part, read] of Object.entries(reads)) {
      if (read?.error) return no(400, `${part}: ${read.error.issues.map(say).join('; ')}`);
    }
    if (!reads.query && url.searchParams.size > 0)
      return no(400, `query: nothing is accepted but ${url.search}`);
    if (!reads.body && text !== '' && text !== '{}') return no(400, 'body: nothing is accepted');
    asked.push({ what, query, body: reads.body?.data });
    const reply = one.reply({
      params: params!,
      query: (reads.query?.data ?? query) as never,
      body: reads.body?.data as never,
      headers,
    });
    const status = reply.status ?? 200;
    const whole = status >= 400 && !('json' in reply) ? { ...said(status, 'no'), ...reply } : reply;
    return { reply: whole, kind };
  }

  const said = (status: number, message: string): Reply => ({
    status,
    json: problem?.(status, message) ?? { message },
  });

  const server = createServer(async (message, response) => {
    const parts: Buffer[] = [];
    for await (const part of message) parts.push(part as Buffer);
    try {
      const { reply, kind } = answer(message, Buffer.concat(parts).toString('utf8'));
      respond(response, reply, kind);
    } catch (thrown) {
      violations.push(`${message.method} ${message.url}: the fake itself broke: ${thrown}`);
      response.writeHead(500).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    violations,
    /** What reached an effect, oldest first. */
    asked,
    /** @param on which requests fail, by `METHOD /path`; until the next call */
    fail(kind: Fault, on = /./) {
      fault = { kind, on };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (violations.length > 0)
        throw new Error(`the fake saw what is not allowed:\n${violations.join('\n')}`);
    },
  };
}

function respond(response: ServerResponse, reply: Reply, kind: Fault): void {
  const text = reply.text ?? (reply.json === undefined ? '' : JSON.stringify(reply.json));
  const headers = {
    'content-type': reply.text === undefined ? 'application/json' : 'text/plain',
    ...reply.headers,
  };
  switch (kind) {
    case 'cut_before':
    case 'cut_after':
      return void response.socket?.destroy();
    // Whoever asked gives up first.
    case 'slow':
      return;
    case 'broken':
      return void response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>Internal error</h1>');
    case 'garbage':
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    case 'half':
      response.writeHead(reply.status ?? 200, { ...headers, 'content-length': text.length + 100 });
      return void response.write(text.slice(0, text.length / 2), () => response.socket?.destroy());
    default:
      response.writeHead(reply.status ?? 200, headers).end(text);
  }
}

/** The parameters of a path, or null when it is another one. */
function match({ method, path }: Route, asked: string, pathname: string): Record<string, string> | null {
  if (method !== asked) return null;
  const pattern = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>[^/]+?)');
  const found = new RegExp(`^${pattern}$`).exec(pathname);
  if (!found) return null;
  return Object.fromEntries(
    Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
  );
}

function bodyOf({ accepts }: Route, text: string, headers: Record<string, string>): unknown {
  if (text === '') return undefined;
  const wanted = accepts.form
    ? /^application\/x-www-form-urlencoded/
    : (accepts.type ?? /^application\/json/);
  const type = headers['content-type'] ?? '';
  if (!wanted.test(type)) return new Error(`the body is said to be "${type}", not ${wanted}`);
  if (accepts.form) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return new Error('the body is no JSON');
  }
}

const headersOf = ({ headersDistinct }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headersDistinct).map(([name, all]) => [name, (all ?? []).join(', ')]));

const say = ({ path, message }: z.core.$ZodIssue): string => `${path.join('.') || 'the whole'}: ${message}`;
