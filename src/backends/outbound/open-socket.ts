/** A connection to an address that the policy allows, checked again on the socket that was really made. */
import { lookup as dnsLookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Fault } from '../../lib/fault.ts';
import { hostOf, type Policy } from './policy.ts';

/** All addresses of a name, in the order in which they are tried. */
export type Lookup = (host: string) => Promise<string[]>;

export const systemLookup: Lookup = async (host) =>
  (await dnsLookup(host, { all: true, verbatim: true })).map(({ address }) => address);

export interface Way {
  policy: Policy;
  lookup: Lookup;
  /** Certificates to trust, instead of the system's. */
  ca: string | undefined;
  /** PEM certificate and key that prove who calls. */
  certificate: string | undefined;
  /** An HTTP proxy that is asked to CONNECT. */
  proxy: URL | undefined;
}

/** Opens the way to a URL's host, TLS included; nothing of a request was sent when it throws. */
export async function openSocket(url: URL, way: Way, signal: AbortSignal): Promise<Socket> {
  const host = hostOf(url);
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const addresses = await permitted(host, way);
  const plain = way.proxy
    ? await tunnel(way.proxy, { host, port }, signal)
    : await firstOf(addresses, { host, port, policy: way.policy }, signal);
  if (url.protocol === 'http:') return plain;
  return secured(plain, { host, ...way }, signal);
}

/** Behind a proxy a name may be unknown here; then it is the proxy's to judge. */
async function permitted(host: string, { policy, lookup, proxy }: Way): Promise<string[]> {
  const addresses = isIP(host) ? [host] : await lookup(host).catch((cause: unknown) => ({ cause }));
  if (!Array.isArray(addresses)) {
    if (proxy) return [];
    throw unreachable(`The name ${host} cannot be resolved`, addresses.cause);
  }
  const good = addresses.filter((address) => policy.objection(host, address) === null);
  if (good.length > 0) return good;
  if (addresses.length === 0) throw unreachable(`The name ${host} has no address`, null);
  throw notAllowed(host, policy.objection(host, addresses[0]!)!);
}

interface Target {
  host: string;
  port: number;
  policy: Policy;
}

async function firstOf(addresses: string[], target: Target, signal: AbortSignal): Promise<Socket> {
  let failure: unknown = null;
  for (const address of addresses) {
    try {
      return await dial(address, target, signal);
    } catch (thrown) {
      if (thrown instanceof Fault || signal.aborted) throw thrown;
      failure = thrown;
    }
  }
  throw failure;
}

async function dial(address: string, { host, port, policy }: Target, signal: AbortSignal): Promise<Socket> {
  const socket = connectTcp({ host: address, port });
  await settled(socket, 'connect', signal);
  // What counts is where the socket ended, not what a name or a text promised.
  const objection = policy.objection(host, socket.remoteAddress ?? 'nowhere');
  if (objection === null) return socket;
  socket.destroy();
  throw notAllowed(host, objection);
}

async function tunnel(proxy: URL, to: { host: string; port: number }, signal: AbortSignal): Promise<Socket> {
  const name = `${isIP(to.host) === 6 ? `[${to.host}]` : to.host}:${to.port}`;
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const asked = httpRequest({
    host: hostOf(proxy),
    port: Number(proxy.port || 80),
    method: 'CONNECT',
    path: name,
    headers: {
      host: name,
      ...(credentials !== ':' && {
        'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}`,
      }),
    },
    agent: false,
    signal,
  });
  return new Promise((resolve, reject) => {
    asked.once('error', reject);
    const answered = (status: number | undefined, socket: Socket) => {
      if (status === 200) return resolve(socket);
      socket.destroy();
      reject(unreachable(`The proxy ${hostOf(proxy)} answered ${status} for ${to.host}`, null));
    };
    asked.once('connect', ({ statusCode }, socket) => answered(statusCode, socket as Socket));
    asked.once('response', ({ statusCode, socket }) => answered(statusCode, socket));
    asked.end();
  });
}

async function secured(
  socket: Socket,
  { host, ca, certificate }: { host: string } & Pick<Way, 'ca' | 'certificate'>,
  signal: AbortSignal,
): Promise<Socket> {
  const named = isIP(host) ? { host } : { host, servername: host };
  const over = connectTls({
    socket,
    ...named,
    ...(ca !== undefined && { ca }),
    ...(certificate !== undefined && { cert: certificate, key: certificate }),
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
  });
  await settled(over, 'secureConnect', signal);
  return over;
}

/** Waits for an event of a socket; an error, its end or the signal end the wait. */
function settled(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (cause: unknown) => {
      socket.destroy();
      reject(cause);
    };
    const aborted = () => failed(signal.reason);
    const closed = () => failed(new Error('the connection was closed'));
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', aborted, { once: true });
    // Stays: between here and the request that takes the socket over, nobody else would hear its error.
    socket.on('error', failed);
    socket.once('close', closed);
    socket.once(event, () => {
      signal.removeEventListener('abort', aborted);
      socket.removeListener('close', closed);
      resolve();
    });
  });
}

const unreachable = (what: string, cause: unknown) =>
  new Fault('unreachable', `${what}; nothing was sent.`, { retry: 'later', cause });

const notAllowed = (host: string, why: string) =>
  new Fault('not_allowed', `${host} may not be called: ${why}.`, { retry: 'never' });
