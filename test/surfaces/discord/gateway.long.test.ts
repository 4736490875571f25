/** Sessions that are over: Discord lets five seconds pass between two new ones. */
import { expect, test } from 'vitest';
import { pressOn, withDiscord } from './with-discord.ts';

const world = withDiscord();
const press = () => pressOn(world());
const again = (count: number) =>
  world().discord.until(
    () => world().discord.world.identified + world().discord.world.resumed >= count,
    () => 'a session',
  );

test('begins anew when the session is no longer valid', async () => {
  world().discord.invalidate();
  await again(2);
  expect(await (await press()).whisper()).toContain('Recorded');
  expect(world().made.problem()).toBeNull();
});

test('outlives a refused token, and says what is wrong', async () => {
  world().discord.world.token = 'another';
  world().discord.invalidate();
  await world().discord.until(
    () => world().made.problem()?.includes('DISCORD_BOT_TOKEN'),
    () => `a problem; there is ${world().made.problem()}`,
  );
  world().discord.world.token = world().discord.botToken;
  await again(2);
  await world().discord.until(
    () => world().made.problem() === null,
    () => 'the end of it',
  );
  expect(await (await press()).whisper()).toContain('Recorded');
});
