/** Stands before a server, emulated or real, and lets each thing go wrong that can between it and us. */
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const modes = {
  /** Nothing goes wrong. */
  none: 'reached',
  /** The request is not passed on. */
  cut_before: 'not reached',
  unauthorised: 'not reached',
  forbidden: 'not reached',
  limited: 'not reached',
  unavailable: 'not reached',
  redirect: 'not reached',
  /** It is passed on, and its answer is lost. */
  cut_after: 'reached',
  half: 'reached',
  slow: 'reached',
  broken: 'reached',
  garbage: 'reached',
} as const;
export type Mode = keyof typeof modes;

export interface FaultyDoor extends AsyncDisposable {
  url: string;
  /** Every request of this sort goes wrong in this way from now on. */
  fail(mode: Mode, which?: 'writing' | 'all'): void;
  /** Requests that were passed on. */
  passed: { method: string; path: string }[];
}

/** What tells whether a request acts, where neither method nor path do. */
export interface Said {
  headers: IncomingMessage['headers'];
  body: string;
}

/** @param writes whether a request acts; all but GET and HEAD, unless a system searches with POST */
export async function faultyDoor(
  target: string,
  writes: (method: string, path: string, said: Said) => boolean = (method) =>
    method !== 'GET' && method !== 'HEAD',
): Promise<FaultyDoor> {
  let fault: { mode: Mode; which: 'writing' | 'all' } = { mode: 'none', which: 'all' };
  const passed: FaultyDoor['passed'] = [];
  const server = createServer(async (request, response) => {
    const { method = 'GET', url: path = '/' } = request;
    const body = await whole(request);
    const said = { headers: request.headers, body: body.toString('utf8') };
    const hit = fault.which === 'all' || writes(method, path, said);
    const mode = hit ? fault.mode : 'none';
    if (modes[mode] === 'not reached') return refuse(mode, request, response);
    passed.push({ method, path });
    const answer = await passOn(new URL(path, target), request, body).catch(() => null);
    if (answer === null) return void request.socket.destroy();
    spoil(mode, answer, { request, response });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${new URL(target).pathname.replace(/\/$/, '')}`,
    fail(mode, which = 'all') {
      fault = { mode, which };
    },
    passed,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const refusals: Partial<Record<Mode, [number, Record<string, string>?]>> = {
  unauthorised: [401],
  forbidden: [403],
  limited: [429, { 'retry-after': '7' }],
  unavailable: [503, { 'retry-after': '3' }],
  redirect: [302, { location: 'http://elsewhere.example/' }],
};

function refuse(mode: Mode, request: IncomingMessage, response: ServerResponse): void {
  const refusal = refusals[mode];
  if (!refusal) return void request.socket.destroy();
  const [status, headers = {}] = refusal;
  response.writeHead(status, headers).end('{}');
}

interface Answered {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

function spoil(
  mode: Mode,
  answer: Answered,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): void {
  const { status, headers, body } = answer;
  const all = () => response.writeHead(status, headers).end(body);
  if (mode === 'cut_after') return void request.socket.destroy();
  if (mode === 'broken') return void response.writeHead(500).end('{}');
  if (mode === 'garbage') return void response.writeHead(200).end('<html>');
  if (mode === 'slow') return void setTimeout(all, 15_000).unref();
  if (mode !== 'half') return void all();
  response.writeHead(status, { 'content-length': String(body.length + 500) }).write(body.subarray(0, 7));
  setTimeout(() => request.socket.destroy(), 50);
}

async function whole(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

const passOn = (at: URL, { method, headers }: IncomingMessage, body: Buffer): Promise<Answered> =>
  new Promise((resolve, reject) => {
    // The host stays as it was asked for: some sign it.
    const { connection: _, ...kept } = headers;
    const asked = httpRequest(at, { method, headers: kept, agent: false }, (answer) => {
      whole(answer).then((read) => {
        const { 'transfer-encoding': __, connection: ___, ...said } = answer.headers;
        resolve({ status: answer.statusCode ?? 0, headers: said, body: read });
      }, reject);
    });
    asked.once('error', reject);
    asked.end(body);
  });
