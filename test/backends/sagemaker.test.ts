import { describe, expect, test } from 'vitest';
import { sagemaker } from '../../src/backends/sagemaker.ts';
import type { ModelId, RunId, VersionId } from '../../src/domain/ids.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { registryContract } from '../contract/registry.ts';
import { served } from '../contract/served.ts';
import { newKey, request, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { startSageMaker } from '../emulators/sagemaker.ts';
import { jobSettings, pipelineSettings } from '../emulators/sagemaker-shapes.ts';

const model = 'churn' as ModelId;
const secrets = { 'env:ID': 'AKIDEXAMPLE', 'env:SECRET': 'secret' };
const acts = /\.(Start|Create|Update|Stop)/;

const serve = (settingsOf: typeof pipelineSettings | typeof jobSettings) => async () => {
  const open = (url: string, change = {}) =>
    sagemaker.open(sagemaker.config.parse({ ...settingsOf(url), ...change }), openWith(secrets));
  const world = await served({ start: startSageMaker, open, begun: ({ runs }) => runs.length });
  for (const approval of ['Approved', 'PendingManualApproval', 'PendingManualApproval'] as const)
    world.fake.add({ approval });
  return {
    ...world,
    registry: world.backend.registry!,
    filled: { model, versions: ['1', '2', '3'] as const },
    writes: (_: string, __: string, { headers }: { headers: object }) =>
      acts.test(String((headers as Record<string, string>)['x-amz-target'])),
  };
};

trainerContract(sagemaker, serve(pipelineSettings));
trainerContract({ ...sagemaker, id: 'sagemaker (training job)' }, serve(jobSettings));
registryContract(sagemaker, serve(pipelineSettings), {
  lastWriterWins: 'approvals have no condition under which they are written',
});
backendFaults(sagemaker, serve(pipelineSettings));
wholeCycle(sagemaker, async () => {
  const fake = await startSageMaker();
  fake.add({ approval: 'Approved' });
  const approved = () => fake.packages.findLast(({ approval }) => approval === 'Approved');
  return Object.assign(fake, {
    ...{ settings: pipelineSettings(fake.url), secrets, champion: '1' },
    championThere: () => String(approved()?.version),
  });
});

describe('sagemaker', () => {
  test.each([
    ['ThrottlingException', 'Rate exceeded', { code: 'rate_limited', retry: 'later' }],
    ['AccessDeniedException', 'is not authorized to perform', { code: 'unauthorised', retry: 'never' }],
    ['ExpiredTokenException', 'The security token is expired', { code: 'unauthorised', retry: 'never' }],
    ['ValidationException', 'something is odd', { code: 'refused', retry: 'never' }],
  ])('%s means %j, although each is a 400', async (type, message, fault) => {
    await using world = await serve(pipelineSettings)();
    world.fake.answers(type, message);
    await expect(world.registry.roles(model)).rejects.toMatchObject(fault);
    const start = world.trainer.start(request, newKey());
    expect(await start).toMatchObject({
      outcome: 'refused',
      retry: fault.retry,
      reason: expect.stringContaining(message),
    });
  });
  test('a wrong secret is told without showing it', async () => {
    await using world = await serve(pipelineSettings)();
    const settings = sagemaker.config.parse(pipelineSettings(world.url));
    const wrong = await sagemaker.open(settings, openWith({ ...secrets, 'env:SECRET': 'hunter2' }));
    const probe = wrong.probe();
    await expect(probe).rejects.toMatchObject({ code: 'unauthorised', retry: 'never' });
    await expect(probe).rejects.not.toMatchObject({ message: expect.stringContaining('hunter2') });
  });
  test('the newest approved is the champion; a rollback rejects what is newer, and nothing is without a champion between', async () => {
    await using world = await serve(pipelineSettings)();
    const move = (to: string, expected: string) =>
      world.registry.assign!(
        { model, role: 'champion', to: to as VersionId, expected: expected as VersionId },
        'k',
      );
    expect(await move('3', '1')).toEqual({ outcome: 'done' });
    expect(world.fake.packages.map(({ approval }) => approval)).toEqual([
      'Approved',
      'PendingManualApproval',
      'Approved',
    ]);
    expect(await move('1', '3')).toEqual({ outcome: 'done' });
    expect(world.fake.packages.map(({ approval }) => approval)).toEqual([
      'Approved',
      'PendingManualApproval',
      'Rejected',
    ]);
  });
  test('a package that is known is not described again', async () => {
    await using world = await serve(pipelineSettings)();
    const [first, ...others] = await world.registry.versions(model);
    const known = { ...first!, metrics: { mae: 1 } };
    expect(await world.registry.versions(model, [known])).toEqual([known, ...others]);
  });
  test('a package that could not be made is no version', async () => {
    await using world = await serve(pipelineSettings)();
    world.fake.packages[2]!.status = 'Failed';
    expect((await world.registry.versions(model)).map(({ id }) => id)).toEqual(['1', '2']);
  });
  test('a version tells what it was made of, and is found by the key of its run', async () => {
    await using world = await serve(pipelineSettings)();
    const key = newKey();
    await world.trainer.start(request, key);
    const [version] = await world.registry.produced!(model, { run: '' as RunId, key });
    expect(version).toMatchObject({
      id: '4',
      metrics: { mae: 31.9 },
      lineage: { code: '9f3c2e', trainedUntil: request.trainBefore, data: null },
    });
  });
  test('a run that registered nothing made no version, and an unknown state is shown as it is', async () => {
    await using world = await serve(pipelineSettings)();
    world.fake.registersNothing();
    await world.trainer.start(request, newKey());
    const run = world.fake.arnOfRun(world.fake.runs[0]!) as RunId;
    expect(await world.trainer.poll(run)).toEqual({ state: 'succeeded', version: null });
    world.fake.runs[0]!.status = 'Hibernating';
    expect(await world.trainer.poll(run)).toEqual({ state: 'unknown', raw: 'Hibernating' });
  });
  test('trains in one way, not in two', () => {
    const both = { ...jobSettings('http://127.0.0.1:1'), pipeline: 'train' };
    expect(sagemaker.config.safeParse(both).success).toBe(false);
  });
});
