/** The emulator's one server: Web API over HTTP, sockets, uploads and response_urls, on loopback. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { wrongBlocks } from './blocks.ts';
import { createRates } from './rates.ts';
import { methods, Refused } from './web-api.ts';
import { nextTs, type World } from './world.ts';

type Body = Record<string, unknown>;

export interface Server {
  url: string;
  sockets: Set<WebSocket>;
  /** Acknowledgements by envelope id. */
  onAck: (envelope: string, payload: unknown) => void;
  /** Where an answer to a press or a command may be sent: five times within half an hour. */
  responseUrl(to: { user: string; channel: string }): string;
  close(): Promise<void>;
}

export async function startServer(
  world: World,
  options: { botToken: string; appToken: string; scopes: readonly string[] },
): Promise<Server> {
  const { botToken, appToken, scopes } = options;
  const rate = createRates();
  const urls = new Map<string, { user: string; channel: string; uses: number }>();
  const sockets = new Set<WebSocket>();
  const server: Server = { url: '', sockets, onAck: () => {}, responseUrl: () => '', close: async () => {} };

  async function call(request: IncomingMessage, response: ServerResponse, method: string): Promise<void> {
    const body = readBody(await read(request), request.headers['content-type'] ?? '');
    const token = (request.headers.authorization ?? '').replace('Bearer ', '') || String(body.token ?? '');
    const record = { method, at: Date.now(), body, answer: '' };
    world.calls.push(record);
    const fault = world.faults.find((one) => one.method === method && one.times > 0);
    if (fault) fault.times -= 1;
    if (fault?.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    const send = (status: number, answer: Body, headers: Record<string, string> = {}) => {
      record.answer = String(answer.error ?? 'ok');
      response
        .writeHead(status, {
          'content-type': 'application/json',
          'x-oauth-scopes': scopes.join(','),
          ...headers,
        })
        .end(JSON.stringify(answer));
    };
    if (fault && !fault.afterEffect) {
      if (fault.retryAfter !== undefined) {
        return send(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(fault.retryAfter) });
      }
      if (fault.error) return send(200, { ok: false, error: fault.error });
      return send(fault.status ?? 500, { ok: false, error: 'internal_error' });
    }
    try {
      const answer = act(method, token, body);
      if (typeof answer === 'number') {
        return send(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(answer) });
      }
      world.changed();
      if (fault?.afterEffect) {
        record.answer = 'lost';
        return void request.socket.destroy();
      }
      send(200, answer);
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      send(200, { ok: false, error: thrown.message, ...thrown.extra });
    }
  }

  function act(method: string, token: string, body: Body): Body | number {
    if (world.revoked) throw new Refused('token_revoked');
    if (method === 'apps.connections.open') {
      if (token !== appToken) throw new Refused('invalid_auth');
      return { ok: true, url: `${server.url.replace('http', 'ws')}/link` };
    }
    if (token !== botToken) throw new Refused('invalid_auth');
    const known = methods[method];
    if (!known) {
      world.violations.push(`unknown method ${method}`);
      throw new Refused('unknown_method');
    }
    if (known.scopes.length > 0 && !known.scopes.some((scope) => scopes.includes(scope))) {
      world.violations.push(`${method} needs ${known.scopes.join(' or ')}`);
      throw new Refused('missing_scope', { needed: known.scopes.join(','), provided: scopes.join(',') });
    }
    const wait = rate(method, body);
    if (wait !== null) return wait;
    const answer = known.run(world, body);
    return method === 'files.getUploadURLExternal'
      ? { ...answer, upload_url: `${server.url}/upload/${answer.file_id}` }
      : answer;
  }

  async function respond(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const to = urls.get(id);
    const body = readBody(await read(request), 'application/json');
    world.calls.push({ method: 'response_url', at: Date.now(), body, answer: '' });
    if (!to || to.uses >= 5) {
      world.violations.push('a response_url was used more than five times');
      return void response.writeHead(404).end('expired_url');
    }
    to.uses += 1;
    const wrong = wrongBlocks(body.blocks ?? [], 'message', world.refuses);
    if (wrong.length > 0) {
      const known = wrong.filter((one) => !world.refuses.some((type) => one.includes(type)));
      world.violations.push(...known.map((one) => `response_url: ${one}`));
      return void response.writeHead(400).end('{"ok":false,"error":"invalid_blocks"}');
    }
    if (!body.text) world.violations.push('response_url: blocks without text');
    const onlyFor = body.response_type === 'in_channel' ? null : to.user;
    const said = { text: String(body.text ?? ''), blocks: (body.blocks ?? []) as object[] };
    world.messages.push({
      channel: to.channel,
      ts: nextTs(),
      ...said,
      metadata: null,
      onlyFor,
      via: `${server.url}/respond/${id}`,
      at: Date.now(),
      revisions: [],
      gone: false,
    });
    world.changed();
    response.end('ok');
  }

  const http = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0]!;
    const work = path.startsWith('/api/')
      ? call(request, response, path.slice(5))
      : path.startsWith('/respond/')
        ? respond(request, response, path.slice(9))
        : upload(request, response, path.slice(8));
    work.catch((thrown) => {
      world.violations.push(`the emulator broke: ${thrown}`);
      response.destroy();
    });
  });

  async function upload(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const bytes = await read(request);
    const file = world.files.get(id);
    if (!file) return void response.writeHead(404).end();
    if (bytes.subarray(1, 4).toString() !== 'PNG') world.violations.push('an upload that is no PNG');
    file.bytes = bytes.length;
    response.end(`OK - ${bytes.length}`);
  }

  const hub = new WebSocketServer({ server: http, path: '/link' });
  hub.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      world.changed();
    });
    socket.on('message', (raw) => {
      const { envelope_id, payload } = JSON.parse(String(raw));
      if (envelope_id) server.onAck(envelope_id, payload);
    });
    socket.send(
      JSON.stringify({ type: 'hello', num_connections: sockets.size, connection_info: { app_id: 'A0' } }),
    );
    const ping = setInterval(() => socket.ping(), 5000);
    socket.on('close', () => clearInterval(ping));
    world.changed();
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  server.responseUrl = (to) => {
    const id = `${urls.size}-${Math.random().toString(36).slice(2)}`;
    urls.set(id, { ...to, uses: 0 });
    return `${server.url}/respond/${id}`;
  };
  server.close = async () => {
    for (const socket of sockets) socket.terminate();
    hub.close();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  };
  return server;
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Methods take JSON, or forms whose values may be JSON. */
function readBody(raw: Buffer, type: string): Body {
  const text = raw.toString('utf8');
  if (text === '') return {};
  if (type.includes('application/json')) return JSON.parse(text);
  return Object.fromEntries(
    [...new URLSearchParams(text)].map(([name, value]) => [
      name,
      /^[[{]/.test(value) ? JSON.parse(value) : value,
    ]),
  );
}
