import { describe, expect, test } from 'vitest';
import { jenkins } from '../../src/backends/jenkins.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { served } from '../contract/served.ts';
import { newKey, request, started, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { jenkinsSettings, startJenkins } from '../emulators/jenkins.ts';

const secrets = { 'env:TOKEN': '11aa' };
const open = (url: string, change = {}) =>
  jenkins.open(jenkins.config.parse({ ...jenkinsSettings(url), ...change }), openWith(secrets));

const serve = () => served({ start: startJenkins, open, begun: ({ builds }) => builds.length });

trainerContract(jenkins, serve);
backendFaults(jenkins, serve);
wholeCycle(jenkins, async () => {
  const fake = await startJenkins();
  return Object.assign(fake, { settings: jenkinsSettings(fake.url), secrets });
});

describe('jenkins', () => {
  test.each([
    [true, null, { state: 'running' }],
    [false, 'UNSTABLE', { state: 'succeeded', version: { id: 'build-1' } }],
    [false, 'NOT_BUILT', { state: 'failed', reason: 'Jenkins says NOT_BUILT' }],
    [false, 'ABORTED', { state: 'cancelled' }],
    [false, 'VANISHED', { state: 'unknown', raw: 'VANISHED' }],
    [false, null, { state: 'unknown', raw: 'no result' }],
  ])('building %s with %s is %j', async (building, result, shown) => {
    await using world = await serve();
    const run = await started(world.trainer);
    Object.assign(world.fake.builds[0]!, { building, result });
    expect(await world.trainer.poll(run)).toMatchObject(shown);
  });
  test('waits in the queue, is found there, becomes a build, and is known when the queue has forgotten it', async () => {
    await using fake = await startJenkins({ quiet: true });
    const trainer = (await open(fake.url)).trainer!;
    const key = newKey();
    const run = await started(trainer, key);
    expect(await trainer.poll(run)).toMatchObject({ state: 'queued', step: 'In the quiet period' });
    expect(await trainer.find!(key)).toBe(run);
    fake.begin();
    fake.forget();
    expect(await trainer.find!(key)).toBe(run);
    expect(await trainer.poll(run)).toMatchObject({ state: 'succeeded', version: { id: 'build-1' } });
    expect(await (await open(fake.url)).trainer!.poll(run)).toMatchObject({ state: 'succeeded' });
  });
  test('a build that was seen once is known however many come after it', async () => {
    await using world = await serve();
    const run = await started(world.trainer);
    expect(await world.trainer.poll(run)).toMatchObject({ state: 'succeeded' });
    world.fake.forget();
    const [first] = world.fake.builds;
    for (let n = 2; n < 300; n += 1) world.fake.builds.unshift({ ...first!, number: n, queueId: 1000 + n });
    expect(await world.trainer.poll(run)).toMatchObject({ state: 'succeeded' });
    const stranger = (await open(world.url)).trainer!;
    await expect(stranger.poll(run)).rejects.toMatchObject({ code: 'not_found' });
  });
  test('is taken out of the queue, or stopped when its build began', async () => {
    await using fake = await startJenkins({ quiet: true, endless: true });
    const trainer = (await open(fake.url)).trainer!;
    const run = await started(trainer);
    await trainer.cancel!(run);
    expect(await trainer.poll(run)).toEqual({ state: 'cancelled' });
    const late = await started(trainer);
    // It leaves the queue between the look and the stop.
    fake.fail('missing', /cancelItem/);
    await expect(trainer.cancel!(late)).rejects.toMatchObject({ code: 'refused', retry: 'later' });
    fake.fail('none');
    fake.begin();
    await trainer.cancel!(late);
    expect(await trainer.poll(late)).toEqual({ state: 'cancelled' });
  });
  test('a build of the same number in a job that was made anew is another', async () => {
    await using world = await serve();
    const run = await started(world.trainer);
    await world.trainer.poll(run);
    world.fake.builds[0]!.queueId = 999;
    await expect(world.trainer.poll(run)).rejects.toMatchObject({ code: 'not_found', retry: 'never' });
  });
  test('a build that archives nothing made no version; what is no JSON is a failure, never a version', async () => {
    await using world = await serve();
    const run = await started(world.trainer);
    world.fake.says(null);
    expect(await world.trainer.poll(run)).toMatchObject({ state: 'succeeded', version: null });
    world.fake.says(() => 'v2');
    expect(await world.trainer.poll(run)).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('cannot be used'),
    });
  });
  test('a job that would drop the key, or is disabled, is not asked', async () => {
    await using world = await serve();
    world.fake.job.declares = ['steward_request'];
    const reason = 'the job models/train declares no parameter steward_key';
    expect(await world.trainer.start(request, newKey())).toEqual({
      outcome: 'refused',
      reason,
      retry: 'never',
    });
    await expect((await open(world.url)).probe()).rejects.toMatchObject({
      message: `Nothing would start: ${reason}.`,
    });
    world.fake.job.buildable = false;
    expect(await world.trainer.start(request, newKey())).toMatchObject({
      reason: 'the job models/train is disabled in Jenkins',
    });
    expect(world.fake.items).toEqual([]);
  });
  test('a job that is not there is said', async () => {
    await using world = await serve();
    expect(await (await open(world.url)).probe()).toBe('the job models/train is there');
    const away = await open(world.url, { job: 'models/gone' });
    await expect(away.probe()).rejects.toMatchObject({ code: 'not_found' });
    await expect(open(world.url, { job: 'models/..' })).rejects.toMatchObject({ code: 'not_found' });
    expect(jenkins.config.safeParse({ ...jenkinsSettings(world.url), job: '/models/train' }).success).toBe(
      false,
    );
    await expect(world.trainer.poll('40' as RunId)).rejects.toMatchObject({ code: 'not_found' });
  });
});
