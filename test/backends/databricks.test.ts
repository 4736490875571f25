import { describe, expect, test } from 'vitest';
import { databricks } from '../../src/backends/databricks.ts';
import type { ModelId, RunId } from '../../src/domain/ids.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { registryContract } from '../contract/registry.ts';
import { served } from '../contract/served.ts';
import { newKey, request, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { catalogSettings, startDatabricks, workspaceSettings } from '../emulators/databricks.ts';

const model = 'churn' as ModelId;
const secrets = { 'env:TOKEN': 'dapi1', 'env:SECRET': 'secret' };
const opened = (settings: object) => databricks.open(databricks.config.parse(settings), openWith(secrets));

const serve = (settingsOf: (url: string) => object) => async () => {
  const open = (url: string, change = {}) => opened({ ...settingsOf(url), ...change });
  const world = await served({ start: startDatabricks, open, begun: ({ runs }) => runs.length });
  world.fake.fill();
  const filled = { model, versions: ['1', '2', '3'] as const };
  return { ...world, filled, registry: world.backend.registry! };
};
const lastWriterWins = 'neither aliases nor stages have a condition under which they are written';

trainerContract(databricks, serve(catalogSettings));
registryContract(databricks, serve(catalogSettings), { lastWriterWins });
registryContract({ ...databricks, id: 'databricks (workspace)' }, serve(workspaceSettings), {
  lastWriterWins,
});
backendFaults(databricks, serve(catalogSettings));
wholeCycle(databricks, async () => {
  const fake = await startDatabricks();
  fake.fill();
  // Its notebook names no version: what it registered is found by the key.
  fake.says(null);
  return Object.assign(fake, {
    ...{ settings: catalogSettings(fake.url), secrets, champion: '1' },
    trains: () => fake.register(fake.runs[0]!.values),
    championThere: () => String(fake.aliases.get('champion')),
  });
});

describe('databricks', () => {
  test.each([
    ['WAITING', null, { state: 'queued' }],
    ['TERMINATING', null, { state: 'running', step: 'ending' }],
    ['TERMINATED', 'SUCCESS_WITH_FAILURES', { state: 'succeeded' }],
    ['TERMINATED', 'USER_CANCELED', { state: 'cancelled' }],
    ['TERMINATED', 'SKIPPED', { state: 'failed', reason: 'SKIPPED: it ended' }],
    ['TERMINATED', 'GREMLINS', { state: 'unknown', raw: 'GREMLINS' }],
    ['TERMINATED', null, { state: 'unknown', raw: 'no code' }],
    ['HIBERNATING', null, { state: 'unknown', raw: 'HIBERNATING' }],
  ])('%s with %s is %j', async (state, code, shown) => {
    await using world = await serve(catalogSettings)();
    await world.trainer.start(request, newKey());
    Object.assign(world.fake.runs[0]!, { state, code });
    expect(await world.trainer.poll(String(world.fake.runs[0]!.id) as RunId)).toMatchObject(shown);
  });
  test('a notebook that says nothing made no version', async () => {
    await using world = await serve(catalogSettings)();
    await world.trainer.start(request, newKey());
    world.fake.says(null);
    const run = String(world.fake.runs[0]!.id) as RunId;
    expect(await world.trainer.poll(run)).toMatchObject({ state: 'succeeded', version: null });
  });
  test.each([
    ['Unity Catalog', catalogSettings],
    ['the registry of a workspace', workspaceSettings],
  ])('%s tells what a version was made of, who challenges, and which run left it', async (_, settingsOf) => {
    await using world = await serve(settingsOf)();
    const [first] = await world.registry.versions(model);
    expect(first).toMatchObject({
      metrics: { mae: 31.9 },
      lineage: { data: '9c1', code: '9f3c2e', params: { depth: '6' }, trainedUntil: Date.UTC(2026, 0, 1) },
    });
    expect((await world.registry.roles(model)).challengers).toContain('3');
    const by = { run: '' as RunId, key: 'mo-2' };
    expect((await world.registry.produced!(model, by)).map(({ id }) => id)).toEqual(['2']);
  });
  test('a version that is not ready is none', async () => {
    await using world = await serve(catalogSettings)();
    world.fake.versions[2]!.status = 'PENDING_REGISTRATION';
    expect((await world.registry.versions(model)).map(({ id }) => id)).toEqual(['1', '2']);
  });
  test('a service principal asks for one token, and for another when it is over', async () => {
    await using world = await serve(catalogSettings)();
    const { token: _, ...settings } = catalogSettings(world.url);
    const backend = await opened({ ...settings, client_id: 'principal', client_secret: 'env:SECRET' });
    expect(await backend.probe()).toBe('Databricks answers steward@example.com');
    await backend.registry!.roles(model);
    expect(world.fake.tokens.given()).toBe(1);
    world.fake.tokens.expire();
    await backend.registry!.roles(model);
    expect(world.fake.tokens.given()).toBe(2);
  });
  test('needs something to do, and somebody to be', () => {
    const settings = catalogSettings('http://127.0.0.1:1');
    const fine = (change: object) => databricks.config.safeParse({ ...settings, ...change }).success;
    expect(fine({})).toBe(true);
    expect(fine({ token: undefined })).toBe(false);
    expect(fine({ job: undefined, registry: undefined })).toBe(false);
    expect(fine({ job_parameters: ['steward_model'] })).toBe(false);
  });
});
