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
    const sent = await world.effects('remind');
    await db.sql`delete from outbox`;
    return sent;
  };
  expect([await after(0.9), await after(1), await after(2.9)]).toEqual([0, 1, 0]);
  expect([await after(3), await after(6)]).toEqual([1, 0]);
  expect([await after(13.1), await after(13.5)]).toEqual([1, 0]);
});

test('a review that is overdue is asked for again, less and less often, until somebody has done it', async () => {
  await using world = await startWorld((demo) => ({
    ...demo,
    models: demo.models.map((one) => ({
      ...one,
      policy: { ...one.policy, breakGlass: ['ml-leads' as never] },
    })),
  }));
  const { db } = world;
  await world.say(`retrain ${model} it drifted`);
  const name = `R-${(await world.cycles()).at(-1)!.id}`;
  await world.say(`breakglass ${name} fraud wave`, 'noor');
  const due = (await worldNow(db.sql)) + day;
  const after = async (days: number): Promise<unknown[]> => {
    await db.sql`delete from outbox`;
    await advanceTo(db.sql, due + days * day + 1000);
    await tick(db);
    await tick(db);
    return (await db.sql`select effect->>'about' as about from outbox where kind = 'remind'`).map(
      (row) => row.about,
    );
  };
  expect([await after(-0.1), await after(0), await after(0.9), await after(1)]).toEqual([
    [],
    [name],
    [],
    [name],
  ]);
  expect([await after(2.9), await after(3), await after(6.9), await after(7)]).toEqual([
    [],
    [name],
    [],
    [name],
  ]);
  await world.say(`review ${name}`, 'liam');
  expect(await after(15)).toEqual([]);
});
