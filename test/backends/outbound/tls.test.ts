import { once } from 'node:events';
import { createServer as createTls } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { outbound } from '../../../src/backends/outbound/outbound.ts';
import { selfSigned } from './certificate.ts';
import { tcpPeer } from './peers.ts';

const near = { allow: ['127.0.0.1'], timeoutMs: 2000 };

describe('TLS', () => {
  async function secure(host: string) {
    const own = selfSigned(host);
    const server = createTls(own, (request, response) => response.end(`for ${request.headers.host}`));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return {
      cert: own.cert,
      port,
      url: `https://${host}:${port}/`,
      async [Symbol.asyncDispose]() {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  }
  const lookup = async () => ['127.0.0.1'];
  test('trusts the configured authority, for the right name alone', async () => {
    await using peer = await secure('trainer.test');
    const trusting = outbound({ ...near, lookup, ca: peer.cert });
    expect((await trusting.request(peer.url)).text).toBe(`for trainer.test:${peer.port}`);
    await trusting.reach(peer.url);
    const wrong = trusting.request(`https://other.test:${peer.port}/`, { method: 'POST' });
    await expect(wrong).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/ERR_TLS_CERT_ALTNAME_INVALID/),
    });
  });
  test('does not trust whom nobody vouches for, and sends it nothing', async () => {
    await using peer = await secure('trainer.test');
    const call = outbound({ ...near, lookup }).request(peer.url, { method: 'POST', body: 'secret' });
    await expect(call).rejects.toMatchObject({
      code: 'unreachable',
      retry: 'later',
      message: expect.stringMatching(/nothing was sent/),
    });
  });
  test('goes through a proxy that is asked to connect, with its name and password', async () => {
    await using peer = await secure('trainer.test');
    const asked: string[] = [];
    await using proxy = await tcpPeer((socket) => {
      socket.once('data', (data) => {
        const head = data.toString();
        asked.push(head);
        if (!head.includes(`proxy-authorization: Basic ${btoa('user:p@ss')}`)) {
          return socket.end('HTTP/1.1 407 No\r\n\r\n');
        }
        const on = connect(peer.port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Yes\r\n\r\n');
          socket.pipe(on).pipe(socket);
        });
        on.on('error', () => socket.destroy());
      });
    });
    const unknown = () => Promise.reject(new Error('not known here'));
    const options = { timeoutMs: 2000, lookup: unknown, ca: peer.cert };
    const through = outbound({ ...options, proxy: `http://user:p%40ss@127.0.0.1:${proxy.port}` });
    expect((await through.request(peer.url)).text).toBe(`for trainer.test:${peer.port}`);
    expect(asked[0]).toMatch(new RegExp(`^CONNECT trainer.test:${peer.port} HTTP/1.1`));
    const stranger = outbound({ ...options, proxy: `http://127.0.0.1:${proxy.port}` });
    const refused = stranger.request(peer.url, { method: 'POST' });
    await expect(refused).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/proxy 127.0.0.1 answered 407/),
    });
    // A proxy opens no way to what is closed here.
    await expect(through.request('http://169.254.169.254/latest')).rejects.toMatchObject({
      code: 'not_allowed',
    });
    expect(asked).toHaveLength(2);
  });
});
