import { describe, expect, test } from 'vitest';
import { kubeflow } from '../../src/backends/kubeflow.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { served } from '../contract/served.ts';
import { newKey, request, started, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { kubeflowSettings, startKubeflow } from '../emulators/kubeflow.ts';
import { startMlflow } from '../emulators/mlflow.ts';

const secrets = { 'env:TOKEN': 'kfp-1' };
const open = (url: string, change = {}) =>
  kubeflow.open(kubeflow.config.parse({ ...kubeflowSettings(url), ...change }), openWith(secrets));

const serve = () => served({ start: startKubeflow, open, begun: ({ runs }) => runs.length });

trainerContract(kubeflow, serve, { names: false });
backendFaults(kubeflow, serve);
wholeCycle(kubeflow, async () => {
  const [fake, mlflow] = [await startKubeflow(), await startMlflow('churn')];
  const champion = mlflow.add();
  mlflow.aliases.set('champion', champion);
  return {
    ...{ settings: kubeflowSettings(fake.url), secrets, champion },
    registry: { kind: 'mlflow', settings: { url: mlflow.url, allow_private: ['127.0.0.1'] } },
    trains({ trainBefore }, key) {
      const until = new Date(trainBefore).toISOString();
      const tags = Object.entries({ 'steward.key': key, 'steward.trained_until': until });
      mlflow.add({ data: { tags: tags.map(([name, value]) => ({ key: name, value })) } });
    },
    championThere: () => mlflow.aliases.get('champion') ?? null,
    async [Symbol.asyncDispose]() {
      await mlflow[Symbol.asyncDispose]();
      await fake[Symbol.asyncDispose]();
    },
  };
});

describe('kubeflow', () => {
  test.each([
    ['PENDING', { state: 'queued' }],
    ['PAUSED', { state: 'running', step: 'paused in Kubeflow' }],
    ['CANCELING', { state: 'cancelling' }],
    ['SKIPPED', { state: 'succeeded', version: null }],
    ['CANCELED', { state: 'cancelled' }],
    ['FAILED', { state: 'failed', reason: 'pod deleted' }],
    ['RUNTIME_STATE_UNSPECIFIED', { state: 'unknown', raw: 'RUNTIME_STATE_UNSPECIFIED' }],
    ['HIBERNATING', { state: 'unknown', raw: 'HIBERNATING' }],
  ])('%s is %j', async (state, shown) => {
    await using world = await serve();
    const run = await started(world.trainer);
    Object.assign(world.fake.runs[0]!, { state, error: { code: 2, message: 'pod deleted' } });
    expect(await world.trainer.poll(run)).toMatchObject(shown);
  });
  test('every state of the description is known but the one that says nothing', async () => {
    await using world = await serve();
    const run = await started(world.trainer);
    const unknown = [];
    for (const state of world.fake.states) {
      world.fake.runs[0]!.state = state;
      if ((await world.trainer.poll(run)).state === 'unknown') unknown.push(state);
    }
    expect(unknown).toEqual(['RUNTIME_STATE_UNSPECIFIED']);
  });
  test('what was stopped in Kubeflow ends as failed there, and is called cancelled', async () => {
    await using world = await serve();
    const run = await started(world.endless);
    const there = world.lasting.runs[0]!;
    world.lasting.into(there, 'CANCELING');
    world.lasting.into(there, 'FAILED');
    expect(await world.endless.poll(run)).toEqual({ state: 'cancelled' });
  });
  test('a run with the name of another, whatever the filter lets through, is not taken for it', async () => {
    await using world = await serve();
    const key = newKey();
    await world.trainer.start(request, key);
    world.fake.runs[0]!.display_name = key.toUpperCase();
    expect(await world.trainer.find!(key)).toBeNull();
  });
  test('where users are kept apart the experiment is named with every run and search', async () => {
    await using fake = await startKubeflow({ apart: true });
    const key = newKey();
    const { trainer } = await open(fake.url);
    expect(await trainer!.start(request, key)).toMatchObject({
      outcome: 'refused',
      reason: 'Kubeflow answered 400: Run must have an experiment',
    });
    const named = (await open(fake.url, { experiment: 'e-1' })).trainer!;
    expect(await named.start(request, key)).toMatchObject({ outcome: 'started' });
    expect(await named.find!(key)).toBe(fake.runs[0]!.run_id);
  });
  test('a pipeline or a version that is not there is said', async () => {
    await using world = await serve();
    for (const change of [{ pipeline: 'gone' }, { version: 'gone' }]) {
      await expect((await open(world.url, change)).probe()).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await (await open(world.url)).probe()).toBe('the pipeline train is there');
  });
  test('its pages may lie elsewhere', async () => {
    await using world = await serve();
    const { trainer } = await open(world.url, { pages: 'https://kubeflow.example.com/pipeline/' });
    const { run, link } = (await trainer!.start(request, newKey())) as { run: string; link: string };
    expect(link).toBe(`https://kubeflow.example.com/pipeline/#/runs/details/${run}`);
  });
});
