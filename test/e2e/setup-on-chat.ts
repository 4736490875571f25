/** How channels and models come to Steward from a chat platform. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OnChat, type Platform, startOn } from './chat-steward.ts';

/** Every field that another attempt may have left something in. */
export const filled = {
  model: 'bridge-two',
  problem: 'How many bicycles?',
  owners: 'ml-eng',
  task: 'regression',
  store: 'log',
  predictions: 'predictions/fremont-bridge/*.parquet',
  time: 'timestamp',
  prediction: 'prediction',
  label: '',
  floor: '',
};

/** @param only what just this platform has */
export function setupOn(platform: Platform, only: (world: () => OnChat) => void): void {
  let world: OnChat;
  beforeAll(async () => {
    world = await startOn(platform);
  });
  afterAll(async () => {
    expect(world.chat.violations).toEqual([]);
    await world[Symbol.asyncDispose]();
  });
  const say = async (words: string, by = 'Maya', where = 'ml') =>
    (await world.chat.say(words, { by, in: where })).card();
  const register = async () => (await world.chat.say('register', { by: 'Maya', in: 'ml' })).modal();

  test('the first word in a channel offers to set it up, and a form does it', async () => {
    const card = await say('', 'Liam', 'new-place');
    expect(card.text).toMatch(/^Steward is ready\. 3 models are registered; none reports here\./);
    const sent = await card.press('Set up this channel', {
      by: 'Liam',
      values: { title: 'New place', digest: 'sometime' },
    });
    expect(await sent.problems()).toEqual({
      digest: expect.stringContaining('ust be a day, a time and a zone'),
    });
    const again = await card.press('Set up this channel', {
      by: 'Liam',
      values: { title: 'New place', digest: 'friday 16:00 Europe/Berlin' },
    });
    expect(await again.whisper()).toContain('New place is set up');
    expect((await say('', 'Liam', 'new-place')).plainText()).toContain('Models');
  });

  test.each([
    [{ predictions: 'predictions/nowhere.parquet' }, 'predictions'],
    [{ prediction: 'predicton' }, 'prediction'],
    [{ prediction: 'version' }, 'prediction'],
    [{ time: 'prediction' }, 'prediction'],
    [{ floor: 'quality' }, 'floor'],
    [{ floor: 'auroc 0.8', label: 'prediction' }, 'floor'],
    [{ model: 'Bridge Two' }, 'model'],
    [{ model: 'fremont-bridge' }, 'model'],
    [{ owners: 'ml-leads' }, 'owners'],
  ])('a mistake is said at its field: %j', async (mistake: Record<string, string>, field) => {
    const sent = await (await register()).submit({ ...filled, ...mistake });
    expect(Object.keys(await sent.problems())).toEqual([field]);
  });

  only(() => world);

  test('a model that is in order is registered and checked', async () => {
    const sent = await (await register()).submit(filled);
    expect(await sent.whisper()).toContain('bridge-two is registered and reports here');
    expect((await say('status bridge-two')).plainText()).toContain('not checked yet');
    const [row] = await world.db.sql<
      { by: string }[]
    >`select by from events where type = 'model_configured' and model = 'bridge-two'`;
    expect(row!.by).toContain(world.chat.person('Maya').id);
  });
}
