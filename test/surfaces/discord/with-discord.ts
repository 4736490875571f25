/** The Discord surface on the emulator, anew for each test of a file, and what all of them need. */
import { afterEach, beforeEach, expect } from 'vitest';
import { Fault } from '../../../src/lib/fault.ts';
import { silentLog } from '../../../src/lib/log.ts';
import { createDiscordSurface } from '../../../src/surfaces/discord/discord-surface.ts';
import { encodePress } from '../../../src/surfaces/press-token.ts';
import { startDiscordSurface, verbs } from './contract-world.ts';

export type DiscordWorld = Awaited<ReturnType<typeof startDiscordSurface>>;

/** Each test ends without any violation of Discord's rules. */
export function withDiscord(): () => DiscordWorld {
  let world: DiscordWorld;
  beforeEach(async () => {
    world = await startDiscordSurface();
  });
  afterEach(async () => {
    const { violations } = world.discord;
    await world[Symbol.asyncDispose]();
    expect(violations).toEqual([]);
  });
  return () => world;
}

/** The fault with which something ends. */
export async function failing(work: Promise<unknown>): Promise<Fault> {
  const thrown = await work.then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  );
  if (!(thrown instanceof Fault)) throw thrown;
  return thrown;
}

export const approve = encodePress({ verb: 'approve', id: 'R-1', seen: '0123456789abcdef' });

/** Ada presses a button; the same id is the same press. */
export const pressOn = ({ discord }: DiscordWorld, id?: string) =>
  discord.carry(approve, { by: 'ada', in: 'ml', ...(id && { id }) });

/** One more process on the same server and database. */
export async function another({ discord, router, directory }: DiscordWorld, known = verbs) {
  const where = { botToken: discord.botToken, guild: null, apiUrl: discord.url };
  const before = discord.world.sockets.size;
  const made = createDiscordSurface({ router, directory, log: silentLog, verbs: known, ...where });
  await made.start();
  await discord.gateways(before + 1);
  return { [Symbol.asyncDispose]: () => made.surface.close() };
}
