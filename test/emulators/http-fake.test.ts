import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fakeTokens } from './fake-tokens.ts';
import { afterEffect, type Fault, refusals, route, startFake } from './http-fake.ts';

const json = { 'content-type': 'application/json' };

async function start() {
  const made: string[] = [];
  const tokens = fakeTokens({
    path: '/token',
    form: z.strictObject({ grant_type: z.literal('client_credentials') }),
    basic: 'steward:secret',
  });
  const fake = await startFake({
    authorised: tokens.authorised,
    problem: (status, message) => ({ error: { code: status, message } }),
    routes: [
      tokens.route,
      route(
        'POST /jobs/{job}:run',
        { query: z.strictObject({ v: z.literal('1') }), body: z.strictObject({ name: z.string() }) },
        ({ params, body }) => {
          made.push(`${params.job} ${body.name}`);
          return { status: 201, json: { id: made.length } };
        },
      ),
      route('GET /jobs/{job}', {}, () => ({ status: 404 })),
    ],
  });
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${fake.url}${path}`, { redirect: 'manual', ...init });
  const given = await ask('/token', {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('steward:secret').toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token } = (await given.json()) as { access_token: string };
  const headers = { ...json, authorization: `Bearer ${access_token}` };
  const run = (change: RequestInit = {}, path = '/jobs/a%2Fb:run?v=1') =>
    ask(path, { method: 'POST', headers, body: '{"name":"x"}', ...change });
  return { fake, tokens, made, ask, run, headers };
}

describe('a fake of an HTTP API', () => {
  test('takes what its routes accept, and closes without a word', async () => {
    const world = await start();
    expect((await world.run()).status).toBe(201);
    expect(world.made).toEqual(['a/b x']);
    expect((await world.ask('/jobs/1', { headers: world.headers })).status).toBe(404);
    expect(world.fake.asked.map(({ what }) => what)).toContain('POST /jobs/a%2Fb:run');
    await world.fake[Symbol.asyncDispose]();
  });

  test.each([
    ['a path that is not there', 404, {}, '/jobs/1:walk?v=1'],
    ['another method', 404, { method: 'PUT' }, undefined],
    ['a body of another shape', 400, { body: '{"name":1}' }, undefined],
    ['a field that nobody knows', 400, { body: '{"name":"x","more":1}' }, undefined],
    ['no JSON', 415, { body: '{' }, undefined],
    ['another query', 400, {}, '/jobs/1:run?v=2'],
    ['a parameter given twice', 400, {}, '/jobs/1:run?v=1&v=1'],
  ])('%s is a violation, and closing it throws', async (_, status, change, path) => {
    const world = await start();
    expect((await world.run(change, path)).status).toBe(status);
    expect(world.made).toEqual([]);
    await expect(world.fake[Symbol.asyncDispose]()).rejects.toThrow('not allowed');
  });

  test('a wrong media type is a violation', async () => {
    const world = await start();
    const { authorization } = world.headers;
    const answer = await world.run({ headers: { authorization, 'content-type': 'text/plain' } });
    expect(answer.status).toBe(415);
    await expect(world.fake[Symbol.asyncDispose]()).rejects.toThrow('text/plain');
  });

  test('an expired token is refused in the shape of the vendor', async () => {
    const world = await start();
    world.tokens.expire();
    const answer = await world.run();
    expect([answer.status, await answer.json()]).toEqual([
      401,
      { error: { code: 401, message: 'these credentials do not count' } },
    ]);
    expect(world.tokens.given()).toBe(1);
    await world.fake[Symbol.asyncDispose]();
  });

  test.each(Object.entries(refusals))('%s is answered instead of the effect', async (fault, reply) => {
    const world = await start();
    world.fake.fail(fault as Fault, /:run/);
    const answer = await world.run();
    expect(answer.status).toBe(reply.status);
    expect(answer.headers.get('retry-after')).toBe(
      'headers' in reply ? ((reply.headers as Record<string, string>)['retry-after'] ?? null) : null,
    );
    expect(world.made).toEqual([]);
    await world.fake[Symbol.asyncDispose]();
  });

  test.each([...afterEffect, 'cut_before' as const])(
    '%s leaves the caller without an answer',
    async (fault) => {
      const world = await start();
      world.fake.fail(fault);
      const signal = AbortSignal.timeout(fault === 'slow' ? 200 : 30_000);
      await expect(world.run({ signal }).then(async (answer) => answer.json())).rejects.toThrow();
      expect(world.made).toHaveLength(fault === 'cut_before' ? 0 : 1);
      world.fake.fail('none');
      expect((await world.run()).status).toBe(201);
      await world.fake[Symbol.asyncDispose]();
    },
  );
});
