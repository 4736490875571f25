import { describe, expect, test } from 'vitest';
import { openSocket } from '../../../src/backends/outbound/open-socket.ts';
import { type OutboundOptions, outbound } from '../../../src/backends/outbound/outbound.ts';
import { httpPeer, rawPeer, tcpPeer } from './peers.ts';

const near: OutboundOptions = { allow: ['127.0.0.1'], timeoutMs: 2000 };
const get = (port: number, options: OutboundOptions = near) =>
  outbound(options).request(`http://127.0.0.1:${port}/a?b=c`);
const post = (port: number, options: OutboundOptions = near) =>
  outbound(options).request(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' });

describe('a call', () => {
  test('brings method, headers and body there, and status, headers and text back', async () => {
    await using peer = await httpPeer(async (request, response) => {
      const body: Buffer[] = [];
      for await (const part of request) body.push(part);
      response.setHeader('x-two', ['a', 'b']);
      response.statusCode = 418;
      const { host, 'x-own': own } = request.headers;
      response.end(JSON.stringify([request.method, request.url, host, own, Buffer.concat(body).toString()]));
    });
    const answer = await outbound(near).request(`http://127.0.0.1:${peer.port}/a%2Fb?c=d`, {
      method: 'POST',
      headers: { 'X-Own': 'mine', Host: 'elsewhere' },
      body: 'bödy',
    });
    expect(answer.status).toBe(418);
    expect(answer.headers['x-two']).toBe('a, b');
    expect(JSON.parse(answer.text)).toEqual(['POST', '/a%2Fb?c=d', `127.0.0.1:${peer.port}`, 'mine', 'bödy']);
  });
  test('that nobody hears was not sent, and may be made again', async () => {
    const gone = await tcpPeer(() => {});
    await gone[Symbol.asyncDispose]();
    await expect(post(gone.port)).rejects.toMatchObject({
      code: 'unreachable',
      retry: 'later',
      message: '127.0.0.1 cannot be reached (ECONNREFUSED); nothing was sent.',
    });
  });
  test('to a name that is not there was not sent', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
    const call = outbound({ ...near, lookup }).request('http://trainer.invalid/', { method: 'POST' });
    await expect(call).rejects.toMatchObject({
      code: 'unreachable',
      retry: 'later',
      message: expect.stringMatching(/nothing was sent/),
    });
  });
  test('whose name server never answers ends in time, and was not sent', async () => {
    const lookup = () => new Promise<never>(() => {});
    const call = outbound({ lookup, timeoutMs: 50 }).request('http://trainer.invalid/', { method: 'POST' });
    await expect(call).rejects.toMatchObject({
      code: 'unreachable',
      retry: 'later',
      message: expect.stringMatching(/timeout/),
    });
  });
  test.each([
    ['is cut off', null],
    ['is cut off in the headers', 'HTTP/1.1 200 OK\r\nContent-'],
    ['is cut off in the body', 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"run":'],
    ['is cut off in a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{"run":'],
    ['is no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['has endless headers', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
  ])('whose answer %s had been sent: nobody knows what it did', async (_, bytes) => {
    await using peer = await rawPeer(bytes);
    await expect(post(peer.port)).rejects.toMatchObject({
      code: 'no_answer',
      retry: 'unknown',
      message: expect.stringMatching(/the request had been sent/),
    });
    // Reading again does no harm.
    await expect(get(peer.port)).rejects.toMatchObject({ code: 'no_answer', retry: 'later' });
  });
  test('that is never answered, or drop by drop, ends in time', async () => {
    await using silent = await tcpPeer(() => {});
    await using slow = await httpPeer((_, response) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });
    for (const { port } of [silent, slow]) {
      await expect(post(port, { ...near, timeoutMs: 150 })).rejects.toMatchObject({
        code: 'no_answer',
        retry: 'unknown',
        message: expect.stringMatching(/timeout/),
      });
    }
  });
  test('that its caller gives up is over at once', async () => {
    await using silent = await tcpPeer(() => {});
    const stop = new AbortController();
    const call = outbound(near).request(`http://127.0.0.1:${silent.port}/`, { signal: stop.signal });
    setTimeout(() => stop.abort(), 30);
    await expect(call).rejects.toMatchObject({ code: 'no_answer' });
  });
  test.each([
    ['says so before', 'HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n'],
    ['simply goes on', `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(5000)}`],
  ])('whose answer is too large and %s is not read on', async (_, bytes) => {
    await using peer = await rawPeer(bytes);
    await expect(get(peer.port, { ...near, maxBytes: 4999 })).rejects.toMatchObject({
      code: 'too_large',
      retry: 'never',
    });
  });
});

describe('a redirect', () => {
  test.each([301, 302, 307, 308])('(%i) is not followed, and its target is named', async (status) => {
    await using target = await httpPeer((_, response) => response.end('secret'));
    await using peer = await httpPeer((_, response) => {
      response.writeHead(status, { location: `http://127.0.0.1:${target.port}/latest/meta-data` }).end();
    });
    await expect(post(peer.port)).rejects.toMatchObject({
      code: 'not_allowed',
      retry: 'never',
      message: expect.stringContaining(`127.0.0.1:${target.port}`),
    });
    expect(target.connections).toBe(0);
  });
  test('after something was done ("see other") leaves open what was done', async () => {
    await using peer = await httpPeer((_, response) =>
      response.writeHead(303, { location: '/runs/1' }).end(),
    );
    await expect(post(peer.port)).rejects.toMatchObject({ code: 'no_answer', retry: 'unknown' });
    await expect(get(peer.port)).rejects.toMatchObject({ code: 'not_allowed', retry: 'never' });
  });
  test('to what was made is an answer for whoever expects it, and is not followed', async () => {
    await using target = await httpPeer((_, response) => response.end('secret'));
    await using peer = await httpPeer((_, response) => {
      response.writeHead(303, { location: `http://127.0.0.1:${target.port}/` }).end();
    });
    const call = outbound(near).request(`http://127.0.0.1:${peer.port}/`, { seeOther: true });
    expect(await call).toMatchObject({ status: 303, text: '' });
    expect(target.connections).toBe(0);
  });
});

describe('an address that is not allowed', () => {
  test('gets no connection, however it is written', async () => {
    await using peer = await httpPeer((_, response) => response.end('secret'));
    for (const host of [
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      'localhost',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '0.0.0.0',
    ]) {
      const call = outbound({ timeoutMs: 2000 }).request(`http://${host}:${peer.port}/`);
      await expect(call, host).rejects.toMatchObject({ code: 'not_allowed', retry: 'never' });
    }
    expect(peer.connections).toBe(0);
  });
  test('is not reached by a name either, which is looked up once: what was checked is what is called', async () => {
    await using peer = await httpPeer((_, response) => response.end('secret'));
    let asked = 0;
    const lookup = async () => {
      asked += 1;
      return ['127.0.0.1'];
    };
    const call = outbound({ lookup }).request(`http://rebind.example:${peer.port}/`);
    await expect(call).rejects.toMatchObject({ code: 'not_allowed' });
    expect(asked).toBe(1);
    expect(peer.connections).toBe(0);
  });
  test('is left out when a name has others', async () => {
    await using peer = await httpPeer((_, response) => response.end('mine'));
    const lookup = async () => ['169.254.169.254', '10.0.0.1', '127.0.0.1'];
    const { text } = await outbound({ ...near, lookup }).request(`http://x.example:${peer.port}/`);
    expect(text).toBe('mine');
  });
  test('is seen on the socket, even if the check of the name was passed', async () => {
    await using peer = await tcpPeer(() => {});
    let looks = 0;
    // An objection that only the second look raises stands for a socket that ended elsewhere.
    const objection = () => {
      looks += 1;
      return looks > 1 ? 'it is elsewhere' : null;
    };
    const way = {
      policy: { objection },
      lookup: async () => ['127.0.0.1'],
      ca: undefined,
      certificate: undefined,
      proxy: undefined,
    };
    const opening = openSocket(new URL(`http://x.example:${peer.port}/`), way, AbortSignal.timeout(2000));
    await expect(opening).rejects.toMatchObject({ code: 'not_allowed' });
    expect(looks).toBe(2);
  });
});
