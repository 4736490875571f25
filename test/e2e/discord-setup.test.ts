import { expect, test } from 'vitest';
import { openDirectory } from '../../src/main/directory.ts';
import { examineDiscord } from '../../src/surfaces/discord/examine.ts';
import { filled, setupOn } from './setup-on-chat.ts';

setupOn('discord', (world) => {
  test('what was filled in is kept while a mistake is corrected', async () => {
    const discord = world().discord!;
    const at = { by: 'Liam', in: 'ml' };
    const form = await (await discord.say('register', at)).modal();
    expect(form.title).toMatch(/\(1 of \d\)$/);
    const sent = await form.submit({ ...filled, model: 'Bridge Three' });
    const wrong = await sent.card();
    expect(wrong.plainText()).toContain('Nothing was changed');
    const again = await (await wrong.press('Correct it', { by: 'Liam' })).modal();
    expect(again.fields.map(({ name }) => name)).toContain('model');
    expect((await (await again.submit({ model: 'Bridge 3' })).card()).buttons()).toEqual(['Correct it']);
    const fixed = await again.submit({ model: 'bridge-three' });
    expect(await fixed.whisper()).toContain('bridge-three is registered');
  });

  test('the doctor looks at token, gateway, permissions and roles', async () => {
    const discord = world().discord!;
    const credentials = { botToken: discord.botToken, apiUrl: discord.url, guild: null };
    const examine = () => examineDiscord(credentials, openDirectory(world().db, 'discord'));
    const bad = async () => (await examine()).filter(({ result }) => result !== 'ok');
    expect(await bad()).toEqual([]);
    const ml = discord.channel('ml');
    ml.deny();
    discord.world.roles.delete(world().ids.groups['ml-leads']!.discord!);
    expect(await bad()).toEqual([
      { what: 'Discord, channel ml', result: 'fail', says: expect.stringContaining('Send Messages') },
      { what: 'Discord, group ml-leads', result: 'fail', says: expect.stringContaining('no such role') },
    ]);
    ml.deny(false);
    expect(await examineDiscord({ ...credentials, botToken: 'wrong' }, null)).toEqual([
      { what: 'Discord, bot token', result: 'fail', says: expect.stringContaining('DISCORD_BOT_TOKEN') },
    ]);
  });
});
