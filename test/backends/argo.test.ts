import { describe, expect, test } from 'vitest';
import { argo } from '../../src/backends/argo.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { served } from '../contract/served.ts';
import { newKey, request, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { argoSettings, startArgo } from '../emulators/argo.ts';

const open = (url: string, change = {}) =>
  argo.open(argo.config.parse({ ...argoSettings(url), ...change }), openWith({ 'env:TOKEN': 'argo-1' }));

const serve = (exists = 409) =>
  served({
    start: (options) => startArgo({ exists, ...options }),
    open,
    begun: ({ workflows }) => workflows.size,
  });

trainerContract(argo, () => serve());
backendFaults(argo, () => serve());
wholeCycle(argo, async () => {
  const fake = await startArgo();
  return Object.assign(fake, { settings: argoSettings(fake.url), secrets: { 'env:TOKEN': 'argo-1' } });
});

describe('argo', () => {
  test.each([
    ['', undefined, { state: 'queued' }],
    ['Error', 'pod deleted', { state: 'failed', reason: 'pod deleted' }],
    ['Failed', "Stopped with strategy 'Stop'", { state: 'cancelled' }],
    ['Omitted', undefined, { state: 'unknown', raw: 'Omitted' }],
  ])('"%s" with %s is %j', async (phase, message, shown) => {
    await using world = await serve();
    const key = newKey();
    await world.trainer.start(request, key);
    Object.assign(world.fake.workflows.get(key)!, { phase, message });
    expect(await world.trainer.poll(key as RunId)).toMatchObject(shown);
  });
  test('a name that is taken is that run, in whichever way a release says so', async () => {
    await using world = await serve(500);
    const key = newKey();
    await world.trainer.start(request, key);
    const other = (await open(world.url)).trainer!;
    expect(await other.start(request, key)).toMatchObject({ outcome: 'started', run: key });
    expect(world.fake.workflows.size).toBe(1);
  });
  test('a workflow that says nothing made no version', async () => {
    await using world = await serve();
    const key = newKey();
    await world.trainer.start(request, key);
    world.fake.hush();
    expect(await world.trainer.poll(key as RunId)).toMatchObject({ state: 'succeeded', version: null });
  });
  test('a template that is not there is said', async () => {
    await using world = await serve();
    await expect((await open(world.url, { template: 'gone' })).probe()).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await (await open(world.url)).probe()).toBe('the template train is there');
  });
});
