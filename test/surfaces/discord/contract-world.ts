import { silentLog } from '../../../src/lib/log.ts';
import { createDiscordSurface } from '../../../src/surfaces/discord/discord-surface.ts';
import { decodePress } from '../../../src/surfaces/press-token.ts';
import type { SurfaceWorld } from '../../contract/surface.ts';
import { startDiscord } from '../../emulators/discord/discord.ts';
import { asksFor, contractOn } from '../chat/contract-world.ts';
import { ada, channel, createFakeDirectory, createFakeRouter } from '../fakes.ts';

export const verbs = [
  { verb: 'status', usage: 'status [MODEL]', does: 'shows how a model does' },
  { verb: 'mute', usage: 'mute MODEL [MONITOR] 7d WHY', does: 'holds its alerts back' },
  { verb: 'open', usage: 'R-4821', does: 'opens a timeline' },
];

/** The Discord surface on the emulator, with a router and a directory in memory. */
export async function startDiscordSurface() {
  const discord = await startDiscord();
  const router = createFakeRouter();
  const directory = createFakeDirectory();
  const place = discord.channel('ml');
  const role = discord.role('eng', ['ada']);
  directory.places.set(channel, place.id);
  directory.groups = async () => [{ id: 'ml-eng' as never, account: role }];
  directory.accounts.set(discord.person('ada').id, ada);
  discord.person('a stranger', { strangerFrom: '129999999999999999' });
  const made = createDiscordSurface({
    router,
    directory,
    log: silentLog,
    verbs,
    botToken: discord.botToken,
    guild: null,
    apiUrl: discord.url,
  });
  await made.start();
  await discord.until(
    () => discord.world.commands.length > 0,
    () => 'commands',
  );
  return {
    discord,
    router,
    directory,
    surface: made.surface,
    made,
    place,
    role,
    async [Symbol.asyncDispose]() {
      await made.surface.close();
      await discord[Symbol.asyncDispose]();
    },
  };
}

/** The same as the contract suite wants it. */
export async function startContract(): Promise<SurfaceWorld> {
  const world = await startDiscordSurface();
  const { discord, router } = world;
  return contractOn(world, discord, async (token, by, { values, times = 1 } = {}) => {
    const who = { by, in: 'ml' };
    if (asksFor(router, token, values)) {
      const opened = await (await discord.carry(`?${token}`, who)).modal();
      return (await opened.submit(values)).whisper();
    }
    const first = await discord.carry(token, who);
    for (let time = 1; time < times; time++) await discord.carry(token, { ...who, id: first.interaction.id });
    await discord.until(
      () => decodePress(token) === null || by !== 'ada' || router.repeated >= times - 1,
      () => 'repetitions',
    );
    return first.whisper();
  });
}
