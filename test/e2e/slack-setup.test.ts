/** How channels and models come to Steward from Slack. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SlackSteward, startSlackSteward } from './slack-steward.ts';

let world: SlackSteward;
beforeAll(async () => {
  world = await startSlackSteward();
});
afterAll(async () => {
  expect(world.slack.violations).toEqual([]);
  await world[Symbol.asyncDispose]();
});

const say = async (words: string, by = 'Maya', where = 'ml') => {
  const reply = await world.slack.command(`/model ${words}`.trim(), { by, in: where });
  const [card] = (await reply.whispers()).slice(-1);
  return { reply, card: card!, text: card!.plainText() };
};

describe('setting up', () => {
  test('the first word in a channel offers to set it up, and a form does it', async () => {
    const { card } = await say('', 'Liam', 'new-place');
    expect(card.text).toMatch(/^Steward is ready\. 3 models are registered; none reports here\./);
    const sent = await card.press('Set up this channel', {
      by: 'Liam',
      values: { title: 'New place', digest: 'sometime' },
    });
    expect(sent.errors).toEqual({ digest: expect.stringContaining('ust be a day, a time and a zone') });
    const again = await card.press('Set up this channel', {
      by: 'Liam',
      values: { title: 'New place', digest: 'friday 16:00 Europe/Berlin' },
    });
    expect(await again.whisper()).toContain('New place is set up');
    expect((await say('', 'Liam', 'new-place')).text).toContain('Models');
  });

  const filled = {
    model: 'bridge-two',
    problem: 'How many bicycles?',
    owners: 'ml-eng',
    task: 'regression',
    store: 'log',
    predictions: 'predictions/fremont-bridge/*.parquet',
    floor: '',
  };
  test.each([
    [{ predictions: 'predictions/nowhere.parquet' }, 'predictions'],
    [{ prediction: 'predicton' }, 'prediction'],
    [{ floor: 'quality' }, 'floor'],
    [{ floor: 'auroc 0.8', label: 'prediction' }, 'floor'],
    [{ model: 'Bridge Two' }, 'model'],
    [{ model: 'fremont-bridge' }, 'model'],
    [{ owners: 'ml-leads' }, 'owners'],
  ])('a mistake is said at its field: %j', async (mistake: Record<string, string>, field) => {
    const form = await (await world.slack.command('/model register', { by: 'Maya', in: 'ml' })).modal();
    const sent = await form.submit({ ...filled, ...mistake });
    expect(Object.keys(sent.errors ?? {})).toEqual([field]);
  });

  test('a model that is in order is registered and checked', async () => {
    const form = await (await world.slack.shortcut('register', { by: 'Maya' })).modal();
    expect((await form.submit(filled)).errors).toEqual({ model: expect.stringContaining('not set up yet') });
    const here = await (await world.slack.command('/model register', { by: 'Maya', in: 'ml' })).modal();
    expect(await (await here.submit(filled)).whisper()).toContain(
      'bridge-two is registered and reports here',
    );
    expect((await say('status bridge-two')).text).toContain('not checked yet');
    const [row] = await world.db.sql<
      { by: string }[]
    >`select by from events where type = 'model_configured' and model = 'bridge-two'`;
    expect(row!.by).toContain('U0MAYA');
  });
});

test('the doctor looks at tokens, scopes, channels and groups', async () => {
  const { examineSlack } = await import('../../src/surfaces/slack/examine.ts');
  const { openDirectory } = await import('../../src/main/directory.ts');
  const { silentLog } = await import('../../src/lib/log.ts');
  const { slack, db } = world;
  const credentials = {
    botToken: slack.botToken,
    appToken: slack.appToken,
    signingSecret: null,
    apiUrl: slack.url,
  };
  const examine = () => examineSlack(credentials, openDirectory(db, 'slack'), silentLog);
  expect((await examine()).filter(({ result }) => result !== 'ok')).toEqual([]);
  slack.world.groups.get('S0MLLEADS')!.users = [];
  slack.world.channels.get('C0ML')!.member = false;
  const found = (await examine()).filter(({ result }) => result === 'fail');
  expect(found).toEqual([
    { what: 'Slack, channel ml', result: 'fail', says: expect.stringContaining('/invite @steward') },
    { what: 'Slack, group ml-leads', result: 'fail', says: expect.stringContaining('nobody') },
  ]);
  slack.world.channels.get('C0ML')!.member = true;
});
