/** The emulator's one server: REST and gateway, on loopback. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { answerRest, Refused } from './rest.ts';
import { type Json, snowflake, type World } from './world.ts';

export interface Server {
  url: string;
  dispatch(event: string, payload: Json): number;
  close(): Promise<void>;
}

export async function startServer(world: World): Promise<Server> {
  let base = '';

  async function call(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { body, files } = await readBody(Buffer.concat(parts), request.headers['content-type'] ?? '');
    const route = new URL(request.url ?? '', 'http://x').pathname.replace('/api/v10', '');
    const record = { method: request.method ?? '', route, at: Date.now(), body: body as Json, status: 200 };
    world.calls.push(record);
    const open = /^\/(interactions|webhooks)\//.test(route);
    const send = (status: number, answer: unknown, headers: Record<string, string> = {}) => {
      record.status = status;
      // The token of an interaction ends with its id.
      const about = open ? world.interactions.get(/(\d+)\/(callback|messages)/.exec(route)?.[1] ?? '') : null;
      if (about && status >= 400) about.refused = true;
      response.writeHead(status, {
        ...(status !== 204 && { 'content-type': 'application/json' }),
        ...headers,
      });
      response.end(status === 204 ? undefined : JSON.stringify(answer));
    };
    const fault = world.faults.find((one) => one.times > 0 && one.route.test(`${request.method} ${route}`));
    if (fault) fault.times -= 1;
    if (fault && !fault.afterEffect) {
      if (fault.retryAfter !== undefined) {
        const headers = {
          'retry-after': String(fault.retryAfter),
          'x-ratelimit-scope': 'user',
          ...(!fault.bare && limitsOf(`${request.method} ${route}`, 0, fault.retryAfter)),
        };
        return send(429, { message: 'limited', retry_after: fault.retryAfter, global: false }, headers);
      }
      return send(fault.status, { code: fault.code ?? 0, message: 'injected' });
    }
    try {
      const authorized = request.headers.authorization === `Bot ${world.token}`;
      if (!open && !authorized) throw new Refused(401, 0);
      const answer = answerRest(world, {
        method: record.method,
        route,
        body,
        files,
        gateway: base.replace('http', 'ws'),
      });
      if (fault?.afterEffect) {
        const answered = world.interactions.get(route.split('/')[2] ?? '');
        if (answered) answered.unconfirmed = true;
        return void request.socket.destroy();
      }
      send(answer === null ? 204 : 200, answer, open ? {} : limitsOf(`${record.method} ${route}`));
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      send(thrown.status, { code: thrown.code, message: thrown.message });
    }
  }

  const http = createServer((request, response) => {
    call(request, response).catch((thrown) => {
      world.violations.push(`the emulator broke: ${thrown}`);
      response.destroy();
    });
  });
  const hub = new WebSocketServer({ server: http });
  hub.on('connection', (socket) => {
    let session = '';
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 } }));
    socket.on('close', () => world.sockets.delete(socket));
    socket.on('message', (raw) => {
      const { op, d } = JSON.parse(String(raw)) as { op: number; d: Json };
      if (String(raw).length > 4096) world.violations.push('a gateway payload over 4096 bytes');
      if (op === 1) return socket.send(JSON.stringify({ op: 11 }));
      if (op === 2) {
        if (d.token !== world.token) return socket.close(4004);
        if (Number(d.intents) !== 1) world.violations.push(`intents ${d.intents}`);
        world.identified += 1;
        session = snowflake();
        world.sessions.set(session, { seq: 1, log: [] });
        const ready = {
          v: 10,
          session_id: session,
          resume_gateway_url: base.replace('http', 'ws'),
          user: { id: world.self, username: 'steward', discriminator: '0', bot: true },
          application: { id: world.application, flags: 0 },
          guilds: world.invited ? [{ id: world.guild, unavailable: true }] : [],
          shard: [0, 1],
        };
        socket.send(JSON.stringify({ op: 0, t: 'READY', s: 1, d: ready }));
        Object.assign(socket, { session });
        world.sockets.add(socket);
      } else if (op === 6) {
        const known = world.sessions.get(String(d.session_id));
        if (!known) return socket.send(JSON.stringify({ op: 9, d: false }));
        session = String(d.session_id);
        Object.assign(socket, { session });
        for (const missed of known.log.filter(({ s }) => Number(s) > Number(d.seq)))
          socket.send(JSON.stringify(missed));
        known.seq += 1;
        socket.send(JSON.stringify({ op: 0, t: 'RESUMED', s: known.seq, d: {} }));
        world.resumed += 1;
        world.sockets.add(socket);
      } else world.violations.push(`gateway op ${op}`);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    url: `${base}/api`,
    /** Every session hears it; those that are away hear it when they resume. */
    dispatch(event, payload) {
      let heard = 0;
      for (const [id, session] of world.sessions) {
        session.seq += 1;
        const packet = { op: 0, t: event, s: session.seq, d: payload };
        session.log.push(packet);
        for (const socket of world.sockets) {
          if ((socket as { session?: string }).session !== id) continue;
          socket.send(JSON.stringify(packet));
          heard += 1;
        }
      }
      return heard;
    },
    async close() {
      for (const socket of hub.clients) socket.terminate();
      hub.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** Every bucket has room: only faults that a test asks for limit. https://docs.discord.com/developers/topics/rate-limits */
const limitsOf = (call: string, remaining = 4, after = 1) => ({
  'x-ratelimit-bucket': createHash('md5')
    .update(call.replaceAll(/(?<!channels\/)\d+/g, ''))
    .digest('hex'),
  'x-ratelimit-limit': '5',
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset-after': String(after),
});

async function readBody(raw: Buffer, type: string): Promise<{ body: unknown; files: string[] }> {
  if (raw.length === 0) return { body: {}, files: [] };
  if (!type.includes('multipart/form-data')) return { body: JSON.parse(raw.toString('utf8')), files: [] };
  const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData();
  const files = [...form.values()].flatMap((part) => (typeof part === 'string' ? [] : [part.name]));
  return { body: JSON.parse(String(form.get('payload_json'))), files };
}
