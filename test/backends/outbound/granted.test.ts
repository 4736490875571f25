import { expect, test } from 'vitest';
import { z } from 'zod';
import { openApi } from '../../../src/backends/outbound/api.ts';
import { grantedToken } from '../../../src/backends/outbound/granted.ts';
import { wayShape } from '../../../src/backends/outbound/settings.ts';
import { openWith } from '../../contract/memory-reports.ts';
import { fakeTokens } from '../../emulators/fake-tokens.ts';
import { route, startFake } from '../../emulators/http-fake.ts';

async function serve(lifetimeSeconds = 3600) {
  const tokens = fakeTokens({
    path: '/token',
    form: z.strictObject({ grant_type: z.literal('client_credentials') }),
    lifetimeSeconds,
  });
  let counts = true;
  const fake = await startFake({
    authorised: (headers) => counts && tokens.authorised(headers),
    routes: [
      tokens.route,
      route('GET /thing', {}, () => ({ json: { it: 'is' } })),
      route('POST /thing', {}, () => ({ json: { it: 'was done' } })),
    ],
  });
  const settings = z.object(wayShape).parse({ allow_private: ['127.0.0.1'] });
  const base = { who: 'It', url: fake.url, settings, backend: openWith() };
  const door = await openApi(base);
  const form = async () => ({ grant_type: 'client_credentials' });
  const api = await openApi({ ...base, ...grantedToken({ door, path: '/token', form }) });
  return Object.assign(fake, {
    ...{ api, tokens },
    refuseAll() {
      counts = false;
    },
  });
}

test('one token serves many requests, also those that are made at once', async () => {
  await using world = await serve();
  await Promise.all(Array.from({ length: 5 }, () => world.api.read(z.object({}), '/thing')));
  expect(world.tokens.given()).toBe(1);
});

test('a token that counts no more, earlier than was promised, is asked for anew; what acts is done once', async () => {
  await using world = await serve();
  await world.api.read(z.object({}), '/thing');
  world.tokens.expire();
  expect(await world.api.act('/thing')).toMatchObject({ outcome: 'done' });
  expect(world.tokens.given()).toBe(2);
  expect(world.asked.filter(({ what }) => what === 'POST /thing')).toHaveLength(1);
});

test('who is refused with a new token too is told, and does not ask for ever', async () => {
  await using world = await serve();
  world.refuseAll();
  await expect(world.api.read(z.object({}), '/thing')).rejects.toMatchObject({
    code: 'unauthorised',
    retry: 'never',
  });
  expect(world.tokens.given()).toBe(2);
});
