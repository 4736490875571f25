import { describe, expect, test } from 'vitest';
import { prefect } from '../../src/backends/prefect.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { served } from '../contract/served.ts';
import { newKey, request, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { prefectSettings, startPrefect } from '../emulators/prefect.ts';

const open = (url: string, change = {}) =>
  prefect.open(
    prefect.config.parse({ ...prefectSettings(url), ...change }),
    openWith({ 'env:PASSWORD': 'secret' }),
  );

const serve = async () => ({
  ...(await served({ start: startPrefect, open, begun: ({ runs }) => runs.length })),
  writes: (_: string, path: string) => path.endsWith('/create_flow_run'),
});

trainerContract(prefect, serve);
backendFaults(prefect, serve);
wholeCycle(prefect, async () => {
  const fake = await startPrefect();
  return Object.assign(fake, { settings: prefectSettings(fake.url), secrets: { 'env:PASSWORD': 'secret' } });
});

describe('prefect', () => {
  test.each([
    ['SCHEDULED', { state: 'queued' }],
    ['PAUSED', { state: 'running', step: 'paused in Prefect' }],
    ['CRASHED', { state: 'failed', reason: 'out of memory' }],
    ['CANCELLED', { state: 'cancelled' }],
    ['AWAITING', { state: 'unknown', raw: 'AWAITING' }],
  ])('the state %s is %j', async (type, shown) => {
    await using world = await serve();
    await world.trainer.start(request, newKey());
    const run = world.fake.runs[0]!;
    Object.assign(run, { type, message: 'out of memory' });
    expect(await world.trainer.poll(run.id as RunId)).toMatchObject(shown);
  });
  test('a flow that says nothing made no version; what cannot be read is a failure, never a version', async () => {
    await using world = await serve();
    await world.trainer.start(request, newKey());
    const run = world.fake.runs[0]!.id as RunId;
    world.fake.says(null);
    expect(await world.trainer.poll(run)).toMatchObject({ state: 'succeeded', version: null });
    world.fake.says(() => 'v2');
    expect(await world.trainer.poll(run)).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('cannot be used'),
    });
  });
  test('a deployment that is not there, or takes other parameters, refuses with a sentence', async () => {
    await using world = await serve();
    const away = await open(world.url, { deployment: 'train/daily' });
    expect(await away.trainer!.start(request, newKey())).toMatchObject({
      outcome: 'refused',
      retry: 'never',
    });
    await expect(away.probe()).rejects.toMatchObject({ code: 'not_found' });
    const other = await open(world.url, { parameter: 'asked' });
    expect(await other.trainer!.start(request, newKey())).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('required property'),
    });
    expect(world.fake.runs).toEqual([]);
  });
});
