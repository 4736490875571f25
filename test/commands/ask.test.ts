import { describe, expect, test } from 'vitest';
import type { Configuration } from '../../src/config/configuration.ts';
import { no } from '../../src/domain/rejection.ts';
import { model, proposed, startWorld } from './world.ts';

const policy =
  (change: (policy: Configuration['models'][0]['policy']) => Configuration['models'][0]['policy']) =>
  (demo: Configuration): Configuration => ({
    ...demo,
    models: demo.models.map((one) => ({ ...one, policy: change(one.policy) })),
  });

describe('asking', () => {
  test('what nobody could approve is not asked, and the log says so', async () => {
    await using world = await startWorld(
      policy((one) => ({
        ...one,
        retrain: { ...one.retrain, quorum: 5 },
        promote: { ...one.promote, quorum: 4 },
      })),
    );
    const retrain = await world.say(`retrain ${model} it drifted`);
    expect(retrain.card.summary).toMatch(/Nobody could approve this: it needs 5 of ml-eng or ml-leads/);
    expect((await world.say(`promote ${model} v2`)).card.summary).toMatch(
      /only .* are known there\. Ask .* to add people to/,
    );
    expect(await world.refusals()).toEqual([
      ['maya', 'nobody_can_approve'],
      ['maya', 'nobody_can_approve'],
    ]);
    expect(await world.cycles()).toEqual([]);
  });
  test('without a trainer nobody can ask for training', async () => {
    await using world = await startWorld((demo) => ({
      ...demo,
      models: demo.models.map(({ trainer: _, ...one }) => one),
    }));
    expect((await world.say(`retrain ${model} now`)).card.summary).toMatch(/has no trainer configured/);
  });
  test('while a cycle is open, promotions wait too', async () => {
    await using world = await startWorld();
    const id = await proposed(world);
    for (const words of [`promote ${model} v2`, `retrain ${model}`]) {
      expect((await world.say(words, 'liam')).card.summary).toBe(
        `${model} already has R-${id} open (it waits for approval). Finish or cancel that first.`,
      );
    }
  });
  test('a registry that does not answer is said, and nothing is asked', async () => {
    await using world = await startWorld();
    world.registered.problem = 'MLflow has not answered since 13:41.';
    for (const words of [`retrain ${model} now`, `promote ${model} v2`, `compare ${model} v2`]) {
      const { outcome, card } = await world.say(words);
      expect([outcome, card.summary]).toEqual([
        'refused',
        'The registry cannot be read: MLflow has not answered since 13:41. Nothing was asked; ask again when it can.',
      ]);
    }
    expect(JSON.stringify((await world.say(`status ${model}`)).card.blocks)).toContain('Last known state');
  });
});

describe('deciding', () => {
  test('two of two are needed, each counts once, and one of them starts it', async () => {
    await using world = await startWorld(
      policy((one) => ({ ...one, retrain: { ...one.retrain, quorum: 2 } })),
    );
    const id = await proposed(world);
    const first = await world.say(`approve R-${id}`, 'liam');
    expect(first.card.summary).toBe(`Your approval of R-${id} counts: 1 of 2. 1 more needed.`);
    expect((await world.say(`approve R-${id}`, 'liam')).card.summary).toMatch(/already voted/);
    expect(await world.effects('start_training')).toBe(0);
    await Promise.all([world.say(`approve R-${id}`, 'noor'), world.say(`approve R-${id}`, 'ana')]);
    expect(await world.effects('start_training')).toBe(1);
    expect(await world.refusals()).toContainEqual(['liam', 'already_voted']);
  });
  test('a yes and a no at the same moment: one of them decides, the other reads so', async () => {
    await using world = await startWorld();
    const id = await proposed(world);
    const both = await Promise.all([
      world.say(`approve R-${id}`, 'liam'),
      world.say(`deny R-${id} not now`, 'noor'),
    ]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['done', 'refused']);
    expect(both.find(({ outcome }) => outcome === 'refused')!.card.summary).toMatch(/was decided before/);
  });
  test('whoever asked may deny and withdraw, also without a group; others without one may not', async () => {
    await using world = await startWorld();
    await world.say(`retrain ${model} please`, 'sam');
    const id = (await world.cycles()).at(-1)!.id;
    await world.say(`retrain telco-churn please`, 'maya');
    const other = (await world.say('inbox', 'noor')).card.actions.map(({ press }) => press.id);
    expect(other).toHaveLength(2);
    const foreign = other.find((name) => name !== `R-${id}`)!;
    expect((await world.say(`cancel ${foreign}`, 'sam')).card.summary).toMatch(
      /Cancelling telco-churn needs/,
    );
    expect((await world.say(`cancel R-${id} changed my mind`, 'sam')).outcome).toBe('done');
    expect((await world.cycles()).at(-1)).toMatchObject({
      outcome: { result: 'cancelled', by: 'sam', why: 'changed my mind' },
    });
    expect((await world.say(`cancel R-${id}`, 'sam')).outcome).toBe('refused');
  });
  test('a cancel button is asked about by whichever name its cycle has by now', async () => {
    await using world = await startWorld();
    const id = await proposed(world);
    const asked = (name: string) => world.asks({ verb: 'cancel', id: name, seen: '' });
    expect((await asked(`P-${id}`))?.press.id).toBe(`R-${id}`);
    expect(await world.asks({ verb: 'approve', id: `P-${id}`, seen: '' })).toBeNull();
  });
  test('a run that trains is asked to stop, and is cancelled when it has', async () => {
    await using world = await startWorld();
    const id = await proposed(world);
    await world.say(`approve R-${id}`, 'liam');
    await world.report(id, { type: 'started', run: 'r1' as never });
    expect((await world.say(`cancel R-${id}`)).card.summary).toMatch(/asked to stop/);
    expect(await world.effects('cancel_training')).toBe(1);
  });
});

