/** What a trainer behind a webhook, a network and a stranger may do at the worst moment. */
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/backends/contract.ts';
import { retryAfterMs } from '../../src/backends/outbound/api.ts';
import { outbound } from '../../src/backends/outbound/outbound.ts';
import { signed } from '../../src/backends/webhook/signed.ts';
import { webhook } from '../../src/backends/webhook.ts';
import { reportRows } from '../../src/db/reports.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { startHttp } from '../../src/http/start-http.ts';
import { Fault } from '../../src/lib/fault.ts';
import { silentLog } from '../../src/lib/log.ts';
import { hearBackend } from '../../src/main/hooks.ts';
import { request } from '../contract/trainer.ts';
import { freshDatabase } from '../database.ts';
import { httpPeer } from './outbound/peers.ts';

const secret = 'a shared secret of some length';
const result = { version: 'v2', trained_until: new Date(request.trainBefore).toISOString() };

async function open(settings: Record<string, unknown>, secrets: Record<string, string> = {}) {
  const fresh = await freshDatabase();
  const config = { secret: 'env:SECRET', allow_private: ['127.0.0.1'], timeout: '2s', ...settings };
  const reports = reportRows(fresh.db, 'trainer' as never);
  const backend = await webhook.open(webhook.config.parse(config), {
    id: 'trainer' as never,
    workFolder: '',
    environment: {},
    versions: undefined as never,
    reports,
    secret: async (reference) => secrets[reference] ?? secret,
  });
  const rows = async () => {
    const [row] = await fresh.db.sql<{ n: number }[]>`
      select count(*)::int as n from reports where kind = 'told'`;
    return row!.n;
  };
  return {
    ...{ backend, trainer: backend.trainer!, rows, reports },
    [Symbol.asyncDispose]: () => fresh[Symbol.asyncDispose](),
  };
}

const delivery = (said: unknown, id: string) => {
  const body = typeof said === 'string' ? said : JSON.stringify(said);
  return { headers: signed(secret, id, body), body };
};
const tell = (backend: Backend, said: unknown, id: string) => {
  const { headers, body } = delivery(said, id);
  return backend.hear!({ headers, body: Buffer.from(body) });
};
const answering = (status: number, text: string, headers = {}) =>
  httpPeer((_, response) => response.writeHead(status, headers).end(text));
const at = (port: number, path = '/runs') => `http://127.0.0.1:${port}${path}`;

