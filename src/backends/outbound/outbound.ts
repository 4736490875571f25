/** The one way in which backends call others over HTTP: only where they may, never further, never for ever. */
import {
  request as httpRequest,
  type IncomingMessage,
  validateHeaderName,
  validateHeaderValue,
} from 'node:http';
import type { Socket } from 'node:net';
import { Fault } from '../../lib/fault.ts';
import { second } from '../../lib/time.ts';
import { type Lookup, openSocket, systemLookup, type Way } from './open-socket.ts';
import { hostOf, policyOf, readUrl } from './policy.ts';

export interface OutboundOptions {
  /** Hosts, addresses and blocks that may be called although they are private: `allow_private`. */
  allow?: readonly string[];
  /** For a whole call, from the name to the last byte, in ms. */
  timeoutMs?: number;
  /** The largest answer that is read. */
  maxBytes?: number;
  /** PEM certificates to trust instead of the system's. */
  ca?: string;
  /** PEM certificate and key, in one text, that prove who calls. */
  certificate?: string;
  /** `http://[user:password@]host:port` of a proxy that is asked to CONNECT. It may be private: it is configured. */
  proxy?: string;
  lookup?: Lookup;
}

export interface Call {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
  /** "See other" (303) is an answer here, of a system that names what it made; it is not followed. */
  seeOther?: boolean;
}

export interface Answer {
  status: number;
  /** By lower-case name; several of one name are joined with a comma. */
  headers: Record<string, string>;
  text: string;
}

export interface Outbound {
  /**
   * Every answer but a redirect is the caller's to judge. Throws Fault `not_allowed` (never), `unreachable` (later: it was
   * not sent), `too_large` (never) and `no_answer` (it was sent, or may have been: unknown, and later for what only reads).
   */
  request(url: string, call?: Call): Promise<Answer>;
  /** Opens a connection and closes it again; nothing is sent. Throws as `request` does before it sends. */
  reach(url: string): Promise<void>;
}

export function outbound(options: OutboundOptions = {}): Outbound {
  const { timeoutMs = 30 * second, maxBytes = 1024 * 1024, ca, certificate, proxy } = options;
  const way: Way = {
    policy: policyOf(options.allow ?? []),
    lookup: options.lookup ?? systemLookup,
    ca,
    certificate,
    proxy: proxy === undefined ? undefined : new URL(proxy),
  };
  const open = async (url: URL, signal: AbortSignal): Promise<Socket> => {
    try {
      return await orAborted(openSocket(url, way, signal), signal);
    } catch (thrown) {
      throw thrown instanceof Fault ? thrown : notSent(hostOf(url), thrown);
    }
  };
  const limit = (signal?: AbortSignal) =>
    AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
  return {
    async request(text, call = {}) {
      const url = readUrl(text);
      checkHeaders(call.headers ?? {});
      const signal = limit(call.signal);
      const socket = await open(url, signal);
      try {
        const answer = await exchange({ url, call, socket, maxBytes, signal });
        refuseRedirect(url, answer, call);
        return answer;
      } finally {
        socket.destroy();
      }
    },
    async reach(text) {
      (await open(readUrl(text), limit())).destroy();
    },
  };
}

/** A name server that does not answer cannot be interrupted, only left behind; a late socket is closed. */
async function orAborted(socket: Promise<Socket>, signal: AbortSignal): Promise<Socket> {
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  try {
    return await Promise.race([socket, aborted]);
  } catch (thrown) {
    socket.then((late) => late.destroy()).catch(() => {});
    throw thrown;
  }
}

interface Exchange {
  url: URL;
  call: Call;
  socket: Socket;
  maxBytes: number;
  signal: AbortSignal;
}

/** Sends the request on a socket that is open, and reads the whole answer. */
async function exchange({ url, call, socket, maxBytes, signal }: Exchange): Promise<Answer> {
  try {
    const message = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = httpRequest({
        method: call.method ?? 'GET',
        path: `${url.pathname}${url.search}`,
        headers: {
          accept: 'application/json',
          'accept-encoding': 'identity',
          ...lowerCase(call.headers ?? {}),
          host: url.host,
          connection: 'close',
          ...(call.body !== undefined && { 'content-length': Buffer.byteLength(call.body) }),
        },
        createConnection: () => socket,
        signal,
      });
      sent.on('error', reject);
      sent.once('response', resolve);
      sent.end(call.body);
    });
    const text = await readText(message, { host: hostOf(url), maxBytes });
    const headers = Object.entries(message.headersDistinct).map(([name, values]) => [
      name,
      (values ?? []).join(', '),
    ]);
    return { status: message.statusCode ?? 0, headers: Object.fromEntries(headers), text };
  } catch (thrown) {
    throw thrown instanceof Fault
      ? thrown
      : cutOff(hostOf(url), call, signal.aborted ? signal.reason : thrown);
  }
}

/** Before anything is opened: Node would say so only when the connection is there. */
function checkHeaders(headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      // No cause: Node's own sentence may hold the value, which may be a secret.
      throw new Fault('refused', `The header ${name} has a value that cannot be sent; nothing was sent.`, {
        retry: 'never',
      });
    }
  }
}

/** Or `Host` and `host` would both be sent. */
const lowerCase = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

async function readText(message: IncomingMessage, of: { host: string; maxBytes: number }): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  const tooLarge = () =>
    new Fault(
      'too_large',
      `${of.host} answered with more than ${of.maxBytes} bytes; the request had been sent.`,
      {
        retry: 'never',
      },
    );
  if (Number(message.headers['content-length']) > of.maxBytes) throw tooLarge();
  for await (const part of message as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > of.maxBytes) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Following one would send a signed request, and headers with secrets, to whoever the first host names. */
function refuseRedirect(url: URL, { status, headers }: Answer, call: Call): void {
  if (status < 300 || status > 399 || status === 304) return;
  if (status === 303 && call.seeOther) return;
  const target = headers.location ?? '';
  const to = URL.canParse(target, url.href) ? new URL(target, url).host : 'nowhere';
  // "See other" is what some answer after they did what was asked.
  if (status === 303 && !isReading(call)) {
    throw new Fault(
      'no_answer',
      `${hostOf(url)} answers with a redirect (303) to ${to}, which is not followed; the request had been sent.`,
      { retry: 'unknown' },
    );
  }
  throw new Fault(
    'not_allowed',
    `${hostOf(url)} answers with a redirect (${status}) to ${to}; redirects are not followed.`,
    { retry: 'never' },
  );
}

const isReading = ({ method = 'GET' }: Call): boolean => method === 'GET' || method === 'HEAD';

const notSent = (host: string, cause: unknown) =>
  new Fault('unreachable', `${host} cannot be reached (${sayCause(cause)}); nothing was sent.`, {
    retry: 'later',
    cause,
  });

function cutOff(host: string, call: Call, cause: unknown): Fault {
  const sentence = `${host} gave no whole answer (${sayCause(cause)}); the request had been sent.`;
  // Reading twice does no harm.
  return isReading(call)
    ? new Fault('no_answer', sentence, { retry: 'later', cause })
    : new Fault('no_answer', sentence, { retry: 'unknown', cause });
}

/** A code or a name of ours, never a text of the other side. */
function sayCause(cause: unknown): string {
  const { code, name } = cause as { code?: unknown; name?: unknown };
  if (name === 'TimeoutError') return 'timeout';
  return typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code) ? code : 'cut off';
}
