/** Two processes on one database and one server: each hears everything, and nothing is answered, posted or done twice. */
import { expect, test } from 'vitest';
import { startOn } from './chat-steward.ts';

test('a story that two processes hear happens once, and goes on when one of them ends', async () => {
  await using world = await startOn('discord');
  const { ml, steward, db } = world;
  const discord = world.discord!;
  const other = await world.replica();
  await discord.gateways(2);
  await steward.engine.advance(Date.UTC(2020, 3, 13, 7));
  const card = await ml.expectCard('MAE 62.3, limit 60');

  const asked = await card.press('Request retrain', { by: 'Maya', values: { reason: 'it drifted' } });
  expect(await asked.whisper()).toContain('You asked to retrain');
  await card.expectUpdate('waits for approval');
  const presses = await Promise.all([1, 2, 3].map(() => card.press('Approve retrain', { by: 'Liam' })));
  const answers = await Promise.all(presses.map((reply) => reply.whisper()));
  expect(answers.filter((answer) => answer.includes('You approved'))).toHaveLength(1);
  await card.expectUpdate('is better', 60_000);

  await other.close();
  await (await card.press('Promote challenger', { by: 'Noor' })).whisper();
  await card.expectUpdate('champion since', 20_000);

  const privately = discord.world.messages.filter(({ onlyFor }) => onlyFor !== null);
  const interactions = privately.map(({ interaction }) => interaction);
  expect(new Set(interactions).size).toBe(interactions.length);
  expect(ml.messages().filter(({ text }) => text.startsWith('fremont-bridge'))).toHaveLength(1);
  const counts = await db.sql<{ type: string; n: number }[]>`
    select type, count(*)::int as n from events where model = 'fremont-bridge'
      and type in ('retrain_proposed', 'retrain_approved', 'training_started', 'champion_switched') group by type`;
  expect(counts.map(({ n }) => n)).toEqual([1, 1, 1, 1]);
  const registered = discord.calls.filter(
    ({ method, route }) => method === 'PUT' && route.endsWith('/commands'),
  );
  expect(registered).toHaveLength(1);
  expect(discord.violations).toEqual([]);
});
