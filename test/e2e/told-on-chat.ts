/** Who is told what without asking: a mention once, a reminder before a question expires, a no to whoever asked. */
import { expect } from 'vitest';
import { day } from '../../src/lib/time.ts';
import { type Platform, startOn } from './chat-steward.ts';

/** Those who must act are mentioned once, reminded once, and may answer where they are told. */
export async function tellPeople(platform: Platform): Promise<void> {
  await using world = await startOn(platform);
  const { chat, ml, steward, ids } = world;
  // Discord names the members of a role to nobody without a privileged intent: who has spoken is known.
  for (const by of ['Liam', 'Noor']) await (await chat.say('inbox', { by, in: 'ml' })).whisper();
  await steward.engine.advance(Date.UTC(2020, 3, 13, 7));
  const card = await ml.expectCard('MAE 62.3, limit 60');
  const eng = ids.groups['ml-eng']!;
  expect(card.seen().mentions).toEqual([eng.discord ? `<@&${eng.discord}>` : `!subteam^${eng.slack}`]);
  await (await card.press('Request retrain', { by: 'Maya', values: { reason: 'it drifted' } })).whisper();
  await card.expectUpdate('waits for approval');
  expect(card.seen().mentions).toEqual([]);
  expect([chat.dm('Liam'), chat.dm('Noor')]).toEqual([[], []]);

  await steward.engine.advance(Date.UTC(2020, 3, 13, 7) + 2.2 * day);
  await chat.until(
    () => chat.dm('Liam').length > 0 && chat.dm('Noor').length > 0,
    () => 'reminders',
  );
  expect([chat.dm('Maya'), chat.dm('Sam')]).toEqual([[], []]);
  const [reminder] = chat.dm('Liam');
  expect(reminder!.text).toMatch(/^R-101, retraining fremont-bridge, expires .* and waits for you\./);
  await steward.engine.advance(Date.UTC(2020, 3, 13, 7) + 2.5 * day);
  expect(chat.dm('Liam')).toHaveLength(1);

  const denied = await reminder!.press('Deny', { by: 'Liam', values: { reason: 'wait for the *backfill*' } });
  expect(await denied.whisper()).toContain('You denied R-101');
  await card.expectUpdate('wait for the');
  await chat.until(
    () => chat.dm('Maya').length > 0,
    () => 'the word to whoever asked',
  );
  expect(chat.dm('Maya')[0]!.plainText()).toContain('wait for the *backfill*');
  expect(chat.violations).toEqual([]);
}
