import { describe, expect, test } from 'vitest';
import { evaluationReadings } from '../../src/backends/dataiku/evaluations.ts';
import { dataiku } from '../../src/backends/dataiku.ts';
import { openApi } from '../../src/backends/outbound/api.ts';
import type { ModelId, RunId } from '../../src/domain/ids.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { monitorContract } from '../contract/monitor.ts';
import { registryContract } from '../contract/registry.ts';
import { served } from '../contract/served.ts';
import { newKey, request, started, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { dataikuSettings, described, startDataiku } from '../emulators/dataiku.ts';

const model = 'churn' as ModelId;
const secrets = { 'env:KEY': 'key1' };
const open = (url: string, change = {}) =>
  dataiku.open(dataiku.config.parse({ ...dataikuSettings(url), ...change }), openWith(secrets));

async function serve() {
  const world = await served({ start: startDataiku, open, begun: ({ fired }) => fired.length });
  world.fake.fill();
  const filled = { model, versions: ['v1', 'v2', 'v3'] as const };
  return { ...world, filled, registry: world.backend.registry! };
}

trainerContract(dataiku, serve);
registryContract(dataiku, serve, {
  lastWriterWins: 'a version is made active without a condition under which it is',
});
backendFaults(dataiku, serve);
monitorContract(dataiku, async () => {
  const world = await serve();
  const at = Date.UTC(2026, 0, 3);
  world.fake.evaluations.push(
    { id: 'e3', created: at, metrics: { rmse: 44, dataDriftPValue: 0.01, perColumn: {} } },
    { id: 'e2', created: at - 1, metrics: { rmse: 43 } },
    { id: 'e1', created: at - 2, metrics: { rmse: 40 } },
  );
  const of = { column: null, n: null };
  const readings = [
    { metric: 'rmse', value: 43, ...of },
    { metric: 'rmse', value: 44, ...of },
    { metric: 'dataDriftPValue', value: 0.01, ...of },
  ];
  return {
    monitor: world.backend.monitor!,
    measured: { model, window: { from: at - 1, to: at + 1 }, readings },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
});
wholeCycle(dataiku, async () => {
  const fake = await startDataiku();
  fake.versions.push({ id: 'first', active: true });
  return {
    ...{ settings: dataikuSettings(fake.url), secrets, champion: 'first' },
    trains: () => void fake.versions.push({ id: `v-${fake.fired[0]!.firing}`, active: false }),
    championThere: () => fake.versions.find(({ active }) => active)?.id ?? null,
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  };
});

describe('dataiku', () => {
  test.each([
    [null, { state: 'running' }],
    ['WARNING', { state: 'succeeded', version: { id: expect.any(String) } }],
    ['FAILED', { state: 'failed', reason: 'the run failed in Dataiku; its log has the reason' }],
    ['ABORTED', { state: 'cancelled' }],
    ['GREMLINS', { state: 'unknown', raw: 'GREMLINS' }],
  ])('a run with the outcome %s is %j', async (outcome, shown) => {
    await using world = await serve();
    const run = await started(world.trainer);
    world.fake.fired[0]!.outcome = outcome;
    expect(await world.trainer.poll(run)).toMatchObject(shown);
  });
  test('what was asked for waits for its run, cannot be stopped before, and may be dropped', async () => {
    await using world = await serve();
    world.fake.hold();
    const run = await started(world.trainer);
    expect(await world.trainer.poll(run)).toMatchObject({ state: 'queued' });
    await expect(world.trainer.cancel!(run)).rejects.toMatchObject({ retry: 'later' });
    world.fake.fired[0]!.cancelled = true;
    expect(await world.trainer.poll(run)).toEqual({ state: 'cancelled' });
  });
  test('a run that a person names is found by the id that Dataiku shows', async () => {
    await using world = await serve();
    await started(world.trainer);
    const named = world.fake.fired[0]!.run as RunId;
    expect(await world.trainer.poll(named)).toMatchObject({ state: 'succeeded', version: {} });
  });
  test('nothing is asked for while the scenario runs, because it would be dropped', async () => {
    await using world = await serve();
    await started(world.endless);
    const second = await world.endless.start(request, newKey());
    expect(second).toMatchObject({ outcome: 'refused', retry: 'later', afterMs: 60_000 });
    expect(world.lasting.fired).toHaveLength(1);
  });
  test('a run is not said to be absent where parameters are not told', async () => {
    await using world = await serve();
    await started(world.trainer);
    expect(await world.trainer.find!(newKey())).toBeNull();
    world.fake.hide();
    await expect(world.trainer.find!(newKey())).rejects.toMatchObject({ code: 'unreadable' });
  });
  test.each([
    ['says nothing', null, { state: 'succeeded', version: null }],
    ['says nonsense', () => ({ version: '7' }), { state: 'failed' }],
    [
      'saw rows of the comparison',
      () => ({ version: '7', trained_until: '2026-01-04T00:00:00Z' }),
      { state: 'failed', reason: expect.stringContaining('the comparison begins at') },
    ],
  ])('a training that %s', async (_, says, shown) => {
    await using world = await serve();
    world.fake.says(says);
    expect(await world.trainer.poll(await started(world.trainer))).toMatchObject(shown);
  });
  test('a version is described by its training, and by Dataiku alone where that said nothing', async () => {
    await using world = await serve();
    const [v1, v2] = await world.registry.versions(model);
    expect(v1).toMatchObject({ metrics: { rmse: 44.1 }, lineage: { trainedUntil: null, code: null } });
    expect(v1!.metrics).not.toHaveProperty('sessionDate');
    expect(v2).toMatchObject({
      createdAt: 1_767_571_200_000,
      metrics: { rmse: 44.1, mae: 31.9 },
      lineage: { data: 'rides@12', params: { depth: 6 }, trainedUntil: Date.UTC(2026, 0, 1) },
    });
    const before = world.fake.asked.length;
    expect(await world.registry.versions(model, [v1!, v2!])).toMatchObject([v1, v2, { id: 'v3' }]);
    expect(world.fake.asked.slice(before).filter(({ what }) => what.endsWith('/snippet'))).toHaveLength(1);
    // The newest word about a version counts, and each file is read once.
    const text = { version: 'v2', trained_until: '2026-01-02T00:00:00Z' };
    world.fake.files.set(`/${newKey()}.json`, { text: JSON.stringify(text), at: 2 });
    expect((await world.registry.versions(model))[1]!.lineage.trainedUntil).toBe(Date.UTC(2026, 0, 2));
    expect(world.fake.asked.filter(({ what }) => what.endsWith(`/${described}.json`))).toHaveLength(1);
    const produced = (key: string) => world.registry.produced!(model, { run: '' as RunId, key });
    expect(await produced(described)).toEqual([v2]);
    expect(await produced(newKey())).toEqual([]);
  });
  test('drift is computed column by column where that is wanted, of the newest evaluation', async () => {
    await using world = await serve();
    const at = Date.UTC(2026, 0, 3);
    world.fake.evaluations.push({ id: 'e1', created: at, metrics: { rmse: 44 } });
    const settings = { ...dataikuSettings(world.url), compute_drift: true };
    const backend = await dataiku.open(dataiku.config.parse(settings), openWith(secrets));
    const readings = await backend.monitor!.readings(model, { from: at, to: at + 1 });
    expect(readings.map(({ metric, column, value }) => [metric, column, value])).toEqual([
      ['rmse', null, 44],
      ['drift model accuracy value', null, 0.7],
      ['populationStabilityIndex', 'prediction', 0.2],
      ['ksTestPvalue', 'temperature', 0.01],
      ['populationStabilityIndex', 'temperature', 0.3],
    ]);
    expect(await backend.monitor!.readings(model, { from: 0, to: 1 })).toEqual([]);
  });
  test('what is not computed in time is not waited for', async () => {
    await using world = await serve();
    world.fake.evaluations.push({ id: 'e1', created: 1, metrics: {} });
    world.fake.stick();
    const settings = dataiku.config.parse(dataikuSettings(world.url));
    const api = await openApi({
      ...{ who: 'Dataiku', url: `${world.url}/dip/publicapi`, settings, backend: openWith() },
      authorise: async () => ({ authorization: `Basic ${btoa('key1:')}` }),
    });
    const options = { project: 'CHURN', stores: { churn: 's1' }, computeDrift: true, patienceMs: 30 };
    const readings = evaluationReadings(api, options).readings(model, { from: 0, to: 2 });
    await expect(readings).rejects.toMatchObject({ code: 'unreadable', retry: 'later' });
  });
  test('doctor hears who we are, and of a folder that is not there', async () => {
    await using world = await serve();
    expect(await world.backend.probe()).toBe('Dataiku answers api:steward');
    const settings = dataiku.config.parse({ ...dataikuSettings(world.url), results: 'f2' });
    const wrong = await dataiku.open(settings, openWith(secrets));
    await expect(wrong.probe()).rejects.toMatchObject({ code: 'not_found' });
  });
});
