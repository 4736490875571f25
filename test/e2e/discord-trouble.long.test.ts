import { expect, test } from 'vitest';
import type { Discord } from '../emulators/discord/discord.ts';
import { tellStory } from './story-on-chat.ts';
import { troubleOn } from './trouble-on-chat.ts';

troubleOn('discord');

const cards = /^(POST|PATCH) \/channels\//;
const callback = /callback$/;

const troubles: ((discord: Discord) => unknown)[] = [
  (discord) => discord.fail(cards, { status: 502, times: 2 }),
  (discord) => discord.dropSockets(),
  (discord) => discord.fail(cards, { afterEffect: true, times: 4 }),
  (discord) => discord.fail(callback, { status: 404, code: 10062 }),
  (discord) => discord.fail(callback, { afterEffect: true }),
  (discord) => discord.reconnect(),
  (discord) => discord.fail(cards, { retryAfter: 2.5 }),
  (discord) => discord.fail(callback, { status: 500 }),
  (discord) => discord.fail(cards, { status: 403, code: 50013 }),
];

test('through limits, errors, lost answers and cut connections nothing is lost and nothing is doubled', async () => {
  let step = 0;
  const faults: object[] = [];
  await tellStory('discord', async ({ discord }) => {
    troubles[step % troubles.length]!(discord!);
    step += 1;
    faults.push(...discord!.world.faults.slice(faults.length));
    await discord!.gateways(1);
  });
  expect(step).toBe(troubles.length);
  expect(faults).toEqual(faults.map((fault) => ({ ...fault, times: 0 })));
}, 240_000);
