/** A trainer behind a webhook, strict: every request is signed, every key begins one run, and what is not there is a 404. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export type Fault =
  | 'none'
  | 'refuse'
  | 'unauthorised'
  | 'limited'
  | 'busy'
  | 'broken'
  | 'cut_before'
  | 'cut_after'
  | 'half'
  | 'slow'
  | 'garbage'
  | 'redirect';

interface Run {
  id: string;
  key: string;
  state: string;
  request: { trainBefore: string };
}

export async function startTrainer({ secret, endless = false }: { secret: string; endless?: boolean }) {
  const runs = new Map<string, Run>();
  const unsigned: string[] = [];
  let fault: Fault = 'none';
  let requests = 0;
  const read = async (request: IncomingMessage) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    return Buffer.concat(parts).toString('utf8');
  };
  const saysOf = ({ id, state, request }: Run) => ({
    run: id,
    state,
    ...(state === 'succeeded' && {
      result: {
        version: `v-${id}`,
        trained_until: request.trainBefore,
        lineage: { code: '9f3c2e' },
        metrics: { mae: 31.9 },
      },
    }),
  });
  const server = createServer(async (request, response) => {
    const body = await read(request);
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const id = String(request.headers['webhook-id']);
    const send = (status: number, answer: object, headers = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(answer));
    try {
      new Webhook(Buffer.from(secret), { format: 'raw' }).verify(
        body,
        request.headers as Record<string, string>,
        { jsonParse: false },
      );
    } catch {
      unsigned.push(path);
      return send(401, {});
    }
    requests += 1;
    if (path === '/runs' && request.method === 'POST') {
      if (fault === 'cut_before') return void request.socket.destroy();
      if (fault === 'refuse') return send(422, { reason: 'no such model' });
      if (fault === 'unauthorised') return send(401, {});
      if (fault === 'limited') return send(429, {}, { 'retry-after': '7' });
      if (fault === 'busy') return send(503, {}, { 'retry-after': '3' });
      if (fault === 'redirect')
        return response.writeHead(302, { location: 'http://elsewhere.example/' }).end();
      if (request.headers['idempotency-key'] !== id) return send(400, { reason: 'the key is not the id' });
      const known = [...runs.values()].find(({ key }) => key === id);
      const run = known ?? {
        id: `run-${runs.size + 1}`,
        key: id,
        state: endless ? 'running' : 'succeeded',
        request: JSON.parse(body).data,
      };
      runs.set(run.id, run);
      if (fault === 'cut_after') return void request.socket.destroy();
      if (fault === 'broken') return send(500, {});
      if (fault === 'slow') return void setTimeout(() => send(200, { run: run.id }), 15_000).unref();
      if (fault === 'garbage') return void response.end('<html>');
      if (fault === 'half') {
        response.writeHead(200, { 'content-length': '500' }).write('{"run":');
        return void setTimeout(() => request.socket.destroy(), 50);
      }
      return send(known ? 409 : 201, { run: run.id, link: `https://trainer.example.com/${run.id}` });
    }
    const [, , name = '', verb] = path.split('/').map(decodeURIComponent);
    if (path.startsWith('/keys/')) {
      const run = [...runs.values()].find(
        ({ key }) => key === decodeURIComponent(path.slice('/keys/'.length)),
      );
      return run ? send(200, { run: run.id }) : send(404, {});
    }
    const run = runs.get(name);
    if (!run) return send(404, {});
    if (verb === 'cancel') {
      if (run.state !== 'running') return send(409, {});
      run.state = 'cancelled';
    }
    return send(200, saysOf(run));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    runs,
    unsigned,
    requests: () => requests,
    fail: (next: Fault) => {
      fault = next;
    },
    settings: {
      url: `${url}/runs`,
      secret: 'env:SECRET',
      poll_url: `${url}/runs/{run}`,
      find_url: `${url}/keys/{key}`,
      cancel_url: `${url}/runs/{run}/cancel`,
      allow_private: ['127.0.0.1'],
      timeout: '30s',
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
