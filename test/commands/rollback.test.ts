import { expect, test } from 'vitest';
import { rollbackSubject } from '../../src/cards/subject.ts';
import { beginEpisode } from '../../src/db/situation.ts';
import type { VersionId } from '../../src/domain/ids.ts';
import { evaluationOf } from '../domain/cycle-world.ts';
import { held, model, proposed, startWorld, type World, watched } from './world.ts';

const newest = async (world: World) => (await world.cycles()).at(-1);
const back = (world: World, who = 'liam') => world.say(`rollback ${model} worse at night`, who);

/** The registry confirmed the rollback under way. */
async function restored(world: World): Promise<void> {
  const cycle = (await world.cycles()).find(({ phase }) => phase === 'reverting');
  if (cycle?.phase !== 'reverting') throw new Error('nothing is rolled back');
  await world.report(cycle.id, { type: 'switched', to: cycle.revert.to });
  world.registered.champion = cycle.revert.to;
}

test('what was rolled back from is not gone back to', async () => {
  await using world = await startWorld();
  await held(world, await watched(world));
  await held(world, await watched(world, ['v2', 'v3']));
  await back(world);
  expect(await newest(world)).toMatchObject({ revert: { from: 'v3', to: 'v2' } });
  await restored(world);
  await back(world);
  expect(await newest(world)).toMatchObject({ revert: { from: 'v2', to: 'v1' } });
  await restored(world);
  expect((await back(world)).card.summary).toMatch(/no earlier champion/);
});

test('a model that names no first version goes back to the champion that was compared with', async () => {
  await using world = await startWorld((demo) => ({
    ...demo,
    models: demo.models.map(({ initialVersion: _, ...one }) => one),
  }));
  await held(world, await watched(world));
  expect((await back(world)).outcome).toBe('done');
  expect(await newest(world)).toMatchObject({ revert: { from: 'v2', to: 'v1' } });
});

test('two people at the same moment open one rollback, after the watch too', async () => {
  await using world = await startWorld();
  await held(world, await watched(world));
  const press = { verb: 'rollback', id: model, seen: rollbackSubject(model, 'v2' as VersionId) };
  const both = await Promise.all(['liam', 'noor', 'ana', 'liam'].map((who) => world.press(press, who)));
  expect(both.map(({ outcome }) => outcome).sort()).toEqual(['done', 'refused', 'refused', 'refused']);
  for (const { outcome, card } of both) {
    if (outcome === 'refused') expect(card.summary).toMatch(/it is being rolled back/);
  }
  expect((await world.cycles()).filter(({ phase }) => phase === 'reverting')).toHaveLength(1);
});

test('the same press again gets the same answer, during the rollback and after it', async () => {
  await using world = await startWorld();
  await watched(world);
  const press = { verb: 'rollback', id: model, seen: rollbackSubject(model, 'v2' as VersionId) };
  const first = await world.press(press, 'liam', { cause: 'twice' });
  expect(first.outcome).toBe('done');
  expect(await world.press(press, 'liam', { cause: 'twice' })).toEqual(first);
  await restored(world);
  expect(await world.press(press, 'liam', { cause: 'twice' })).toEqual(first);
  expect(await world.effects('set_champion')).toBe(2);
});

test('one that could not be confirmed is asked for again, to the same version', async () => {
  await using world = await startWorld();
  const id = await watched(world);
  // Its card is open, as the engine would have opened it.
  await beginEpisode(world.db, model, 0);
  await back(world);
  await world.report(id, { type: 'switch_refused', reason: 'no answer' });
  expect((await world.say(`retrain ${model} anyway`)).card.summary).toMatch(/is stuck after a rollback/);
  // Meanwhile the registry shows what was asked for.
  world.registered.champion = 'v1' as VersionId;
  await back(world);
  expect(await newest(world)).toMatchObject({ phase: 'reverting', revert: { to: 'v1' } });
});

test('a run that trains does not hold a rollback up, and goes on', async () => {
  await using world = await startWorld();
  await held(world, await watched(world));
  const id = await proposed(world);
  await world.say(`approve R-${id}`, 'liam');
  await world.report(id, { type: 'started', run: 'r2' as never });
  expect((await back(world)).outcome).toBe('done');
  expect((await world.cycles()).find((one) => one.id === id)).toMatchObject({ phase: 'training' });
});

test('while the registry switches the champion, nobody else does', async () => {
  await using world = await startWorld();
  const id = await proposed(world);
  await world.say(`approve R-${id}`, 'liam');
  await world.report(id, { type: 'started', run: 'r1' as never });
  await world.report(id, { type: 'trained', challenger: { version: 'v2' as VersionId, trainedUntil: 0 } });
  await world.report(id, { type: 'evaluated', evaluation: evaluationOf('better') });
  await world.say(`approve P-${id}`, 'noor');
  world.registered.champion = 'v3' as VersionId;
  expect((await back(world)).card.summary).toMatch(/it is being promoted/);
});

test('needs a registry that answers', async () => {
  await using world = await startWorld();
  await watched(world);
  world.registered.problem = 'MLflow has not answered since 13:41.';
  expect((await back(world)).card.summary).toBe(
    'The registry cannot be read: MLflow has not answered since 13:41. Nothing was changed; do it again when it can.',
  );
  expect(await world.refusals()).toContainEqual(['liam', 'bad_words']);
});
