import { describe, expect, test } from 'vitest';
import { github } from '../../src/backends/github.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { served } from '../contract/served.ts';
import { newKey, request, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { githubSettings, startGitHub } from '../emulators/github.ts';

const open = (url: string, change = {}) =>
  github.open(
    github.config.parse({ ...githubSettings(url), ...change }),
    openWith({ 'env:TOKEN': 'github_pat_1' }),
  );

const serve = () => served({ start: startGitHub, open, begun: ({ runs }) => runs.length });

trainerContract(github, serve);
backendFaults(github, serve);
wholeCycle(github, async () => {
  const fake = await startGitHub();
  return Object.assign(fake, {
    settings: githubSettings(fake.url),
    secrets: { 'env:TOKEN': 'github_pat_1' },
  });
});

describe('github', () => {
  test.each([
    ['waiting', null, { state: 'queued', step: 'waits for an approval in GitHub' }],
    ['completed', 'timed_out', { state: 'failed', reason: 'GitHub says timed_out' }],
    ['completed', 'skipped', { state: 'failed' }],
    ['completed', 'cancelled', { state: 'cancelled' }],
    ['completed', 'vanished', { state: 'unknown', raw: 'vanished' }],
    ['completed', null, { state: 'unknown', raw: 'no conclusion' }],
    ['hibernating', null, { state: 'unknown', raw: 'hibernating' }],
  ])('%s with %s is %j', async (status, conclusion, shown) => {
    await using world = await serve();
    await world.trainer.start(request, newKey());
    Object.assign(world.fake.runs[0]!, { status, conclusion });
    expect(await world.trainer.poll(String(world.fake.runs[0]!.id) as RunId)).toMatchObject(shown);
  });
  test('a workflow that says nothing made no version', async () => {
    await using world = await serve();
    await world.trainer.start(request, newKey());
    world.fake.says(null);
    const run = String(world.fake.runs[0]!.id) as RunId;
    expect(await world.trainer.poll(run)).toMatchObject({ state: 'succeeded', version: null });
  });
  test('a server that names no run leaves it to be found by its name', async () => {
    await using fake = await startGitHub({ older: true });
    const trainer = (await open(fake.url, { names_runs: false })).trainer!;
    const key = newKey();
    await expect(trainer.start(request, key)).rejects.toMatchObject({ code: 'no_answer', retry: 'unknown' });
    const run = await trainer.find!(key);
    expect(run).toBe(String(fake.runs[0]!.id));
    expect(await trainer.start(request, key)).toMatchObject({ outcome: 'started', run });
    expect(fake.runs).toHaveLength(1);
  });
  test('is found among hundreds', async () => {
    await using world = await serve();
    const key = newKey();
    await world.trainer.start(request, key);
    const run = String(world.fake.runs[0]!.id);
    world.fake.older(250);
    expect(await world.trainer.find!(key)).toBe(run);
  });
  test('a limit that is said as 403 is waited for, and is no lack of rights', async () => {
    await using world = await serve();
    world.fake.limit();
    expect(await world.trainer.start(request, newKey())).toMatchObject({
      outcome: 'refused',
      retry: 'later',
      afterMs: 60_000,
    });
    await expect(world.trainer.find!(newKey())).rejects.toMatchObject({
      code: 'rate_limited',
      retry: 'later',
    });
  });
  test('a branch or a workflow that is not there refuses with what GitHub says', async () => {
    await using world = await serve();
    const away = await open(world.url, { ref: 'gone' });
    expect(await away.trainer!.start(request, newKey())).toMatchObject({
      outcome: 'refused',
      reason: 'GitHub answered 422: No ref found for: gone',
    });
    await expect((await open(world.url, { workflow: 'gone.yml' })).probe()).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(world.fake.runs).toEqual([]);
  });
});
