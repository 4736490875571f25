import { describe, expect, test } from 'vitest';
import { azureml } from '../../src/backends/azureml.ts';
import type { Registry, TrainRequest } from '../../src/backends/contract.ts';
import type { ModelId, RunId, VersionId } from '../../src/domain/ids.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { registryContract } from '../contract/registry.ts';
import { served } from '../contract/served.ts';
import { newKey, request, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { azureSettings, startAzureMl } from '../emulators/azureml.ts';

const model = 'churn' as ModelId;
const secrets = { 'env:SECRET': 'secret', 'file:/token': 'federated' };

const serve =
  (settings: object = {}) =>
  async () => {
    const open = (url: string, change: object = {}) =>
      azureml.open(
        azureml.config.parse({ ...azureSettings(url), ...settings, ...change }),
        openWith(secrets),
      );
    const world = await served({ start: startAzureMl, open, begun: ({ jobs }) => jobs.size });
    world.fake.fill();
    return {
      ...world,
      registry: world.backend.registry!,
      filled: { model, versions: ['1', '2', '3'] as const },
      writes: (method: string, path: string) => method !== 'GET' && !path.includes('/oauth2/'),
    };
  };
const byTag = { champion: 'tag' };

trainerContract(azureml, serve());
registryContract(azureml, serve(), { lastWriterWins: 'an endpoint is put without a condition' });
registryContract({ ...azureml, id: 'azureml (tag)' }, serve(byTag), {
  lastWriterWins: 'a model is put without a condition',
});
backendFaults(azureml, serve());
const cycle = (change: { champion?: string | undefined }) => async () => {
  const fake = await startAzureMl();
  fake.add();
  fake.deploy(fake.made[0]!);
  fake.served.traffic['churn-1'] = 100;
  Object.assign(fake.container.tags, { champion: '1' });
  if (change.champion !== undefined || !('champion' in change)) fake.says(null);
  const settings = { ...azureSettings(fake.url), ...change };
  const { served, container } = fake;
  const top = () =>
    Object.entries(served.traffic)
      .find(([, share]) => share === 100)?.[0]
      .slice('churn-'.length);
  return Object.assign(fake, {
    ...{ settings: JSON.parse(JSON.stringify(settings)), secrets },
    ...(settings.champion && {
      champion: '1',
      trains(asked: TrainRequest, key: string) {
        const until = new Date(asked.trainBefore).toISOString();
        fake.deploy(fake.add({ 'steward.key': key, 'steward.trained_until': until }));
      },
      championThere: () => (settings.champion === 'tag' ? container.tags.champion! : top()!),
    }),
  });
};
wholeCycle(azureml, cycle({}), 'azureml, moved by traffic');
wholeCycle(azureml, cycle(byTag), 'azureml, moved by tag');
wholeCycle(azureml, cycle({ champion: undefined }), 'azureml that only trains');

describe('azureml', () => {
  const move = (registry: Registry, to: string, expected: string) =>
    registry.assign!({ model, role: 'champion', to: to as VersionId, expected: expected as VersionId }, 'k');
  test.each([
    ['Provisioning', { state: 'queued' }],
    ['NotResponding', { state: 'running', step: 'not responding' }],
    ['CancelRequested', { state: 'cancelling' }],
    ['Failed', { state: 'failed', link: expect.stringContaining('https://ml.azure.com/') }],
    ['Unknown', { state: 'unknown', raw: 'Unknown' }],
    ['Hibernating', { state: 'unknown', raw: 'Hibernating' }],
  ])('%s is %j', async (status, shown) => {
    await using world = await serve()();
    const key = newKey();
    await world.trainer.start(request, key);
    world.fake.jobs.get(key)!.status = status;
    expect(await world.trainer.poll(key as RunId)).toMatchObject(shown);
  });
  test('a job that says nothing made no version; what it says it made stays when it is asked for again', async () => {
    await using world = await serve()();
    const key = newKey();
    await world.trainer.start(request, key);
    const other = (await world.open(world.url)).trainer!;
    expect(await other.start(request, key)).toMatchObject({ outcome: 'started', run: key });
    expect(world.fake.asked.filter(({ what }) => what.startsWith('PUT'))).toHaveLength(1);
    world.fake.says(null);
    expect(await other.poll(key as RunId)).toMatchObject({ state: 'succeeded', version: null });
  });
  test('a version tells what it was made of; one of a job is found by the job, one that is not ready is none', async () => {
    await using world = await serve()();
    const { fake, registry } = world;
    fake.made[1]!.state = 'Creating';
    fake.made[2]!.job = 'mo-job';
    const [first, ...others] = await registry.versions(model);
    expect(first).toMatchObject({
      ...{ id: '1', metrics: { mae: 31.9 } },
      lineage: { code: '9f3c2e', trainedUntil: Date.UTC(2026, 0, 1), data: null },
    });
    expect(others.map(({ id }) => id)).toEqual(['3']);
    const made = await registry.produced!(model, { run: 'mo-job' as RunId, key: 'mo-job' });
    expect(made.map(({ id }) => id)).toEqual(['3']);
    expect(await registry.produced!(model, { run: '' as RunId, key: 'another' })).toEqual([]);
  });
  test('traffic moves for a while, and is done only when the endpoint says so', async () => {
    await using world = await serve()();
    const { fake, registry } = world;
    fake.served.mirror = { 'churn-2': 10 };
    const moving = await move(registry, '2', '1');
    if (moving.outcome !== 'pending') throw new Error(moving.outcome);
    const now = () => registry.operation!(moving.operation);
    // It shows the new traffic already, but is not there yet.
    expect(fake.served).toMatchObject({
      traffic: { 'churn-1': 0, 'churn-2': 100, 'churn-3': 0 },
      mirror: {},
    });
    fake.served.slow = 1000;
    expect(await move(registry, '2', '1')).toMatchObject({ outcome: 'pending' });
    await expect(move(registry, '3', '2')).rejects.toMatchObject({ code: 'refused', retry: 'later' });
    expect(await now()).toEqual({ state: 'pending' });
    const [ours, theirs] = [fake.served.traffic, { 'churn-1': 0, 'churn-2': 0, 'churn-3': 100 }];
    fake.served.traffic = theirs;
    expect(await now()).toEqual({ state: 'unknown', raw: 'Updating, with its traffic elsewhere' });
    fake.served.traffic = ours;
    expect(await registry.operation!('churn')).toMatchObject({ state: 'unknown' });
    fake.served.slow = 0;
    expect(await now()).toEqual({ state: 'done' });
    expect(await registry.roles(model)).toEqual({ champion: '2', challengers: ['1', '3'] });
    fake.served.state = 'Failed';
    expect(await now()).toMatchObject({ state: 'failed' });
    fake.served.state = 'Hibernating';
    expect(await now()).toEqual({ state: 'unknown', raw: 'Hibernating' });
  });
  test('a version that nobody serves is not promoted, and what has to be done is said', async () => {
    await using world = await serve()();
    const { version } = world.fake.add();
    expect(await move(world.registry, version, '1')).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('deploy it there without traffic'),
    });
    world.fake.served.deployments[1]!.state = 'Failed';
    expect(await move(world.registry, '2', '1')).toMatchObject({ outcome: 'refused' });
  });
  test('other tags of a model stay when its champion moves', async () => {
    await using world = await serve(byTag)();
    expect(await move(world.registry, '3', '1')).toEqual({ outcome: 'done' });
    expect(world.fake.container.tags).toEqual({ team: 'growth', champion: '3', challenger: '3' });
  });
  test('a workload identity needs no secret, and a token that counts no more is asked for anew', async () => {
    await using world = await serve()();
    const backend = await world.open(world.url, { client_secret: undefined, federated_token: 'file:/token' });
    expect(await backend.probe()).toBe('the workspace prod answers');
    world.fake.tokens.expire();
    await backend.probe();
    expect(world.fake.tokens.given()).toBe(2);
  });
  test('a wrong secret is told without showing it', async () => {
    await using world = await serve()();
    const settings = azureml.config.parse(azureSettings(world.url));
    const wrong = await azureml.open(settings, openWith({ 'env:SECRET': 'hunter2' }));
    await expect(wrong.probe()).rejects.toMatchObject({
      ...{ code: 'unauthorised', retry: 'never' },
      message: expect.not.stringContaining('hunter2'),
    });
  });
  test('needs something to do, and somebody to be', () => {
    const fine = (change: object) =>
      azureml.config.safeParse({ ...azureSettings('http://127.0.0.1:1'), ...change }).success;
    expect(fine({})).toBe(true);
    expect(fine({ client_secret: undefined })).toBe(false);
    expect(fine({ job: undefined, champion: undefined })).toBe(false);
  });
});
