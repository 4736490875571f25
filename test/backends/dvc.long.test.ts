import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { dvc } from '../../src/backends/dvc.ts';
import type { RunId, VersionId } from '../../src/domain/ids.ts';
import { missingLineage, type Resolved } from '../../src/domain/version.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { registryContract } from '../contract/registry.ts';
import { ended, newKey, request, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { serveGit } from '../emulators/git-server.ts';
import { model, run, startRepository } from './dvc-world.ts';

const filled = { model, versions: ['v0.0.1', 'v0.0.2', 'v0.0.3'] as const };
const change = (to: string, expected: string) => ({
  ...{ model, role: 'champion' as const, to: to as VersionId, expected: expected as VersionId },
});

registryContract(dvc, async () => {
  const world = await startRepository();
  const backend = await world.open();
  return {
    ...{ filled, registry: backend.registry! },
    async [Symbol.asyncDispose]() {
      await backend.close();
      await world[Symbol.asyncDispose]();
    },
  };
});

trainerContract(dvc, async () => {
  const world = await startRepository();
  const names = { "o'hara": model };
  const trained = { train: {}, names, environment: ['BEGUN', 'MODE'] };
  const [at, endless] = [await world.open(trained), await world.open(trained, { MODE: 'endless' })];
  return {
    ...{ trainer: at.trainer!, endless: endless.trainer!, begun: world.begun },
    async [Symbol.asyncDispose]() {
      for (const one of [at, endless]) await one.close();
      await world[Symbol.asyncDispose]();
    },
  };
});

// The runs are on this host; what can be lost on the way is what the repository is asked.
backendFaults({ id: 'dvc', lacks: { trainer: 'tried as a program of this host' } }, async () => {
  const world = await startRepository();
  const server = await serveGit(world.folder);
  return {
    ...{ filled, url: server.url },
    // Programs of git take longer than a second to begin.
    open: (url: string, hasty?: object) =>
      world.open({ repository: `${url}/origin.git`, timeout: hasty ? '4s' : '60s' }),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    },
  };
});

