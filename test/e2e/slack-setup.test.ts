import { expect, test } from 'vitest';
import { silentLog } from '../../src/lib/log.ts';
import { openDirectory } from '../../src/main/directory.ts';
import { examineSlack } from '../../src/surfaces/slack/examine.ts';
import { filled, setupOn } from './setup-on-chat.ts';

setupOn('socket', (world) => {
  test('a shortcut belongs to no channel, and says so', async () => {
    const form = await (await world().slack!.shortcut('register', { by: 'Maya' })).modal();
    const sent = await form.submit(filled);
    expect(await sent.problems()).toEqual({ model: expect.stringContaining('not set up yet') });
  });

  test('the doctor looks at tokens, scopes, channels and groups', async () => {
    const slack = world().slack!;
    const credentials = {
      botToken: slack.botToken,
      appToken: slack.appToken,
      signingSecret: null,
      apiUrl: slack.url,
    };
    const examine = () => examineSlack(credentials, openDirectory(world().db, 'slack'), silentLog);
    const bad = async () => (await examine()).filter(({ result }) => result === 'fail');
    expect((await bad()).filter(({ what }) => !what.includes('new-place'))).toEqual([]);
    const leads = slack.world.groups.get('S0MLLEADS')!;
    const ml = slack.world.channels.get('C0ML')!;
    const { users } = leads;
    leads.users = [];
    ml.member = false;
    expect(await bad()).toEqual([
      { what: 'Slack, channel ml', result: 'fail', says: expect.stringContaining('/invite @steward') },
      { what: 'Slack, group ml-leads', result: 'fail', says: expect.stringContaining('nobody') },
    ]);
    leads.users = users;
    ml.member = true;
  });
});