describe('a start', () => {
  test('whose answer is too large to be read may have begun', async () => {
    await using peer = await answering(200, JSON.stringify({ run: 'r', more: 'x'.repeat(1_100_000) }));
    await using world = await open({ url: at(peer.port) });
    await expect(world.trainer.start(request, 'k')).rejects.toMatchObject({
      code: 'no_answer',
      retry: 'unknown',
    });
  });
  test.each([408, 409, 423])('answered with %i and no run may have begun', async (status) => {
    await using peer = await answering(status, '{}');
    await using world = await open({ url: at(peer.port) });
    await expect(world.trainer.start(request, 'k')).rejects.toMatchObject({ retry: 'unknown' });
  });
  test('brings the headers that are configured by reference, and never shows them', async () => {
    const seen: (string | undefined)[] = [];
    await using peer = await httpPeer((asked, response) => {
      seen.push(asked.headers.authorization);
      response.end('{"run":"r"}');
    });
    const settings = { url: at(peer.port), headers: { Authorization: 'env:TRAINER' } };
    await using world = await open(settings, { 'env:TRAINER': 'Bearer abc' });
    expect(await world.trainer.start(request, 'k')).toEqual({ outcome: 'started', run: 'r' });
    expect(seen).toEqual(['Bearer abc']);
    await using broken = await open(settings, { 'env:TRAINER': 'Bearer\nhunter2' });
    const call = broken.trainer.start(request, 'k');
    await expect(call).rejects.toMatchObject({ code: 'refused', retry: 'never' });
    await expect(call).rejects.not.toMatchObject({ message: expect.stringContaining('hunter2') });
    expect(seen).toHaveLength(1);
    const written = webhook.config.safeParse({ ...settings, secret: 'env:S', headers: { A: 'hunter2' } });
    expect(written.success).toBe(false);
    expect(JSON.stringify(written.error!.issues)).not.toContain('hunter2');
  });
  test('waits as long as it was told, in seconds or until a date, at most an hour', () => {
    const now = Date.UTC(2026, 0, 1);
    expect(retryAfterMs('7', now)).toBe(7000);
    expect(retryAfterMs('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(60_000);
    expect(retryAfterMs('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0);
    expect(retryAfterMs('999999', now)).toBe(3_600_000);
    for (const odd of ['', 'soon', '-5', '1e999']) expect(retryAfterMs(odd, now) || null).toBeNull();
  });
});

describe('an end', () => {
  test('is not overtaken by a report that comes late, before anybody looked', async () => {
    await using world = await open({ url: 'http://127.0.0.1:9/' });
    await world.reports.add({ kind: 'begun', id: 'r', run: 'r' as RunId, key: 'k', body: {} });
    await tell(world.backend, { run: 'r', state: 'completed', result }, 'm1');
    expect(await tell(world.backend, { run: 'r', state: 'running' }, 'm2')).toEqual({ outcome: 'again' });
    expect(await tell(world.backend, { key: 'k', state: 'failed' }, 'm3')).toEqual({ outcome: 'again' });
    expect(await world.trainer.poll('r' as RunId)).toMatchObject({ state: 'succeeded' });
    expect(await world.rows()).toBe(1);
  });
  test('of a run that a person named, because its start was never answered, is seen', async () => {
    await using peer = await answering(200, JSON.stringify({ state: 'succeeded', result }));
    await using looking = await open({ url: at(peer.port), poll_url: at(peer.port, '/runs/{run}') });
    expect(await looking.trainer.poll('r' as RunId)).toMatchObject({ state: 'succeeded' });
    await using listening = await open({ url: at(peer.port) });
    await expect(listening.trainer.poll('r' as RunId)).rejects.toMatchObject({ code: 'not_found' });
    await tell(listening.backend, { run: 'r', state: 'succeeded', result }, 'm1');
    expect(await listening.trainer.poll('r' as RunId)).toMatchObject({ state: 'succeeded' });
  });
});

test('a run with a name from any script is followed and stopped, and none leads to another path', async () => {
  const paths: string[] = [];
  await using peer = await httpPeer((asked, response) => {
    paths.push(asked.url!);
    response.end('{"state":"running"}');
  });
  const place = at(peer.port, '/runs/{run}');
  await using world = await open({ url: at(peer.port), poll_url: place, cancel_url: `${place}/cancel` });
  const run = 'прогон/1?$&' as RunId;
  expect(await world.trainer.poll(run)).toEqual({ state: 'running' });
  await world.trainer.cancel!(run);
  expect(paths).toEqual([`/runs/${encodeURIComponent(run)}`, `/runs/${encodeURIComponent(run)}/cancel`]);
  for (const odd of ['', '.', '..']) {
    await expect(world.trainer.poll(odd as RunId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(world.trainer.cancel!(odd as RunId)).rejects.toMatchObject({ code: 'not_found' });
  }
  expect(paths).toHaveLength(2);
});

test('a header that cannot be sent is said before anything is', async () => {
  await using peer = await answering(200, '');
  const call = outbound({ allow: ['127.0.0.1'] }).request(at(peer.port), { headers: { a: 'ж' } });
  await expect(call).rejects.toMatchObject({
    code: 'refused',
    retry: 'never',
    message: expect.stringMatching(/nothing was sent/),
  });
  expect(peer.connections).toBe(0);
});

describe('POST /hooks/<backend>', () => {
  async function served() {
    const world = await open({ url: 'http://127.0.0.1:9/' });
    const backend = async (id: string) => {
      if (id === 'trainer') return world.backend;
      if (id === 'plain') return { ...world.backend, hear: undefined };
      throw new Fault('not_configured', 'no', { retry: 'never' });
    };
    const door = hearBackend({ backend, log: silentLog } as never);
    const http = await startHttp({
      ...{ host: '127.0.0.1', port: 0, routes: new Hono(), log: silentLog },
      signed: { '/hooks/:backend': door },
    });
    return {
      rows: world.rows,
      post: async (name: string, init: RequestInit) =>
        (await fetch(`${http.url}/hooks/${name}`, { method: 'POST', ...init })).status,
      async [Symbol.asyncDispose]() {
        await http.close();
        await world[Symbol.asyncDispose]();
      },
    };
  }
  const said = { run: 'r', state: 'running' };
  test('takes a delivery once', async () => {
    await using world = await served();
    const good = delivery(said, 'm1');
    expect([await world.post('trainer', good), await world.post('trainer', good)]).toEqual([202, 200]);
    expect(await world.rows()).toBe(1);
  });
  test('writes nothing that is not proven, not usable, too large, or for nobody', async () => {
    await using world = await served();
    const { body, headers } = delivery(said, 'm1');
    const large = delivery({ ...said, more: 'x'.repeat(256 * 1024) }, 'm2');
    const stream = new Blob([large.body]).stream();
    const chunked = { ...large, body: stream, duplex: 'half' } as RequestInit;
    expect(await world.post('trainer', { body })).toBe(401);
    expect(await world.post('trainer', { body: `${body} `, headers })).toBe(401);
    expect(await world.post('trainer', { body, headers: { ...headers, 'webhook-id': 'm9' } })).toBe(401);
    expect(await world.post('trainer', delivery('{', 'm3'))).toBe(400);
    expect(await world.post('trainer', delivery({ ...said, step: 'a\u0000b' }, 'm4'))).toBe(400);
    expect(await world.post('trainer', delivery('{"run":"r","state":"\\ud800"}', 'm5'))).toBe(400);
    expect(await world.post('trainer', large)).toBe(413);
    expect(await world.post('trainer', chunked)).toBe(413);
    expect(await world.post('plain', { body, headers })).toBe(404);
    expect(await world.post('nobody', { body, headers })).toBe(404);
    expect(await world.post('%zz', { body, headers })).toBe(404);
    expect(await world.rows()).toBe(0);
  });
});
