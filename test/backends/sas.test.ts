import { describe, expect, test } from 'vitest';
import type { Registry, TrainRequest } from '../../src/backends/contract.ts';
import { sas } from '../../src/backends/sas.ts';
import type { ModelId, RunId, VersionId } from '../../src/domain/ids.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { registryContract } from '../contract/registry.ts';
import { served } from '../contract/served.ts';
import { newKey, request, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { sasSettings, startSas } from '../emulators/sas.ts';

const model = 'churn' as ModelId;
const secrets = { 'env:SECRET': 'secret', 'env:PASSWORD': 'swordfish' };

async function serve({ bare = false, change = {} } = {}) {
  const open = (url: string, more = {}) =>
    sas.open(sas.config.parse({ ...sasSettings(url), ...change, ...more }), openWith(secrets));
  const start = (options: { endless?: boolean }) => startSas({ ...options, bare });
  const world = await served({ start, open, begun: ({ jobs }) => jobs.length });
  world.fake.fill();
  return {
    ...world,
    registry: world.backend.registry!,
    filled: { model, versions: ['Forest', 'Boosted trees', "It's neural"] as const },
    // Keeping a request runs nothing.
    writes: (method: string, path: string) => method !== 'GET' && /\/(jobs|state|champion)(\?|$)/.test(path),
  };
}
const lastWriterWins = 'a champion is set without a condition';

trainerContract(sas, () => serve());
registryContract(sas, () => serve(), { lastWriterWins });
registryContract({ ...sas, id: 'sas (bare lists)' }, () => serve({ bare: true }), { lastWriterWins });
backendFaults(sas, () => serve());

const cycle = (registry: 'model_manager' | undefined) => async () => {
  const fake = await startSas();
  fake.kept.champion = fake.add('Forest').id;
  const { registry: _, ...settings } = sasSettings(fake.url);
  if (registry) fake.says(null);
  return Object.assign(fake, {
    ...{ settings: { ...settings, ...(registry && { registry }) }, secrets },
    ...(registry && {
      champion: 'Forest',
      trains(asked: TrainRequest, key: string) {
        const until = new Date(asked.trainBefore).toISOString();
        fake.add('Boosted trees', { 'steward.key': key, 'steward.trained_until': until });
      },
      championThere: fake.championName,
    }),
  });
};
wholeCycle(sas, cycle('model_manager'), 'sas');
wholeCycle(sas, cycle(undefined), 'sas that only trains');

describe('sas', () => {
  const move = (registry: Registry, to: string, expected: string) =>
    registry.assign!({ model, role: 'champion', to: to as VersionId, expected: expected as VersionId }, 'k');
  test.each([
    ['pending', { state: 'queued' }],
    ['failed', { state: 'failed', reason: 'ERROR: File WORK.ROWS does not exist.' }],
    ['timedOut', { state: 'failed', reason: 'it ran out of time' }],
    ['hibernating', { state: 'unknown', raw: 'hibernating' }],
  ])('%s is %j', async (state, shown) => {
    await using world = await serve();
    await world.trainer.start(request, newKey());
    world.fake.jobs[0]!.state = state;
    expect(await world.trainer.poll(world.fake.jobs[0]!.id as RunId)).toMatchObject(shown);
  });
  test('a job that leaves no file made no version', async () => {
    await using world = await serve();
    world.fake.says(null);
    await world.trainer.start(request, newKey());
    const run = world.fake.jobs[0]!.id as RunId;
    expect(await world.trainer.poll(run)).toEqual({ state: 'succeeded', version: null });
  });
  test('a request whose keeping was not answered ran nothing, and is asked for again', async () => {
    await using world = await serve();
    world.fake.fail('cut_after', /POST \/jobExecution\/jobRequests$/);
    const key = newKey();
    await expect(world.trainer.start(request, key)).rejects.toMatchObject({ retry: 'later' });
    expect(world.fake.jobs).toHaveLength(0);
    world.fake.fail('none');
    expect(await world.trainer.start(request, key)).toMatchObject({ outcome: 'started' });
    expect(world.fake.jobs).toHaveLength(1);
  });
  test.each([false, true])(
    'a version tells what it was made of (lists that leave it out: %s)',
    async (bare) => {
      await using world = await serve({ bare });
      const [first] = await world.registry.versions(model);
      expect(first).toMatchObject({
        ...{ id: 'Forest', metrics: { mae: 31.9 } },
        lineage: { trainedUntil: Date.UTC(2026, 0, 1), data: null },
      });
      const made = await world.registry.produced!(model, { run: '' as RunId, key: 'mo-2' });
      expect(made.map(({ id }) => id)).toEqual(['Boosted trees']);
      expect((await world.registry.roles(model)).challengers).toEqual(["It's neural"]);
    },
  );
  test('what a list leaves out is asked for once, and again when it was changed', async () => {
    await using world = await serve({ bare: true });
    const { fake, registry } = world;
    const looks = () =>
      fake.asked.filter(({ what }) => what.startsWith('GET /modelRepository/models/')).length;
    await registry.versions(model);
    await registry.versions(model);
    expect(looks()).toBe(3);
    Object.assign(fake.kept.models[1]!, {
      changed: Date.UTC(2026, 1, 1),
      properties: { 'metric.mae': '30' },
    });
    expect((await registry.versions(model))[1]).toMatchObject({ metrics: { mae: 30 } });
    expect(looks()).toBe(4);
  });
  test('of two models with one name the newer one is the version', async () => {
    await using world = await serve();
    const again = world.fake.add('Boosted trees');
    expect(await world.registry.versions(model)).toHaveLength(3);
    expect(await move(world.registry, 'Boosted trees', 'Forest')).toEqual({ outcome: 'done' });
    expect(world.fake.kept.champion).toBe(again.id);
  });
  test('a release that wants a champion to be set otherwise can be told so', async () => {
    await using world = await serve({ change: { champion_method: 'PUT', champion_parameter: 'body' } });
    world.fake.kept.set = { method: 'PUT', by: 'body' };
    expect(await move(world.registry, 'Boosted trees', 'Forest')).toEqual({ outcome: 'done' });
  });
  test('a user may stand behind the client, and a token that counts no more is asked for anew', async () => {
    await using world = await serve({ change: { username: 'ada', password: 'env:PASSWORD' } });
    expect(await world.backend.probe()).toBe(new URL(world.url).host.concat(' answers'));
    world.fake.tokens.expire();
    await world.backend.probe();
    expect(world.fake.tokens.given()).toBe(2);
  });
  test('a wrong secret is told without showing it', async () => {
    await using world = await serve();
    const wrong = await sas.open(
      sas.config.parse(sasSettings(world.url)),
      openWith({ 'env:SECRET': 'hunter2' }),
    );
    await expect(wrong.probe()).rejects.toMatchObject({
      ...{ code: 'unauthorised', retry: 'never' },
      message: expect.not.stringContaining('hunter2'),
    });
  });
  test('needs something to do, and a whole login', () => {
    const fine = (change: object) =>
      sas.config.safeParse({ ...sasSettings('http://127.0.0.1:1'), ...change }).success;
    expect(fine({})).toBe(true);
    expect(fine({ job: undefined, registry: undefined })).toBe(false);
    expect(fine({ username: 'ada' })).toBe(false);
    expect(fine({ job: '/files/files/../x' })).toBe(false);
  });
});
