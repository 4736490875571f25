/** Answers to people: once, in time, and by another way when an interaction is over. */
import { expect, test } from 'vitest';
import { plainCard } from '../fakes.ts';
import { approve, pressOn, withDiscord } from './with-discord.ts';

const world = withDiscord();
const press = (id?: string) => pressOn(world(), id);

const direct = () =>
  world()
    .discord.dm('ada')
    .map((message) => message.plainText());
const whenTold = () =>
  world().discord.until(
    () => direct().length > 0,
    () => 'a direct message',
  );
test('a press that is delivered again is answered once and counts once', async () => {
  const { interaction } = await press();
  await press(interaction.id);
  await world().discord.until(
    () => world().router.repeated === 1,
    () => 'the second delivery',
  );
  expect(world().router.heard).toHaveLength(1);
});

test('whose confirmation is lost is not told twice', async () => {
  world().discord.fail(/callback/, { afterEffect: true });
  expect(await (await press()).whisper()).toContain('Recorded');
  await (await press()).whisper();
  expect(direct()).toEqual([]);
});

test('tells whoever pressed directly when the interaction is gone', async () => {
  world().discord.fail(/callback/, { status: 404, code: 10062 });
  await press();
  await whenTold();
  expect(direct()).toEqual([expect.stringContaining('Recorded: approve R-1')]);
  expect(world().router.heard).toHaveLength(1);
});

test('nothing at all to who cannot be written to, and the press counts', async () => {
  world().discord.fail(/callback/, { status: 404, code: 10062 });
  world().discord.fail(/^POST \/users\/@me\/channels/, { status: 403, code: 50007 });
  await press();
  expect(await (await press()).whisper()).toContain('Recorded');
  expect(world().router.heard).toHaveLength(2);
});

test('fails closed when Discord does not say what somebody belongs to', async () => {
  await world().surface.tell!(
    { id: 'ada' as never, name: 'Ada', groups: [], accounts: { discord: world().discord.person('ada').id } },
    plainCard('a', 'hello'),
  );
  const [message] = world().discord.dm('ada');
  world().discord.fail(/^GET \/guilds\/\d+\/members/, { status: 500, times: 9 });
  const reply = await world().discord.carry(approve, { by: 'ada', in: `#${message!.message.channel}` });
  expect(await reply.whisper()).toContain('Discord does not say who you are');
  expect(world().router.heard).toEqual([]);
});
