/** The gateway cut, refused, spoken to in nonsense, and heard by several processes; the commands that it is told of. */
import { describe, expect, test } from 'vitest';
import { plainCard } from '../fakes.ts';
import { verbs } from './contract-world.ts';
import { another, pressOn, withDiscord } from './with-discord.ts';

const world = withDiscord();
const press = (id?: string) => pressOn(world(), id);

describe('listening', () => {
  test.each([
    ['a dropped socket', () => world().discord.dropSockets()],
    ['being told to reconnect', () => world().discord.reconnect()],
  ])('is resumed after %s, and what was pressed meanwhile is heard once', async (_name, cut) => {
    cut();
    const reply = await press();
    expect(reply.heard).toBe(0);
    expect(await reply.whisper()).toContain('Recorded');
    expect(world().discord.world).toMatchObject({ identified: 1, resumed: 1 });
    expect(world().router.heard).toHaveLength(1);
  });

  test.each<[string, Record<string, unknown>]>([
    ['nothing', {}],
    [
      'a press on no message',
      { id: '1', application_id: '2', type: 3, token: 't', data: { custom_id: 'x' } },
    ],
    ['a kind that nobody knows', { id: '1', application_id: '2', type: 99, token: 't' }],
    [
      'a command without options',
      { id: '1', application_id: '2', type: 2, token: 't', data: { name: 'model' } },
    ],
    ['a number for a name', { id: 1, application_id: '2', type: 3, token: 't', data: null }],
  ])('survives a delivery of %s', async (_name, payload) => {
    world().discord.fail(/callback/, { status: 404, code: 10062, times: 1 });
    world().discord.dispatch('INTERACTION_CREATE', payload);
    world().discord.dispatch('GUILD_CREATE', payload);
    world().discord.world.faults.length = 0;
    expect(await (await press()).whisper()).toContain('Recorded');
  });

  test('by two processes answers each press once', async () => {
    const { discord, router } = world();
    await using _other = await another(world());
    // What is said only once is said by whoever acts first, and that one answers.
    const { press: real } = router;
    const said = new Set<string>();
    router.press = async (asked, by, entry) => {
      const answer = await real(asked, by, entry);
      const first = !said.has(entry.cause);
      said.add(entry.cause);
      return first ? answer : { ...answer, card: plainCard('again', 'It was said already') };
    };
    const presses = await Promise.all([1, 2, 3, 4, 5].map(() => press()));
    for (const reply of presses) expect(await reply.whisper()).toContain('Recorded');
    await discord.until(
      () => router.repeated === 5,
      () => 'both of them',
    );
    expect(router.heard).toHaveLength(5);
    expect(discord.world.messages.filter(({ onlyFor }) => onlyFor !== null)).toHaveLength(5);
  });
});

describe('the commands', () => {
  const registrations = () =>
    world().discord.calls.filter(({ method, route }) => method === 'PUT' && route.endsWith('/commands'));
  test('are registered when they changed, and only then', async () => {
    await using _same = await another(world());
    await (await press()).whisper();
    expect(registrations()).toHaveLength(1);
    await using _other = await another(world(), verbs.slice(1));
    await world().discord.until(
      () => registrations().length === 2,
      () => 'the new ones',
    );
  });
});
