import { describe, expect, test } from 'vitest';
import type { Registry, TrainRequest } from '../../src/backends/contract.ts';
import { vertex } from '../../src/backends/vertex.ts';
import type { ModelId, RunId, VersionId } from '../../src/domain/ids.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { registryContract } from '../contract/registry.ts';
import { served } from '../contract/served.ts';
import { newKey, request, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { account, startVertex, vertexSettings } from '../emulators/vertex.ts';

const model = 'churn' as ModelId;
const secrets = { 'file:/key.json': account.file };
const byTraffic = { champion: 'traffic' };

const serve =
  (change: object = {}) =>
  async () => {
    const open = (url: string, more = {}) =>
      vertex.open(vertex.config.parse({ ...vertexSettings(url), ...change, ...more }), openWith(secrets));
    const world = await served({ start: startVertex, open, begun: ({ runs }) => runs.size });
    world.fake.fill();
    return {
      ...world,
      registry: world.backend.registry!,
      filled: { model, versions: ['1', '2', '3'] as const },
      writes: (method: string, path: string) => method !== 'GET' && path !== '/token',
    };
  };

trainerContract(vertex, serve());
registryContract(vertex, serve(), { lastWriterWins: 'an alias has no condition under which it is moved' });
registryContract({ ...vertex, id: 'vertex (traffic)' }, serve(byTraffic));
backendFaults(vertex, serve());
backendFaults({ ...vertex, id: 'vertex (traffic)', lacks: { trainer: 'tried above' } }, serve(byTraffic));

const cycle = (champion: 'alias' | 'traffic' | undefined) => async () => {
  const fake = await startVertex();
  fake.deploy(fake.add({ aliases: ['default', 'champion'] }), 100);
  if (champion) fake.says(null);
  const { champion: _, ...settings } = vertexSettings(fake.url);
  const aliased = () => fake.kept.versions.find(({ aliases }) => aliases.includes('champion'))!.id;
  return Object.assign(fake, {
    ...{ settings: { ...settings, ...(champion && { champion }) }, secrets },
    ...(champion && {
      champion: '1',
      trains(asked: TrainRequest, key: string) {
        const said = { 'steward.trained_until': new Date(asked.trainBefore).toISOString() };
        fake.add({ pipelineJob: key, description: JSON.stringify(said) });
      },
      championThere: champion === 'alias' ? aliased : fake.served,
    }),
  });
};
wholeCycle(vertex, cycle('alias'), 'vertex, moved by alias');
wholeCycle(vertex, cycle('traffic'), 'vertex, deployed and moved by traffic');
wholeCycle(vertex, cycle(undefined), 'vertex that only trains');

describe('vertex', () => {
  const move = (registry: Registry, to: string, expected: string) =>
    registry.assign!({ model, role: 'champion', to: to as VersionId, expected: expected as VersionId }, 'k');
  test.each([
    ['PENDING', { state: 'queued' }],
    ['PAUSED', { state: 'running', step: 'paused' }],
    ['CANCELLING', { state: 'cancelling' }],
    ['FAILED', { state: 'failed', reason: 'The task train failed.' }],
    ['UNSPECIFIED', { state: 'unknown', raw: 'UNSPECIFIED' }],
  ])('%s is %j', async (state, shown) => {
    await using world = await serve()();
    const key = newKey();
    await world.trainer.start(request, key);
    world.fake.runs.get(key)!.state = state;
    expect(await world.trainer.poll(key as RunId)).toMatchObject(shown);
  });
  test('a run that says nothing made no version, and its page is shown', async () => {
    await using world = await serve()();
    const key = newKey();
    await world.trainer.start(request, key);
    world.fake.says(null);
    expect(await world.trainer.poll(key as RunId)).toEqual({
      ...{ state: 'succeeded', version: null },
      link: `https://console.cloud.google.com/vertex-ai/locations/europe-west4/pipelines/runs/${key}?project=prod-1`,
    });
  });
  test('a version tells what it was made of; what is no description hides nothing else', async () => {
    await using world = await serve()();
    world.fake.kept.versions[1]!.description = 'made by Ada, {not json}';
    const [first, second] = await world.registry.versions(model);
    expect(first).toMatchObject({
      metrics: { mae: 31.9 },
      lineage: { params: { depth: '6' }, trainedUntil: Date.UTC(2026, 0, 1), data: null },
    });
    expect(second).toMatchObject({ id: '2', lineage: { trainedUntil: null } });
    const by = (key: string) => world.registry.produced!(model, { run: '' as RunId, key });
    expect((await by('mo-2')).map(({ id }) => id)).toEqual(['2']);
    expect(await by('another')).toEqual([]);
    expect((await world.registry.roles(model)).challengers).toEqual(['3']);
  });
  test('a version that nobody serves is deployed like the champion, once, and gets the traffic when it is there', async () => {
    await using world = await serve(byTraffic)();
    const { fake, registry } = world;
    const { id } = fake.add();
    const moving = await move(registry, id, '1');
    if (moving.outcome !== 'pending') throw new Error(moving.outcome);
    await expect(move(registry, id, '1')).rejects.toMatchObject({ code: 'refused', retry: 'later' });
    expect(fake.kept.operations).toHaveLength(1);
    expect((await registry.roles(model)).champion).toBe('1');
    expect(await registry.operation!(moving.operation)).toEqual({ state: 'pending' });
    expect(await registry.operation!(moving.operation)).toEqual({ state: 'done' });
    expect((await registry.roles(model)).champion).toBe(id);
    expect(fake.kept.deployed.at(-1)!.dedicatedResources).toEqual(fake.kept.deployed[0]!.dedicatedResources);
  });
  test('a deployment that fails is told with its reason, and an operation that is none is no path', async () => {
    await using world = await serve(byTraffic)();
    world.fake.kept.fails = 'The model server did not start.';
    world.fake.kept.slow = 1;
    const moving = await move(world.registry, world.fake.add().id, '1');
    if (moving.outcome !== 'pending') throw new Error(moving.outcome);
    const failed = { state: 'failed', reason: 'The model server did not start.' };
    expect(await world.registry.operation!(moving.operation)).toEqual(failed);
    expect(await world.registry.operation!('../../../token')).toMatchObject({ state: 'failed' });
  });
  test('what somebody else changed at the same moment is not written over', async () => {
    await using world = await serve(byTraffic)();
    world.fake.fail('conflict', /^PATCH/);
    await expect(move(world.registry, '2', '1')).rejects.toMatchObject({ code: 'refused', retry: 'later' });
    expect(world.fake.served()).toBe('1');
  });
  test('a key that is none is told without showing it; a token that counts no more is asked for anew', async () => {
    await using world = await serve()();
    const settings = vertex.config.parse(vertexSettings(world.url));
    for (const file of ['hunter2', JSON.stringify({ client_email: 'x', private_key: 'hunter2' })]) {
      const wrong = await vertex.open(settings, openWith({ 'file:/key.json': file }));
      await expect(wrong.probe()).rejects.toMatchObject({
        ...{ code: 'unauthorised', retry: 'never' },
        message: expect.not.stringContaining('hunter2'),
      });
    }
    expect(await world.backend.probe()).toBe('Vertex AI answers in europe-west4 of prod-1');
    world.fake.tokens.expire();
    await world.backend.probe();
    expect(world.fake.tokens.given()).toBe(2);
  });
  test('needs something to do, and a pipeline that can run', () => {
    const fine = (change: object) =>
      vertex.config.safeParse({ ...vertexSettings('http://127.0.0.1:1'), ...change }).success;
    expect(fine({})).toBe(true);
    expect(fine({ pipeline: undefined, champion: undefined })).toBe(false);
    expect(fine({ pipeline: { runtimeConfig: { gcsOutputDirectory: 'gs://x' } } })).toBe(false);
    expect(fine({ pipeline: { templateUri: 'https://x', runtimeConfig: {} } })).toBe(false);
  });
});
