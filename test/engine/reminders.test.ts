import { expect, test } from 'vitest';
import { advanceTo, worldNow } from '../../src/engine/clock.ts';
import { tick } from '../../src/engine/tick.ts';
import { day } from '../../src/lib/time.ts';
import { model, startWorld } from '../commands/world.ts';

test('a question is asked again less and less often, each time once, and after an outage only the newest', async () => {
  await using world = await startWorld((demo) => ({
    ...demo,
    models: demo.models.map((one) => ({
      ...one,
      policy: { ...one.policy, retrain: { ...one.policy.retrain, expiresMs: 14 * day } },
    })),
  }));
  const { db } = world;
  await world.say(`retrain ${model} it drifted`);
  const began = await worldNow(db.sql);
  const after = async (days: number): Promise<number> => {
    await advanceTo(db.sql, began + days * day + 1000);
    await tick(db);
    await tick(db);
    const sent = await world.effects('tell_people');
    await db.sql`delete from outbox`;
    return sent;
  };
  expect([await after(0.9), await after(1), await after(2.9)]).toEqual([0, 1, 0]);
  expect([await after(3), await after(6)]).toEqual([1, 0]);
  expect([await after(13.1), await after(13.5)]).toEqual([1, 0]);
});
