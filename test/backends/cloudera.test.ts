import { describe, expect, test } from 'vitest';
import { cloudera } from '../../src/backends/cloudera.ts';
import type { ModelId, RunId, VersionId } from '../../src/domain/ids.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { registryContract } from '../contract/registry.ts';
import { served } from '../contract/served.ts';
import { newKey, request, started, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { clouderaSettings, startCloudera } from '../emulators/cloudera.ts';

const model = 'churn' as ModelId;
const secrets = { 'env:TOKEN': 'key.1' };
const open = (url: string, change = {}) =>
  cloudera.open(cloudera.config.parse({ ...clouderaSettings(url), ...change }), openWith(secrets));

async function serve() {
  const world = await served({ start: startCloudera, open, begun: ({ runs }) => runs.length });
  world.fake.models.fill();
  const filled = { model, versions: ['1', '2', '3'] as const };
  return { ...world, filled, registry: world.backend.registry! };
}
const promote = (to: string, expected: string) => ({
  ...{ model, role: 'champion' as const, to: to as VersionId, expected: expected as VersionId },
});

trainerContract(cloudera, serve, { names: false });
registryContract(cloudera, serve, {
  lastWriterWins: 'a deployment has no condition under which it takes the place of another',
});
backendFaults(cloudera, serve);
wholeCycle(cloudera, async () => {
  const fake = await startCloudera();
  fake.models.fill();
  return Object.assign(fake, {
    ...{ settings: clouderaSettings(fake.url), secrets, champion: '1' },
    trains({ trainBefore }: { trainBefore: number }, key: string) {
      const until = new Date(trainBefore).toISOString();
      fake.models.register({ 'steward.key': key, 'steward.trained_until': until });
    },
    championThere: fake.models.champion,
  });
});

describe('cloudera, training', () => {
  test.each([
    ['ENGINE_SCHEDULING', { state: 'queued' }],
    ['ENGINE_STOPPING', { state: 'cancelling' }],
    ['ENGINE_STOPPED', { state: 'cancelled' }],
    ['ENGINE_TIMEDOUT', { state: 'failed', reason: expect.stringContaining('ENGINE_TIMEDOUT') }],
    ['ENGINE_SKIPPED', { state: 'failed' }],
    ['ENGINE_UNKNOWN', { state: 'unknown', raw: 'ENGINE_UNKNOWN' }],
  ])('%s is %j', async (status, shown) => {
    await using world = await serve();
    const run = await started(world.trainer);
    world.fake.runs[0]!.status = status;
    expect(await world.trainer.poll(run)).toMatchObject(shown);
  });
  test('is found on the next page', async () => {
    await using world = await serve();
    const key = newKey();
    const run = await started(world.trainer, key);
    for (let n = 0; n < 3; n += 1) await started(world.trainer);
    expect(await world.trainer.find!(key)).toBe(run);
  });
  test('a job that runs once at a time is asked again later', async () => {
    await using world = await serve();
    world.fake.occupy();
    expect(await world.trainer.start(request, newKey())).toEqual({
      outcome: 'refused',
      reason: 'Cloudera AI answered 400: job run already active',
      ...{ retry: 'later', afterMs: 60_000 },
    });
  });
});

describe('cloudera, versions and deployments', () => {
  test('tells what a version was made of, and which run left it; one that could not be kept is none', async () => {
    await using world = await serve();
    Object.assign(world.fake.models.versions[0]!.ofRun, { 'mlflow.source.git.commit': '9f3c2e' });
    world.fake.models.versions[2]!.error = 'upload failed';
    const versions = await world.registry.versions(model);
    expect(versions).toHaveLength(2);
    expect(versions[0]).toMatchObject({
      metrics: { mae: 31.9, bias: 0 },
      lineage: { code: '9f3c2e', params: { depth: '6' }, trainedUntil: Date.UTC(2026, 0, 1) },
    });
    const by = { run: '' as RunId, key: 'mo-2' };
    expect((await world.registry.produced!(model, by)).map(({ id }) => id)).toEqual(['2']);
  });
  test('a promotion is one build, deployed with what the champion has; sent again it is the same', async () => {
    await using world = await serve();
    const { models } = world.fake;
    const first = await world.registry.assign!(promote('2', '1'), 'k-1');
    expect(first).toMatchObject({ outcome: 'pending' });
    expect(await world.registry.assign!(promote('2', '1'), 'k-1')).toEqual(first);
    expect(models.builds).toHaveLength(2);
    const { token } = JSON.parse((first as { operation: string }).operation);
    expect(models.builds[1]!.asked).toEqual({
      registered_model_version_id: 'v-2-id',
      comment: `Promoted by Steward: ${token}`,
      ...{ runtime_identifier: 'python3.11', kernel: 'python3', auto_deploy_model: true },
      auto_deployment_config: {
        ...{ cpu: 2, memory: 4, replicas: 3, nvidia_gpus: 0 },
        environment: { THRESHOLD: '0.4', STEWARD_PROMOTION: token },
      },
    });
    for (let looks = 0; looks < 9 && models.champion() === '1'; looks += 1) await world.registry.roles(model);
    expect(await world.registry.assign!(promote('2', '1'), 'k-1')).toEqual({ outcome: 'done' });
    // The build of the first is there, so it is deployed again.
    expect(await world.registry.assign!(promote('1', '2'), 'k-2')).toMatchObject({ outcome: 'pending' });
    expect(models.builds).toHaveLength(2);
    expect(models.deployments.at(-1)).toMatchObject({
      build: 'b-0',
      asked: { environment: { THRESHOLD: '0.4' } },
    });
  });
  test.each(['build', 'deployment'] as const)(
    'a %s that fails ends the promotion, and is not tried for ever',
    async (what) => {
      await using world = await serve();
      world.fake.models.fails(what);
      const pending = await world.registry.assign!(promote('2', '1'), 'k-1');
      const { operation } = pending as { operation: string };
      let state = await world.registry.operation!(operation);
      for (let looks = 0; looks < 9 && state.state === 'pending'; looks += 1)
        state = await world.registry.operation!(operation);
      expect(state).toMatchObject({
        state: 'failed',
        reason: expect.stringMatching(/could not build it|deployment failed/),
      });
      expect(await world.registry.assign!(promote('2', '1'), 'k-1')).toMatchObject({ outcome: 'refused' });
      expect((await world.registry.roles(model)).champion).toBe('1');
      expect(world.fake.models.builds).toHaveLength(2);
    },
  );
  test('a build that nobody deploys is deployed after a while', async () => {
    await using world = await serve();
    const { models } = world.fake;
    const assign = () => world.registry.assign!(promote('2', '1'), 'k-1');
    await assign();
    const [, build] = models.builds;
    Object.assign(build!.asked, { auto_deploy_model: false });
    for (let looks = 0; looks < 9 && build!.status !== 'built'; looks += 1) await world.registry.roles(model);
    expect(await assign()).toMatchObject({ outcome: 'pending' });
    expect(models.deployments).toHaveLength(1);
    build!.built_at = new Date(Date.now() - 10 * 60_000).toISOString();
    const { operation } = (await assign()) as { operation: string };
    expect(models.deployments).toHaveLength(2);
    expect(await world.registry.operation!(operation)).toEqual({ state: 'pending' });
  });
  test('the same key in another database of Steward is another promotion', async () => {
    await using world = await serve();
    world.fake.models.fails('build');
    const assign = (registry: typeof world.registry) => registry.assign!(promote('2', '1'), 'k-1');
    await assign(world.registry);
    for (let looks = 0; looks < 3; looks += 1) await world.registry.roles(model);
    expect(await assign(world.registry)).toMatchObject({ outcome: 'refused' });
    const anew = (await open(world.url)).registry!;
    expect(await assign(anew)).toMatchObject({ outcome: 'pending' });
  });
  test('what somebody else deploys with the variables of a promotion is not taken for it', async () => {
    await using world = await serve();
    const { models } = world.fake;
    const { operation } = (await world.registry.assign!(promote('2', '1'), 'k-1')) as { operation: string };
    const { token } = JSON.parse(operation);
    // Of a copy of what is deployed only the version is another.
    models.builds.push({ id: 'b-9', status: 'built', asked: { registered_model_version_id: 'v-3-id' } });
    const copied = { environment: { STEWARD_PROMOTION: token } };
    const created_at = new Date().toISOString();
    models.deployments.push({ id: 'd-9', build: 'b-9', status: 'deployed', asked: copied, created_at });
    models.builds[1]!.status = 'pushing';
    expect(await world.registry.operation!(operation)).toEqual({ state: 'unknown', raw: 'pushing' });
    models.builds[1]!.status = 'build failed';
    expect(await world.registry.operation!(operation)).toMatchObject({ state: 'failed' });
    models.builds.splice(1, 1);
    expect(await world.registry.operation!(operation)).toEqual({
      state: 'failed',
      reason: 'Cloudera AI did not deploy it',
    });
    expect(await world.registry.operation!('null')).toMatchObject({ state: 'unknown' });
    models.deployments[0]!.status = 'stopped';
    expect(await world.registry.assign!(promote('2', '1'), 'k-1')).toEqual({
      outcome: 'conflict',
      actual: '3',
    });
  });
  test('while two are deployed, the newer deployment is the champion, whichever build is newer', async () => {
    await using world = await serve();
    const { builds, deployments } = world.fake.models;
    builds.push({ id: 'b-1', status: 'built', asked: { registered_model_version_id: 'v-2-id' } });
    const before = { ...deployments[0]!, id: 'd-9', build: 'b-1', created_at: '2025-01-01T00:00:00Z' };
    deployments.push(before);
    expect((await world.registry.roles(model)).champion).toBe('1');
    before.created_at = '2027-01-01T00:00:00Z';
    expect((await world.registry.roles(model)).champion).toBe('2');
  });
  test('what is deployed from files of the project is no version, and nothing is promoted where nothing serves', async () => {
    await using world = await serve();
    const { models } = world.fake;
    delete models.builds[0]!.asked.registered_model_version_id;
    expect((await world.registry.roles(model)).champion).toBeNull();
    models.serves.push({ id: 'm-2', name: 'again', registered_model_id: 'reg-1' });
    await expect(world.registry.roles(model)).rejects.toMatchObject({ code: 'refused', retry: 'never' });
    models.serves.splice(0, 9);
    const first = { ...promote('2', ''), expected: null };
    expect(await world.registry.assign!(first, 'k-1')).toMatchObject({
      outcome: 'refused',
      reason: expect.stringMatching(/^no model of the project serves versions of churn/),
    });
  });
  test('variables that cannot be read are not lost by a promotion', async () => {
    await using world = await serve();
    const deployed = world.fake.models.deployments[0]!;
    Object.assign(deployed.asked, { environment: ['THRESHOLD=0.4'] });
    await expect(world.registry.assign!(promote('2', '1'), 'k-1')).rejects.toMatchObject({
      code: 'unreadable',
    });
    expect(world.fake.models.builds).toHaveLength(1);
  });
  test('says what is there, and needs something to do', async () => {
    await using world = await serve();
    expect(await (await open(world.url)).probe()).toBe('the job train of the project rides is there');
    await expect((await open(world.url, { job: 'gone' })).probe()).rejects.toMatchObject({
      code: 'not_found',
    });
    const settings = { ...clouderaSettings(world.url), job: undefined, registry: false };
    expect(cloudera.config.safeParse(settings).success).toBe(false);
  });
});
