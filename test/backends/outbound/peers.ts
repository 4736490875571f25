/** Servers on loopback that behave well or badly, for whoever calls out. */
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';

export interface Peer extends AsyncDisposable {
  port: number;
  /** Connections that were made to it. */
  connections: number;
}

async function listening(server: Server, also: Partial<Peer> = {}): Promise<Peer> {
  const sockets = new Set<Socket>();
  const peer: Peer = {
    port: 0,
    connections: 0,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
    ...also,
  };
  server.on('connection', (socket) => {
    peer.connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  peer.port = (server.address() as AddressInfo).port;
  return peer;
}

export const httpPeer = (listener: RequestListener): Promise<Peer> => listening(createServer(listener));

/** Says these bytes after the first bytes of a request came, then ends; without bytes it only ends. */
export const rawPeer = (answer: string | null): Promise<Peer> =>
  listening(
    createTcp((socket) => {
      socket.once('data', () => (answer === null ? socket.destroy() : socket.end(answer)));
    }),
  );

export const tcpPeer = (onConnection: (socket: Socket) => void): Promise<Peer> =>
  listening(createTcp(onConnection));
