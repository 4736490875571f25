/** Who is told what without asking: a mention once, a reminder before a question expires, a no to whoever asked. */
import { expect, test } from 'vitest';
import { day } from '../../src/lib/time.ts';
import { startSlackSteward } from './slack-steward.ts';

test('those who must act are mentioned once, reminded once, and may answer where they are told', async () => {
  await using world = await startSlackSteward();
  const { slack, ml, steward } = world;
  await steward.engine.advance(Date.UTC(2020, 3, 13, 7));
  const card = await ml.expectCard('MAE 62.3, limit 60');
  expect(card.seen().mentions).toEqual(['!subteam^S0MLENG']);
  await (await card.press('Request retrain', { by: 'Maya', values: { reason: 'it drifted' } })).whisper();
  await card.expectUpdate('waits for approval');
  expect(card.seen().mentions).toEqual([]);
  expect([slack.dm('Liam'), slack.dm('Noor')]).toEqual([[], []]);

  await steward.engine.advance(Date.UTC(2020, 3, 13, 7) + 2.2 * day);
  await slack.until(
    () => slack.dm('Liam').length > 0 && slack.dm('Noor').length > 0,
    () => 'reminders',
  );
  expect([slack.dm('Maya'), slack.dm('Sam')]).toEqual([[], []]);
  const [reminder] = slack.dm('Liam');
  expect(reminder!.text).toMatch(/^R-101, retraining fremont-bridge, expires .* and waits for you\./);
  await steward.engine.advance(Date.UTC(2020, 3, 13, 7) + 2.5 * day);
  expect(slack.dm('Liam')).toHaveLength(1);

  const denied = await reminder!.press('Deny', { by: 'Liam', values: { reason: 'wait for the *backfill*' } });
  expect(await denied.whisper()).toContain('You denied R-101');
  await card.expectUpdate('wait for the');
  await slack.until(
    () => slack.dm('Maya').length > 0,
    () => 'the word to whoever asked',
  );
  expect(slack.dm('Maya')[0]!.plainText()).toContain('wait for the *backfill*');
  expect(slack.violations).toEqual([]);
});
