import { describe, expect, test } from 'vitest';
import { datarobot } from '../../src/backends/datarobot.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { monitorContract } from '../contract/monitor.ts';
import { registryContract } from '../contract/registry.ts';
import { newKey, request, started, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { dataRobotSettings, startDataRobot } from '../emulators/datarobot.ts';
import { model, open, secrets, serve } from './datarobot-world.ts';

trainerContract(datarobot, serve);
registryContract(datarobot, serve, {
  lastWriterWins: 'a model is replaced without a condition under which it is',
});
backendFaults(datarobot, serve);
monitorContract(datarobot, async () => {
  const world = await serve();
  // The fake refuses what is not at the top of an hour.
  const window = { from: Date.UTC(2026, 0, 1) + 5, to: Date.UTC(2026, 0, 2) - 5 };
  const readings = [
    { metric: 'psi', column: 'temperature', value: 0.1, n: 500 },
    { metric: 'psi', column: 'hour', value: 0.2, n: 500 },
    { metric: 'psi', column: 'riders', value: 0.3, n: 500 },
    { metric: 'RMSE', column: null, value: 44.1, n: null },
  ];
  return {
    monitor: world.backend.monitor!,
    measured: { model, window, readings },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
});
wholeCycle(datarobot, async () => {
  const fake = await startDataRobot();
  fake.add({ id: 'first' });
  fake.serve('first');
  return {
    ...{ settings: dataRobotSettings(fake.url), secrets, champion: 'first', championThere: fake.champion },
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  };
});

describe('datarobot, when it trains', () => {
  test.each([
    [{ status: 'Modeling', finished: false }, { state: 'running' }],
    [{ status: 'Cancelling', finished: false }, { state: 'cancelling' }],
    [{ status: 'CANCELED', finished: false }, { state: 'cancelled' }],
    [
      { status: 'x', error: 'no dataset' },
      { state: 'failed', reason: 'no dataset' },
    ],
    [{ status: 'errored', finished: false }, { state: 'failed' }],
    [
      { status: 'Gremlins', made: null },
      { state: 'unknown', raw: 'Gremlins' },
    ],
    [
      { status: '', made: null },
      { state: 'unknown', raw: 'no status' },
    ],
  ])('a run that is %j is %j', async (seen, shown) => {
    await using world = await serve();
    const run = await started(world.trainer);
    Object.assign(world.fake.all[0]!, seen);
    expect(await world.trainer.poll(run)).toMatchObject(shown);
  });
  test('a word that people know better means what they say', async () => {
    await using world = await serve();
    const run = await started(world.trainer);
    Object.assign(world.fake.all[0]!, { status: 'Waiting for data', finished: false });
    const trainer = (await open(world.url, { run_states: { 'Waiting for data': 'queued' } })).trainer!;
    expect(await trainer.poll(run)).toMatchObject({ state: 'queued' });
  });
  test('a version of which nobody says what it saw is told by the registry, and cannot be compared', async () => {
    await using world = await serve();
    world.fake.trainsUntil(null);
    const run = await started(world.trainer);
    expect(await world.trainer.poll(run)).toMatchObject({ state: 'succeeded', version: null });
    const [made] = await world.registry.produced!(model, { run, key: newKey() });
    expect(made).toMatchObject({ id: 'made-run1', lineage: { trainedUntil: null } });
  });
  test('a version that saw rows of the comparison is none', async () => {
    await using world = await serve();
    world.fake.trainsUntil('2026-01-04T00:00:00Z');
    expect(await world.trainer.poll(await started(world.trainer))).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('the comparison begins at'),
    });
  });
  test('a policy that would replace the model by itself is not run', async () => {
    await using world = await serve();
    world.fake.acts('model_replacement');
    expect(await world.trainer.start(request, newKey())).toMatchObject({
      outcome: 'refused',
      retry: 'never',
      reason: expect.stringContaining('let it create a challenger instead'),
    });
    expect(world.fake.all).toEqual([]);
  });
  test('two runs at once could not be told apart, so the second waits', async () => {
    await using world = await serve();
    await started(world.endless);
    const second = await world.endless.start(request, newKey());
    expect(second).toMatchObject({ outcome: 'refused', retry: 'later' });
    expect(world.lasting.all).toHaveLength(1);
  });
  test('a run that is not shown may have begun, and is never asked for again', async () => {
    await using world = await serve();
    world.fake.hide();
    const key = newKey();
    for (let tries = 0; tries < 2; tries += 1) {
      await expect(world.trainer.start(request, key)).rejects.toMatchObject({ retry: 'unknown' });
    }
    expect(world.fake.all).toHaveLength(1);
  });
  test('where the runs before cannot be told, none is started', async () => {
    await using world = await serve();
    const key = newKey();
    await started(world.trainer);
    world.fake.fail('broken', /GET .*\/runs\/$/);
    await expect(world.trainer.start(request, key)).rejects.toMatchObject({ retry: 'later' });
    expect(world.fake.all).toHaveLength(1);
  });
  test('a run that a person names is found by the id that DataRobot shows', async () => {
    await using world = await serve();
    world.fake.hide();
    await expect(world.trainer.start(request, newKey())).rejects.toMatchObject({ retry: 'unknown' });
    const named = 'run1' as RunId;
    expect(await world.trainer.poll(named)).toMatchObject({
      state: 'succeeded',
      version: { id: 'made-run1' },
    });
    const [made] = await world.registry.produced!(model, { run: named, key: newKey() });
    expect(made!.id).toBe('made-run1');
  });
  test('what makes its challenger already is not stopped, and that is no mistake', async () => {
    await using world = await serve();
    const run = await started(world.endless);
    world.lasting.all[0]!.status = 'Creating challenger';
    await world.endless.cancel!(run);
    expect(await world.endless.poll(run)).toMatchObject({ state: 'running' });
  });
  test('a model without a policy is not trained', async () => {
    await using world = await serve();
    const trainer = (await open(world.url, { policies: { other: 'p1' } })).trainer!;
    expect(await trainer.start(request, newKey())).toMatchObject({ outcome: 'refused', retry: 'never' });
  });
});
