import { Hono } from 'hono';
import { Counter, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { startHttp } from '../../src/http/start-http.ts';
import { Fault } from '../../src/lib/fault.ts';
import { silentLog } from '../../src/lib/log.ts';

const local = { host: '127.0.0.1', port: 0, routes: new Hono(), log: silentLog };

test('health is yes at once; readiness says why not, until it is', async () => {
  let reason: string | null = 'The database is not migrated yet.';
  await using http = await startHttp({ ...local, notReady: async () => reason });
  expect((await fetch(`${http.url}/healthz`)).status).toBe(200);
  const not = await fetch(`${http.url}/readyz`);
  expect([not.status, await not.text()]).toEqual([503, reason]);
  reason = null;
  expect((await fetch(`${http.url}/readyz`)).status).toBe(200);
});

test('a readiness check that throws is a no without its secrets', async () => {
  const notReady = () => Promise.reject(new Error('postgres://user:hunter2@db'));
  await using http = await startHttp({ ...local, notReady });
  const answer = await fetch(`${http.url}/readyz`);
  expect(answer.status).toBe(503);
  expect(await answer.text()).not.toContain('hunter2');
});

test('metrics count requests by route, whatever paths strangers make up, and print the caller’s own', async () => {
  const metrics = new Registry();
  new Counter({ name: 'steward_checks_total', help: 'Checks.', registers: [metrics] }).inc(3);
  const routes = new Hono().get('/models/:id', (c) => c.text('ok'));
  await using http = await startHttp({ ...local, routes, metrics });
  for (const path of ['/models/a', '/models/b', '/x1', '/x2', '/healthz']) await fetch(`${http.url}${path}`);
  const text = await (await fetch(`${http.url}/metrics`)).text();
  expect(text).toContain('steward_checks_total 3');
  expect(text).toContain(
    'steward_http_request_seconds_count{method="GET",route="/models/:id",status="200"} 2',
  );
  expect(text).toContain('steward_http_request_seconds_count{method="GET",route="none",status="404"} 2');
  expect(text).toContain('process_cpu_seconds_total');
});

test('a configured host is served beside the loopback names', async () => {
  const routes = new Hono().get('/', (c) => c.text('ok'));
  await using http = await startHttp({ ...local, routes, hosts: ['Steward.example.com'] });
  const { hostCheck, allowedHosts } = await import('../../src/http/host-check.ts');
  const app = new Hono()
    .use(hostCheck(() => allowedHosts(80, ['Steward.example.com'])))
    .get('/', (c) => c.text('ok'));
  const status = async (host: string) => (await app.request('/', { headers: { host } })).status;
  expect(await status('steward.example.com')).toBe(200);
  expect(await status('localhost')).toBe(200);
  expect(await status('steward.example.com.evil.example')).toBe(421);
  expect(await status('')).toBe(421);
  expect((await fetch(http.url)).status).toBe(200);
});

test('a route that throws answers without the cause, and logs it', async () => {
  const logged: object[] = [];
  const log = { ...silentLog, error: (fields: object) => void logged.push(fields) };
  const routes = new Hono().get('/broken', () => {
    throw new Error('hunter2');
  });
  await using http = await startHttp({ ...local, routes, log });
  const answer = await fetch(`${http.url}/broken`);
  expect(answer.status).toBe(500);
  expect(await answer.text()).toBe('Something broke on our side.');
  expect(logged).toHaveLength(1);
});

test('a taken port is a fault with a sentence', async () => {
  await using http = await startHttp(local);
  const port = Number(new URL(http.url).port);
  const second = startHttp({ ...local, port });
  await expect(second).rejects.toBeInstanceOf(Fault);
  await expect(second).rejects.toThrow(
    `Cannot listen on 127.0.0.1:${port}: it is taken by another program; name another one in STEWARD_PORT.`,
  );
});
