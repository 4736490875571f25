import { describe, expect, test } from 'vitest';
import { alteryx } from '../../src/backends/alteryx.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { served } from '../contract/served.ts';
import { newKey, request, started, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { alteryxSettings, startAlteryx } from '../emulators/alteryx.ts';

const secrets = { 'env:SECRET': 'secret-1' };
const open = (url: string, change = {}) =>
  alteryx.open(alteryx.config.parse({ ...alteryxSettings(url), ...change }), openWith(secrets));

const serve = async (done = 'Completed') => ({
  ...(await served({
    start: (options) => startAlteryx({ done, ...options }),
    open,
    begun: ({ jobs }) => jobs.length,
  })),
  writes: (_: string, path: string) => path.endsWith('/jobs'),
});

trainerContract(alteryx, () => serve());
backendFaults(alteryx, () => serve());
wholeCycle(alteryx, async () => {
  const fake = await startAlteryx();
  return Object.assign(fake, { settings: alteryxSettings(fake.url), secrets });
});

describe('alteryx', () => {
  test.each([
    ['Queued', 'None', { state: 'queued' }],
    ['Initializing', 'None', { state: 'queued' }],
    ['Complete', 'Success', { state: 'succeeded', version: { id: expect.any(String) } }],
    ['Completed', 'Warning', { state: 'succeeded' }],
    [
      'Completed',
      'Error',
      { state: 'failed', reason: expect.stringMatching(/^Alteryx says Error: steward-result/) },
    ],
    ['Completed', 'Cancelled', { state: 'cancelled' }],
    ['Error', 'None', { state: 'failed' }],
    ['Completed', 'Vanished', { state: 'unknown', raw: 'Vanished' }],
    ['Hibernating', 'None', { state: 'unknown', raw: 'Hibernating' }],
  ])('%s with %s is %j', async (status, disposition, shown) => {
    await using world = await serve();
    const run = await started(world.trainer);
    Object.assign(world.fake.jobs[0]!, { status, disposition });
    expect(await world.trainer.poll(run)).toMatchObject(shown);
  });
  test('a word of another release is told what it means, and is no success by itself', async () => {
    await using world = await serve('Finished');
    const run = await started(world.trainer);
    expect(await world.trainer.poll(run)).toEqual({ state: 'unknown', raw: 'Finished' });
    const taught = await open(world.url, { states: { Finished: 'succeeded', Hibernating: 'running' } });
    expect(await taught.trainer!.poll(run)).toMatchObject({ state: 'succeeded' });
    world.fake.jobs[0]!.status = 'Hibernating';
    expect(await taught.trainer!.poll(run)).toEqual({ state: 'running' });
  });
  test('an app that says nothing made no version; what is no JSON is a failure, never a version', async () => {
    await using world = await serve();
    world.fake.says(null);
    const silent = await started(world.trainer);
    expect(await world.trainer.poll(silent)).toMatchObject({ state: 'succeeded', version: null });
    world.fake.says(() => 'v2');
    const odd = await started(world.trainer);
    // What is said last counts.
    world.fake.jobs[1]!.messages.unshift({ status: 1, text: 'steward-result {"version": "v1"}', toolId: 7 });
    expect(await world.trainer.poll(odd)).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('cannot be used: the whole'),
    });
  });
  test('asks for one token, and for another when it counts no more', async () => {
    await using world = await serve();
    const { trainer, probe } = await open(world.url);
    expect(await probe()).toBe('the app app-1 is there');
    world.fake.tokens.expire();
    expect(await trainer!.start(request, newKey())).toMatchObject({ outcome: 'started' });
    expect(world.fake.tokens.given()).toBe(2);
    const wrong = alteryx.config.parse({ ...alteryxSettings(world.url), client_id: 'other' });
    const stranger = await alteryx.open(wrong, openWith(secrets));
    await expect(stranger.probe()).rejects.toMatchObject({ code: 'unauthorised', retry: 'never' });
  });
  test('an app without the questions is not asked; one that is not there, or not allowed, refuses', async () => {
    await using world = await serve();
    const credential = await open(world.url, { credential: 'foreign' });
    expect(await credential.trainer!.start(request, newKey())).toEqual({
      outcome: 'refused',
      reason: 'Alteryx answered 403: No access to it',
      retry: 'never',
    });
    world.fake.questions.shift();
    const reason = 'the app app-1 has no question steward_key';
    expect(await world.trainer.start(request, newKey())).toMatchObject({ outcome: 'refused', reason });
    await expect((await open(world.url)).probe()).rejects.toMatchObject({
      message: `Nothing would start: ${reason}.`,
    });
    await expect((await open(world.url, { workflow: 'gone' })).probe()).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(world.fake.jobs).toEqual([]);
  });
});
