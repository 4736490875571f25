import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Discord, startDiscord } from '../emulators/discord/discord.ts';
import { steward } from './run-verb.ts';

let folder: string;
let discord: Discord;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'steward-init-'));
  discord = await startDiscord();
  vi.stubEnv('DISCORD_API_URL', discord.url);
  vi.stubEnv('DISCORD_BOT_TOKEN', discord.botToken);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await discord[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const file = () => path.join(folder, 'steward.env');
const init = (wait: number) => steward('init', 'discord', '--out', file(), '--wait', String(wait));

describe('steward init discord', () => {
  test('checks the token, says how to invite the app, and writes what only its owner reads', async () => {
    const { exit, out } = await init(0);
    expect(exit).toBe(0);
    expect(out).toMatch(/ok +Discord, bot token: it is steward/);
    expect(out).toContain(`oauth2/authorize?client_id=${discord.world.application}&scope=bot`);
    expect(out).not.toContain(discord.botToken);
    expect(await readFile(file(), 'utf8')).toBe(
      `DISCORD_BOT_TOKEN=${discord.botToken}\nDISCORD_API_URL=${discord.url}\n`,
    );
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  test('waits until the app is invited', async () => {
    discord.world.invited = false;
    const ran = init(20);
    await discord.gateways(1);
    discord.invite();
    expect((await ran).out).toContain(`it is on the server ${discord.guild}`);
  });

  test('says that nobody invited it', async () => {
    discord.world.invited = false;
    const { exit, out } = await init(1);
    expect([exit, out]).toEqual([1, expect.stringContaining('on no server yet')]);
    await expect(stat(file())).rejects.toThrow();
  });

  test.each([
    ['nonsense', 2, 'three parts'],
    ['a.wrong.token', 1, 'reset it'],
  ])('refuses the token %s', async (token, code, words) => {
    vi.stubEnv('DISCORD_BOT_TOKEN', token);
    const { exit, out, err } = await init(0);
    expect(exit).toBe(code);
    expect(`${out}${err}`).toContain(words);
    expect(`${out}${err}`).not.toContain(token);
    await expect(stat(file())).rejects.toThrow();
  });
});
