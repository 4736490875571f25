import { describe, expect, test } from 'vitest';
import { dagster } from '../../src/backends/dagster.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { served } from '../contract/served.ts';
import { newKey, request, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { dagsterSettings, startDagster } from '../emulators/dagster.ts';

const open = (url: string, change = {}) =>
  dagster.open(
    dagster.config.parse({ ...dagsterSettings(url), ...change }),
    openWith({ 'env:TOKEN': 'secret' }),
  );

const serve = async () => ({
  ...(await served({ start: startDagster, open, begun: ({ runs }) => runs.length })),
  writes: (_: string, __: string, { body }: { body: string }) => body.includes('launchRun('),
});

trainerContract(dagster, serve);
backendFaults(dagster, serve);
wholeCycle(dagster, async () => {
  const fake = await startDagster();
  return Object.assign(fake, { settings: dagsterSettings(fake.url), secrets: { 'env:TOKEN': 'secret' } });
});

describe('dagster', () => {
  test.each([
    ['QUEUED', { state: 'queued' }],
    ['SUSPENDED', { state: 'running', step: 'suspended in Dagster' }],
    ['CANCELING', { state: 'cancelling' }],
    ['FAILURE', { state: 'failed' }],
    ['toString', { state: 'unknown', raw: 'toString' }],
  ])('the state %s is %j', async (status, shown) => {
    await using world = await serve();
    await world.trainer.start(request, newKey());
    const run = world.fake.runs[0]!;
    run.status = status;
    expect(await world.trainer.poll(run.runId as RunId)).toMatchObject(shown);
  });
  test.each([
    ['RunConfigValidationInvalid', 'refused'],
    ['UnauthorizedError', 'refused'],
    ['PythonError', 'unknown'],
    ['SomethingNew', 'unknown'],
  ])('a launch that is answered with %s is %s', async (type, outcome) => {
    await using world = await serve();
    world.fake.launchAnswers(type);
    const start = world.trainer.start(request, newKey());
    if (outcome === 'refused')
      expect(await start).toMatchObject({
        outcome,
        retry: 'never',
        reason: expect.stringContaining('it broke'),
      });
    else await expect(start).rejects.toMatchObject({ code: 'no_answer', retry: 'unknown' });
  });
  test('a job that says nothing made no version', async () => {
    await using world = await serve();
    await world.trainer.start(request, newKey());
    world.fake.says(null);
    const run = world.fake.runs[0]!.runId as RunId;
    expect(await world.trainer.poll(run)).toMatchObject({ state: 'succeeded', version: null });
  });
  test('a job that is not there is said by the probe and by the start', async () => {
    await using world = await serve();
    expect(await (await open(world.url)).probe()).toBe('Dagster 1.13.28 has the job train');
    const away = await open(world.url, { job: 'gone' });
    await expect(away.probe()).rejects.toMatchObject({ code: 'refused', retry: 'never' });
    expect(await away.trainer!.start(request, newKey())).toMatchObject({
      outcome: 'refused',
      retry: 'never',
    });
  });
});
