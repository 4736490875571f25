import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { encodePress } from '../../../src/surfaces/press-token.ts';
import { csrfToken, readSession, writeSession } from '../../../src/surfaces/web/session.ts';
import { bob, channel, plainCard } from '../fakes.ts';
import { sessionKey, startWeb } from './start-web.ts';
import { visit } from './visit.ts';

const say = `/channels/${channel}/say`;

/** Node's fetch does not let a Host header through. */
const statusWithHost = (url: string, host: string, path = '/api/session') =>
  new Promise<number>((resolve, reject) => {
    request(`${url}${path}`, { headers: { host } }, (answer) => resolve(answer.resume().statusCode!))
      .on('error', reject)
      .end();
  });

describe('a request from elsewhere', () => {
  test('under a rebound name is told nothing, while the loopback names are served', async () => {
    await using web = await startWeb();
    const { port } = new URL(web.url);
    expect(await statusWithHost(web.url, `evil.example:${port}`)).toBe(421);
    expect(await statusWithHost(web.url, '127.0.0.1:1')).toBe(421);
    expect(await statusWithHost(web.url, `evil.example:${port}`, '/metrics')).toBe(421);
    expect(await statusWithHost(web.url, `localhost:${port}`)).toBe(200);
    expect(await statusWithHost(web.url, `127.0.0.1:${port}`)).toBe(200);
  });

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ])('with %j changes nothing, even with a good token', async (headers: Record<string, string>) => {
    await using web = await startWeb();
    const script = visit(web.url);
    await script.become('ada');
    const csrf = await script.csrf();
    expect((await script.post(say, { words: 'list', csrf }, headers)).status).toBe(403);
    expect(web.router.heard).toEqual([]);
    expect((await script.post(say, { words: 'list', csrf }, { origin: web.url })).status).toBe(200);
  });

  test.each(['say', 'press', 'dismiss'])('without our token changes nothing: %s', async (what) => {
    await using web = await startWeb();
    const script = visit(web.url);
    await script.become('ada');
    const token = encodePress({ verb: 'ack', id: 'churn', seen: '' });
    for (const csrf of [undefined, '', 'wrong', await visit(web.url).csrf()]) {
      const answer = await script.post(`/channels/${channel}/${what}`, { words: 'list', token, csrf });
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
    expect(web.router.heard).toEqual([]);
  });
});

describe('a session', () => {
  test('of somebody who switched cannot be used by a page drawn before', async () => {
    await using web = await startWeb();
    const script = visit(web.url);
    await script.become('ada');
    const drawnForAda = await script.csrf();
    await script.become('bob');
    const answer = await script.post(say, { words: 'list', csrf: drawnForAda });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('drawn for somebody else');
  });

  test('is kept in a cookie that scripts and other sites cannot use', async () => {
    await using web = await startWeb();
    const answer = await fetch(`${web.url}/channels/${channel}`);
    const cookie = answer.headers.getSetCookie()[0];
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
  });

  test('survives a restart under the same key, and ends under another', async () => {
    const session = { id: 'abc', person: bob.id };
    const cookie = `steward_session=${writeSession(session, sessionKey)}`;
    await using web = await startWeb();
    await using other = await startWeb({ key: 'another key, also long enough to be one' });
    const whoAt = async (url: string) =>
      ((await (await visit(url, cookie).get('/api/session')).json()) as { person: unknown }).person;
    expect(await whoAt(web.url)).toMatchObject({ id: 'bob' });
    expect(await whoAt(other.url)).toBeNull();
  });

  test('that was altered in any character is none', () => {
    const cookie = writeSession({ id: 'abc', person: bob.id }, sessionKey);
    expect(readSession(cookie, sessionKey)).toEqual({ id: 'abc', person: 'bob' });
    for (let at = 0; at < cookie.length - 1; at += 1) {
      const altered = `${cookie.slice(0, at)}${cookie[at] === 'x' ? 'y' : 'x'}${cookie.slice(at + 1)}`;
      expect(readSession(altered, sessionKey)).toBeNull();
    }
    expect(csrfToken({ id: 'abc', person: bob.id }, sessionKey)).not.toBe(
      csrfToken({ id: 'abc', person: null }, sessionKey),
    );
  });

  test('of a person who is gone may read but not act', async () => {
    await using web = await startWeb();
    const script = visit(web.url);
    await script.become('bob');
    web.directory.forget(bob);
    const answer = await script.post(say, { words: 'list', csrf: await script.csrf() });
    expect(await answer.text()).toContain('know who you are');
    expect(web.router.heard).toEqual([]);
  });

  test('never sees the private answers of another, nor of another person in the same browser', async () => {
    await using web = await startWeb();
    const script = visit(web.url);
    await script.become('ada');
    const csrf = await script.csrf();
    await script.post(say, { words: 'secret', csrf }, { accept: 'text/html' });
    const seen = async (who: typeof script) => (await who.get(`/channels/${channel}`)).text();
    expect(await seen(script)).toContain('You said secret');
    expect(await seen(visit(web.url))).not.toContain('You said secret');
    await script.become('bob');
    expect(await seen(script)).not.toContain('You said secret');
  });
});

describe('what is sent', () => {
  test('may not be larger than 64 KiB', async () => {
    await using web = await startWeb();
    const script = visit(web.url);
    await script.become('ada');
    const csrf = await script.csrf();
    expect((await script.post(say, { words: 'x'.repeat(70_000), csrf })).status).toBe(413);
    expect(web.router.heard).toEqual([]);
  });

  test.each(['{', '[]', 'null', '"text"', '{"values":[1]}', '{"values":{"a":1}}', '{"reason":1}'])(
    'is refused when it is %s',
    async (body) => {
      await using web = await startWeb();
      const answer = await fetch(`${web.url}${say}`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', accept: 'application/json' },
      });
      expect(answer.status).toBe(400);
      expect(web.router.heard).toEqual([]);
    },
  );

  test('keeps a field with an odd name a field', async () => {
    await using web = await startWeb();
    const script = visit(web.url);
    await script.become('ada');
    const body = `{"token":"1.ack..churn","csrf":"${await script.csrf()}","values":{"__proto__":"x"}}`;
    await script.post(`/channels/${channel}/press`, JSON.parse(body.replace('1.ack..', '1.ack.=.')));
    expect(JSON.stringify(web.router.heard[0]?.entry.values)).toBe('{"__proto__":"x"}');
  });

  test('to a channel that does not exist is refused', async () => {
    await using web = await startWeb();
    const script = visit(web.url);
    await script.become('ada');
    const answer = await script.post('/channels/..%2fother/say', { words: 'x', csrf: await script.csrf() });
    expect(answer.status).toBe(404);
  });
});

describe('every answer', () => {
  test.each([
    '/channels/ml-churn',
    '/channels/none',
    '/api/session',
    '/charts/0123456789abcdef.svg',
    '/nowhere',
  ])('forbids inline code and frames: %s', async (path) => {
    await using web = await startWeb();
    const answer = await fetch(`${web.url}${path}`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('of a page holds no inline script, style or event attribute', async () => {
    await using web = await startWeb();
    web.directory.put(channel, plainCard('a', '<script>alert(1)</script>'));
    const html = await (await fetch(`${web.url}/channels/${channel}`)).text();
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
  });
});