wholeCycle(dvc, async () => {
  const world = await startRepository();
  return {
    ...{ settings: { repository: world.origin, train: {}, environment: ['BEGUN'] }, champion: 'v0.0.1' },
    ...{ options: world.options(), withinMs: 60_000 },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
});

/** The adapter on a repository of its own. */
async function opened(...how: Parameters<Awaited<ReturnType<typeof startRepository>>['open']>) {
  const world = await startRepository();
  const backend = await world.open(...how);
  return {
    ...{ world, backend, registry: backend.registry! },
    async [Symbol.asyncDispose]() {
      await backend.close();
      await world[Symbol.asyncDispose]();
    },
  };
}

describe('dvc', () => {
  test('describes a version by what its commit holds', async () => {
    await using at = await opened();
    const [first] = await at.registry.versions(model);
    expect(first).toMatchObject({
      ...{ id: 'v0.0.1', createdAt: Date.UTC(2026, 0, 5), metrics: { auc: 0.9, 'fold.best': 1 } },
      lineage: {
        data: '53d025127ae99ab79e8502aae2d9bea6',
        code: run('git', ['rev-parse', 'churn@v0.0.1^{}'], at.world.origin),
        params: { depth: 1, layers: '[8,4]' },
        environment: expect.stringMatching(/^requirements.txt [0-9a-f]{12}$/),
        trainedUntil: null,
      },
    });
  });
  test.each([
    ['all', { code: 'there', params: 'there', environment: 'there', data: 'there' }],
    ['none', { code: 'there', params: 'there', environment: 'there', data: 'gone' }],
    ['broken', { code: 'there', params: 'there', environment: 'there' }],
  ])('looks whether a version can be made again, when of its data there are %s', async (STORED, found) => {
    await using at = await opened({ train: {}, environment: ['STORED'] }, { STORED });
    const [first] = await at.registry.versions(model);
    expect(missingLineage(first!, found as Resolved).unknown).toEqual([]);
    expect(await at.registry.resolve!(model, first!)).toEqual(found);
    run('git', ['tag', '-d', 'churn@v0.0.1'], at.world.origin);
    expect(await at.registry.resolve!(model, first!)).toEqual({ code: 'gone', params: 'gone' });
  });
  test('sees what people did, and a champion that they moved is a conflict', async () => {
    await using at = await opened();
    at.world.tag('churn#champion#2', 'churn@v0.0.3^{}');
    expect(await at.registry.assign!(change('v0.0.2', 'v0.0.1'), 'k')).toEqual({
      ...{ outcome: 'conflict', actual: 'v0.0.3' },
    });
    at.world.tag('churn#champion!#3', 'churn@v0.0.3^{}');
    expect((await at.registry.roles(model)).champion).toBe('v0.0.1');
    at.world.tag('churn@v0.0.1!', 'churn@v0.0.1^{}');
    expect((await at.registry.roles(model)).champion).toBeNull();
    expect((await at.registry.versions(model)).map(({ id }) => id)).toEqual(['v0.0.2', 'v0.0.3']);
    expect(at.world.tags().filter((name) => name.includes('#'))).toEqual([
      'churn#champion!#3',
      'churn#champion#1',
      'churn#champion#2',
    ]);
  });
  test('of two hosts that promote at once, one is told of the other', async () => {
    await using at = await opened();
    const other = await at.world.open();
    const all = await Promise.all([
      at.registry.assign!(change('v0.0.2', 'v0.0.1'), 'a'),
      other.registry!.assign!(change('v0.0.3', 'v0.0.1'), 'b'),
    ]);
    await other.close();
    expect(all.map(({ outcome }) => outcome).toSorted()).toEqual(['conflict', 'done']);
    expect(at.world.tags().filter((name) => name.includes('#champion'))).toHaveLength(2);
  });
  test('finds the version whose tag has the key of a run', async () => {
    await using at = await opened();
    const key = newKey();
    at.world.tag('churn@v0.1.0', 'main', `Steward-Key: ${key}`);
    expect(await at.registry.produced!(model, { run: 'r' as never, key })).toMatchObject([{ id: 'v0.1.0' }]);
    expect(await at.registry.produced!(model, { run: 'r' as never, key: newKey() })).toEqual([]);
  });
  test('says what a hook of the server says', async () => {
    await using at = await opened();
    const hook = path.join(at.world.origin, 'hooks', 'pre-receive');
    await writeFile(hook, '#!/bin/sh\necho "tags churn#* are protected" >&2\nexit 1\n', { mode: 0o755 });
    expect(await at.registry.assign!(change('v0.0.2', 'v0.0.1'), 'k')).toEqual({
      ...{ outcome: 'refused', reason: 'the git server refused the tag: tags churn#* are protected' },
    });
  });
  test('proves itself over HTTP by a secret that no argument and no training sees', async () => {
    await using world = await startRepository();
    const login = `Basic ${Buffer.from('steward:s3cret').toString('base64')}`;
    await using server = await serveGit(world.folder, login);
    const repository = `${server.url}/origin.git`;
    const open = (change: object) => world.open({ repository, ...change }, {}, { 'env:GIT_TOKEN': 's3cret' });
    const backend = await open({ username: 'steward', password: 'env:GIT_TOKEN' });
    expect(await backend.registry!.assign!(change('v0.0.2', 'v0.0.1'), 'k')).toEqual({ outcome: 'done' });
    await backend.close();
    const stranger = await open({});
    await expect(stranger.probe()).rejects.toMatchObject({ code: 'unauthorised', retry: 'never' });
    await stranger.close();
  });
  test('refuses to train what GTO cannot name', async () => {
    await using at = await opened({ train: {}, environment: ['BEGUN'] });
    expect(await at.backend.trainer!.start(request, newKey())).toMatchObject({
      ...{ outcome: 'refused', reason: expect.stringContaining('under `names`'), retry: 'never' },
    });
    expect(await at.world.begun()).toBe(0);
  });
  test('says why nothing answers', async () => {
    await using at = await opened({ repository: 'http://127.0.0.1:9/x.git' });
    await expect(at.backend.probe()).rejects.toMatchObject({
      ...{ retry: 'later', message: expect.stringMatching(/understood: fatal: .*127\.0\.0\.1/) },
    });
  });
  test('says that there is no git', async () => {
    await using at = await opened({}, { PATH: '/nowhere' });
    await expect(at.backend.probe()).rejects.toThrow('no program “git”');
  });
  test.each([
    { repository: 'https://ada:secret@git.example.com/x.git' },
    { repository: '--upload-pack=touch /tmp/x' },
    { repository: 'ext::sh -c whoami' },
    { repository: '/x', folder: '../y' },
    { repository: '/x', result: '-x' },
    { repository: '/x', train: { branch: '--exec' } },
    { repository: '/x', champion: 'a#b' },
    { repository: '/x', password: 's3cret' },
  ])('is not configured as %o', (settings) => {
    expect(dvc.config.safeParse(settings).success).toBe(false);
  });
});

describe('a training that goes wrong says how', () => {
  test.each([
    ['broken', /exit code 1: ERROR: failed to reproduce 'train'/],
    ['leaky', /trained_until in steward-result.json must be an ISO time no later than 2025-12-22/],
    ['same', /dvc had nothing to train: no stage has steward.json among its params/],
    ['overtaken', /somebody else registered v0.0.4 while this run trained/],
  ])('%s', async (MODE, says) => {
    await using at = await opened({ train: {}, environment: ['BEGUN', 'MODE', 'ORIGIN'] }, { MODE });
    const started = await at.backend.trainer!.start({ ...request, model }, newKey());
    const { run: id } = started as { run: RunId };
    const state = await ended(at.backend.trainer!, id);
    expect(state).toMatchObject({ state: 'failed', reason: expect.stringMatching(says) });
    if (MODE !== 'overtaken') expect(at.world.tags()).toHaveLength(4);
  });
  test('and what its answer is made of is registered with its key', async () => {
    await using at = await opened({ train: {}, environment: ['BEGUN', 'MODE'] });
    const key = newKey();
    const started = await at.backend.trainer!.start({ ...request, model }, key);
    const state = await ended(at.backend.trainer!, (started as { run: RunId }).run);
    expect(state).toMatchObject({
      version: {
        id: 'v0.0.4',
        lineage: {
          trainedUntil: request.trainBefore,
          environment: expect.stringMatching(/^requirements.txt /),
        },
        metrics: { mae: 3, auc: 0.9 },
      },
    });
    expect(await at.registry.produced!(model, { run: 'r' as never, key })).toEqual([
      (state as { version: unknown }).version,
    ]);
    const said = run('git', ['show', 'churn@v0.0.4^{}:steward.json'], at.world.origin);
    expect(JSON.parse(said)).toMatchObject({ key, version: 'v0.0.4', reason: request.reason });
  });
});