describe('a start that was not answered', () => {
  const unanswered = async (world: Awaited<ReturnType<typeof startWorld>>) => {
    const id = await proposed(world);
    await world.say(`approve R-${id}`, 'liam');
    await world.report(id, { type: 'start_unanswered' });
    return id;
  };
  test('is followed once somebody names its run', async () => {
    await using world = await startWorld();
    const id = await unanswered(world);
    const press = { verb: 'found', id: `R-${id}` };
    expect((await world.press(press)).card.summary).toBe('Please name the run.');
    expect((await world.press(press, 'sam', { values: { run: 'r9' } })).card.summary).toMatch(/needs/);
    expect((await world.press(press, 'maya', { values: { run: 'r9' } })).outcome).toBe('done');
    expect((await world.cycles()).at(-1)).toMatchObject({ phase: 'training', run: { id: 'r9' } });
  });
  test('is over once somebody says how they know that it never began', async () => {
    await using world = await startWorld();
    const id = await unanswered(world);
    expect((await world.press({ verb: 'absent', id: `R-${id}` })).outcome).toBe('refused');
    const values = { reason: 'its queue is empty' };
    await world.press({ verb: 'absent', id: `R-${id}` }, 'maya', { values });
    expect((await world.cycles()).at(-1)).toMatchObject({
      outcome: { result: 'not_started', why: 'Maya says: its queue is empty' },
    });
  });
});

describe('looking', () => {
  test('a comparison is made for two versions, and says why when it cannot be', async () => {
    await using world = await startWorld();
    const { outcome, card } = await world.say(`compare ${model} 2`);
    expect([outcome, card.summary]).toEqual(['shown', expect.stringMatching(/version 2 beats version 1/i)]);
    world.refuseToEvaluate(no('bad_words', { problem: 'Only 3 labelled rows.' }));
    expect((await world.say(`compare ${model} v2`)).card.summary).toBe('Only 3 labelled rows.');
    expect((await world.say(`promote ${model} v2`)).card.summary).toBe('Only 3 labelled rows.');
    expect(await world.refusals()).toEqual([['maya', 'bad_words']]);
  });
  test('help says what this person can approve', async () => {
    await using world = await startWorld();
    expect((await world.say('help', 'sam')).card.summary).toMatch(/You can approve nothing here/);
    expect((await world.say('help', 'maya')).card.summary).toMatch(
      /You can approve: retrain \(.*You cannot.*ask ml-leads/,
    );
  });
  test('a status is shared by name, once a press', async () => {
    await using world = await startWorld();
    await world.press({ verb: 'share', id: model }, 'maya', { cause: 'twice' });
    await world.press({ verb: 'share', id: model }, 'maya', { cause: 'twice' });
    expect(await world.effects('share_status')).toBe(1);
  });
});
