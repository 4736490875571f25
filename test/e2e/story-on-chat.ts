/** The main job on a chat platform: from the alert to the way back, on one card. */
import { expect } from 'vitest';
import { day } from '../../src/lib/time.ts';
import { type OnChat, type Platform, startOn } from './chat-steward.ts';

/**
 * A model that fails is retrained, approved by somebody else, promoted, and rolled back.
 * @param disturb happens before every step; the story ends in the same way
 */
export async function tellStory(
  platform: Platform,
  disturb: (world: OnChat) => Promise<void> = async () => {},
): Promise<void> {
  await using world = await startOn(platform);
  const { chat, ml, steward } = world;
  await disturb(world);
  await steward.engine.advance(Date.UTC(2020, 3, 13, 7));
  const card = await ml.expectCard('MAE 62.3, limit 60');
  expect(card.text).toMatch(/^fremont-bridge version 1: Failing\. .*MAE 62\.3, limit 60/);

  await disturb(world);
  const asked = await card.press('Request retrain', {
    by: 'Maya',
    values: { reason: 'Nobody crosses <b>the bridge</b> <!channel> @everyone **now**' },
  });
  expect(await asked.whisper()).toContain('You asked to retrain fremont-bridge');
  await card.expectUpdate('waits for approval');
  expect(card.plainText()).toContain('Nobody crosses <b>the bridge</b> <!channel> @everyone **now**');
  await disturb(world);
  expect(await (await card.press('Approve retrain', { by: 'Maya' })).whisper()).toContain(
    'someone else must approve',
  );
  await disturb(world);
  expect(await (await card.press('Approve retrain', { by: 'Sam' })).whisper()).toContain(
    'Nothing was changed',
  );

  await disturb(world);
  const both = await Promise.all([
    card.press('Approve retrain', { by: 'Liam' }),
    card.press('Approve retrain', { by: 'Liam' }),
  ]);
  const answers = await Promise.all(both.map((reply) => reply.whisper()));
  expect(answers.filter((answer) => answer.includes('You approved'))).toHaveLength(1);
  await card.expectUpdate('is better', 60_000);
  await card.expectNoButton('Approve retrain');
  await disturb(world);
  expect(await (await card.press('Promote challenger', { by: 'Maya' })).whisper()).toContain(
    'Nothing was changed',
  );
  await disturb(world);
  expect(await (await card.press('Promote challenger', { by: 'Noor' })).whisper()).toContain('You approved');
  await card.expectUpdate('champion since', 20_000);

  await steward.engine.advance(Date.UTC(2020, 3, 27, 7));
  await disturb(world);
  const { question, reply } = await card.confirm('Roll back', { by: 'Noor' });
  expect(question).toContain('version 1');
  expect(await reply.whisper()).not.toContain('Nothing was changed');
  await card.expectUpdate('olled back', 20_000);
  expect(ml.messages().filter(({ text }) => text.startsWith('fremont-bridge'))).toHaveLength(1);

  await disturb(world);
  await steward.engine.advance(Date.UTC(2020, 3, 27, 7) + 8 * day);
  const digest = await ml.expectCard('Week to');
  expect(digest.text).toContain('fremont-bridge');
  expect(chat.violations).toEqual([]);
  const called = Object.values(world.ids.groups).flatMap((ids) => Object.values(ids));
  for (const message of ml.messages()) {
    const { mentions } = message.seen();
    expect(mentions.filter((one) => !called.some((id) => one.includes(id)))).toEqual([]);
  }
}
