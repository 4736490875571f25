import { describe, expect, test } from 'vitest';
import { datarobot } from '../../src/backends/datarobot.ts';
import type { ModelId, RunId, VersionId } from '../../src/domain/ids.ts';
import { hour } from '../../src/lib/time.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { registryContract } from '../contract/registry.ts';
import { newKey, request, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { dataRobotSettings, startDataRobot } from '../emulators/datarobot.ts';

const model = 'churn' as ModelId;
const secrets = { 'env:TOKEN': 'key1' };
const open = (url: string, change: object = {}) =>
  datarobot.open(datarobot.config.parse({ ...dataRobotSettings(url), ...change }), openWith(secrets));

async function serve() {
  const [fake, lasting] = [await startDataRobot(), await startDataRobot({ endless: true })];
  const backend = await open(fake.url);
  fake.fill();
  return {
    ...{ fake, lasting, open, backend, url: fake.url },
    trainer: backend.trainer!,
    registry: backend.registry!,
    filled: { model, versions: ['m1', 'm2', 'm3'] as const },
    endless: (await open(lasting.url)).trainer!,
    begun: async () => fake.all.length,
    async [Symbol.asyncDispose]() {
      await fake[Symbol.asyncDispose]();
      await lasting[Symbol.asyncDispose]();
    },
  };
}
const started = async (trainer: Awaited<ReturnType<typeof serve>>['trainer']): Promise<RunId> => {
  const answer = await trainer.start(request, newKey());
  if (answer.outcome !== 'started') throw new Error(answer.reason);
  return answer.run;
};
const change = (to: string, expected = 'm1') => ({
  ...{ model, role: 'champion' as const },
  ...{ to: to as VersionId, expected: expected as VersionId },
});

trainerContract(datarobot, serve);
registryContract(datarobot, serve, {
  lastWriterWins: 'a model is replaced without a condition under which it is',
});
backendFaults(datarobot, serve);
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
  test('a list that cannot be read after the start is no reason to start again', async () => {
    await using world = await serve();
    const key = newKey();
    await started(world.trainer);
    world.fake.fail('broken', /GET .*\/runs\/$/);
    await expect(world.trainer.start(request, key)).rejects.toMatchObject({ retry: 'later' });
    expect(world.fake.all).toHaveLength(1);
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

describe('datarobot, when it serves', () => {
  test('a version is described by its model and by what is noted beside it', async () => {
    await using world = await serve();
    world.fake.made[1]!.notes.push(
      { name: 'steward.trained_until', category: 'tag', value: '2025-12-24T00:00:00Z' },
      { name: 'steward.code', category: 'tag', value: '9f3c2e' },
      { name: 'depth', category: 'trainingParameter', value: '6' },
      { name: 'mae', category: 'metric', value: '', numericValue: 31.9 },
    );
    const [m1, m2] = await world.registry.versions(model);
    expect(m1).toMatchObject({
      createdAt: Date.UTC(2026, 0, 5),
      metrics: { 'RMSE validation': 44.1, 'RMSE holdout': 46.5 },
      lineage: { data: 'data1-7', code: 'blueprint1', trainedUntil: Date.UTC(2025, 11, 1) },
    });
    // Of two that are said, the one that promises less.
    expect(m2).toMatchObject({
      metrics: { mae: 31.9 },
      lineage: { code: '9f3c2e', params: { depth: '6' }, trainedUntil: Date.UTC(2025, 11, 24) },
    });
  });
  test('who challenges is a version even from another registered model; what is put away or not built is none', async () => {
    await using world = await serve();
    world.fake.add({ id: 'x1', registered: 'r2' });
    world.fake.challengers.push('x1', 'm1');
    world.fake.made[1]!.archived = true;
    world.fake.made[2]!.build = 'inProgress';
    expect((await world.registry.versions(model)).map(({ id }) => id)).toEqual(['m1', 'x1']);
    expect((await world.registry.roles(model)).challengers).toEqual(['m3', 'x1']);
  });
  test('a replacement is under way until DataRobot shows it, and is asked for once', async () => {
    await using world = await serve();
    const first = await world.registry.assign!(change('m2'), 'k1');
    expect(first).toMatchObject({ outcome: 'pending' });
    expect(await world.registry.assign!(change('m2'), 'k1')).toMatchObject({ outcome: 'pending' });
    expect(world.fake.replacements).toHaveLength(1);
    const { operation } = first as { operation: string };
    expect(await world.registry.operation!(operation)).toEqual({ state: 'done' });
    expect(await world.registry.assign!(change('m2'), 'k1')).toEqual({ outcome: 'done' });
    // It is forgotten after a while.
    world.fake.replacements.length = 0;
    expect(await world.registry.operation!(operation)).toEqual({ state: 'done' });
  });
  test.each([
    ['ERROR', { state: 'failed', reason: 'DataRobot says ERROR: The model does not fit' }],
    ['GREMLINS', { state: 'unknown', raw: 'GREMLINS' }],
  ])('a replacement that is %s is %j', async (status, shown) => {
    await using world = await serve();
    const { operation } = (await world.registry.assign!(change('m2'), 'k1')) as { operation: string };
    world.fake.replacements[0]!.status = status;
    expect(await world.registry.operation!(operation)).toEqual(shown);
    const again = await world.registry.assign!(change('m2'), 'k1');
    expect(again.outcome).toBe(shown.state === 'failed' ? 'refused' : 'pending');
    expect(world.fake.replacements).toHaveLength(1);
    expect(world.fake.champion()).toBe('m1');
  });
  test('where somebody has to agree first, that is said and not asked for again; a no is a no', async () => {
    await using world = await serve();
    world.fake.govern();
    const asked = (await world.registry.assign!(change('m2'), 'k1')) as { operation: string };
    expect(asked).toMatchObject({ outcome: 'needs_approval' });
    expect(await world.registry.assign!(change('m2'), 'k1')).toEqual(asked);
    expect(world.fake.changes.size).toBe(1);
    const now = () => world.registry.operation!(asked.operation);
    expect(await now()).toMatchObject({ state: 'pending', waitsForApproval: true });
    const request = world.fake.changes.get('change1')!;
    request.status = 'approved';
    expect(await now()).toEqual({ state: 'pending' });
    request.status = 'rejected';
    const reason = 'the replacement was not approved in DataRobot';
    expect(await now()).toEqual({ state: 'failed', reason });
    expect(await world.registry.assign!(change('m2'), 'k1')).toEqual({ outcome: 'refused', reason });
    expect(world.fake.changes.size).toBe(1);
    world.fake.serve('m2');
    expect(await now()).toEqual({ state: 'done' });
    expect(await world.registry.operation!('[]')).toMatchObject({ state: 'unknown' });
  });
  test('reads drift and accuracy over whole hours', async () => {
    await using world = await serve();
    const window = { from: Date.UTC(2026, 0, 1) + 5, to: Date.UTC(2026, 0, 2) - 5 };
    const readings = await world.backend.monitor!.readings(model, window);
    expect(readings.map(({ metric, column, value, n }) => [metric, column, value, n])).toEqual([
      ['psi', 'temperature', 0.1, 500],
      ['psi', 'hour', 0.2, 500],
      ['psi', 'riders', 0.3, 500],
      ['RMSE', null, 44.1, null],
    ]);
    expect(readings[0]!.at % hour).toBe(0);
    expect(await world.backend.monitor!.readings('other' as ModelId, window)).toEqual([]);
  });
  test('doctor finds every deployment, or says that one is not there', async () => {
    await using world = await serve();
    expect(await world.backend.probe()).toBe('DataRobot answers; every deployment is there (2)');
    const wrong = await open(world.url, { names: { churn: 'd2' } });
    await expect(wrong.probe()).rejects.toMatchObject({ code: 'not_found' });
  });
});
