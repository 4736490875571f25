import { describe, expect, test } from 'vitest';
import { modelop } from '../../src/backends/modelop.ts';
import type { ModelId, RunId, VersionId } from '../../src/domain/ids.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { monitorContract } from '../contract/monitor.ts';
import { registryContract } from '../contract/registry.ts';
import { served } from '../contract/served.ts';
import { newKey, request, started, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { modelOpSettings, startModelOp } from '../emulators/modelop.ts';

const model = 'churn' as ModelId;
const secrets = { 'env:PASSWORD': 'secret', 'env:TOKEN': 'ours' };
const open = (url: string, change: object = {}) =>
  modelop.open(modelop.config.parse({ ...modelOpSettings(url), ...change }), openWith(secrets));

async function serve() {
  const begun = ({ cycles }: Awaited<ReturnType<typeof startModelOp>>) =>
    cycles.filter(({ signal }) => signal === 'retrain').length;
  const world = await served({ start: startModelOp, open, begun });
  world.fake.fill();
  return {
    ...world,
    registry: world.backend.registry!,
    filled: { model, versions: ['s1', 's2', 's3'] as const },
    // The engine is searched with POST, and who logs in changes nothing.
    writes: (method: string, path: string) => method === 'DELETE' || path.endsWith('/signal'),
  };
}
const change = (to: string, expected = 's1') => ({
  ...{ model, role: 'champion' as const },
  ...{ to: to as VersionId, expected: expected as VersionId },
});

trainerContract(modelop, serve);
registryContract(modelop, serve, { lastWriterWins: 'a life cycle writes stages without a condition' });
backendFaults(modelop, serve);
monitorContract(modelop, async () => {
  const world = await serve();
  const at = Date.UTC(2026, 0, 3);
  const result = { snapshot: 's1', createdDate: new Date(at).toISOString() };
  const test = { test_name: 'Kolmogorov-Smirnov', test_type: 'kolmogorov_smirnov', metric: 'p_value' };
  const drift = { ...test, test_category: 'data_drift', values: { age: 0.02, tenure: null } };
  world.fake.results.push(
    { ...result, testResults: { auc: 0.81, data_drift: [drift, 'odd'], note: 'n/a' } },
    { ...result, testResults: { auc: 0.1 }, createdDate: '2025-01-01T00:00:00Z' },
    { ...result, testResults: { auc: 0.2 }, snapshot: 's2' },
    { ...result, testResults: { auc: 0.3 }, createdDate: 'once' },
  );
  const of = { column: null, n: null };
  const readings = [
    { metric: 'auc', value: 0.81, ...of },
    { metric: 'kolmogorov_smirnov p_value', value: 0.02, n: null, column: 'age' },
  ];
  return {
    monitor: world.backend.monitor!,
    measured: { model, window: { from: at, to: at + 1 }, readings },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
});
wholeCycle(modelop, async () => {
  const fake = await startModelOp();
  fake.add({ id: 'first', stage: 'Production' });
  return {
    ...{ settings: modelOpSettings(fake.url), secrets, champion: 'first', championThere: fake.champion },
    trains(asked, key) {
      const custom = {
        ...{ steward_key: key, steward_trained_until: new Date(asked.trainBefore).toISOString() },
      };
      fake.add({ id: `made-${fake.cycles[0]!.id}`, custom });
    },
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  };
});

describe('modelop, when it trains', () => {
  test.each([
    [{ state: 'ACTIVE' }, { state: 'running' }],
    [
      { state: 'ACTIVE', task: true },
      { state: 'running', step: 'waits for somebody in ModelOp' },
    ],
    [
      { state: 'ACTIVE', incident: 'no such runtime' },
      { state: 'running', step: 'an incident in ModelOp keeps it from going on' },
    ],
    [{ state: 'SUSPENDED' }, { state: 'running', step: 'suspended in ModelOp' }],
    [{ state: 'INTERNALLY_TERMINATED' }, { state: 'cancelled' }],
    [{ state: 'GREMLINS' }, { state: 'unknown', raw: 'GREMLINS' }],
    [{ result: null }, { state: 'succeeded', version: null }],
    [{ result: { version: '7' } }, { state: 'failed' }],
  ])('a life cycle that is %j is %j', async (seen, shown) => {
    await using world = await serve();
    const run = await started(world.trainer);
    Object.assign(world.fake.cycles[0]!, seen);
    expect(await world.trainer.poll(run)).toMatchObject(shown);
  });
  test('is told the request and which model it is about', async () => {
    await using world = await serve();
    await started(world.trainer);
    expect(world.fake.cycles[0]!.variables).toMatchObject({
      STEWARD_MODEL: "o'hara",
      STEWARD_TRAIN_BEFORE: new Date(request.trainBefore).toISOString(),
      STORED_MODEL_ID: expect.stringMatching(/^5d3d4a0e-/),
      MODEL_ID: 'v1',
    });
  });
  test('a signal that nobody is seen to hear may have begun something, and is never sent again', async () => {
    await using world = await serve();
    world.fake.deafen();
    const key = newKey();
    for (let tries = 0; tries < 2; tries += 1) {
      await expect(world.trainer.start(request, key)).rejects.toMatchObject({ retry: 'unknown' });
    }
    expect(world.fake.asked.filter(({ what }) => what.endsWith('/signal'))).toHaveLength(1);
  });
  test('a search that fails after the signal is no reason to send it again', async () => {
    await using world = await serve();
    world.fake.fail('broken', /history/);
    await expect(world.trainer.start(request, newKey())).rejects.toMatchObject({ retry: 'unknown' });
  });
  test('a model that is not configured is not trained', async () => {
    await using world = await serve();
    const other = { ...request, model: 'other' as ModelId };
    expect(await world.trainer.start(other, newKey())).toMatchObject({ outcome: 'refused', retry: 'never' });
  });
});

describe('modelop, when it keeps versions', () => {
  test('custom fields describe a version, and its key says which training made it', async () => {
    await using world = await serve();
    const [s1, s2] = await world.registry.versions(model);
    expect(s1).toMatchObject({ createdAt: Date.UTC(2026, 0, 1), lineage: { trainedUntil: null } });
    expect(s2).toMatchObject({
      metrics: { mae: 31.9 },
      lineage: { code: '9f3c2e', params: { depth: '6' }, trainedUntil: Date.UTC(2026, 0, 1) },
    });
    const produced = (key: string) => world.registry.produced!(model, { run: '' as RunId, key });
    expect(await produced('mo-2')).toEqual([s2]);
    expect(await produced(newKey())).toEqual([]);
  });
  test('a promotion is under way until its life cycle ends, and is begun once', async () => {
    await using world = await serve();
    const first = (await world.registry.assign!(change('s2'), 'k1')) as { operation: string };
    expect(first).toMatchObject({ outcome: 'pending' });
    expect(await world.registry.assign!(change('s2'), 'k1')).toEqual({ outcome: 'done' });
    expect(world.fake.cycles).toHaveLength(1);
    expect(await world.registry.operation!(first.operation)).toEqual({ state: 'done' });
  });
  test.each([
    ['ended by hand', 'EXTERNALLY_TERMINATED', 'Deleted by steward'],
    ['brought to its end', 'COMPLETED', 'COMPLETED'],
  ])('where somebody has to agree, that is said; one that was %s did not promote', async (_, state, why) => {
    await using world = await serve();
    world.fake.govern();
    const asked = (await world.registry.assign!(change('s2'), 'k1')) as { operation: string };
    expect(asked).toMatchObject({ outcome: 'needs_approval' });
    const { operation } = asked;
    expect(await world.registry.operation!(operation)).toEqual({ state: 'pending', waitsForApproval: true });
    expect(await world.registry.assign!(change('s2'), 'k1')).toEqual(asked);
    const over = { state, ended: '2026-01-05T01:00:00.000+0000', task: false };
    Object.assign(world.fake.cycles[0]!, over);
    const reason = `the life cycle in ModelOp ended without making it the champion (${why})`;
    expect(await world.registry.operation!(operation)).toEqual({ state: 'failed', reason });
    expect(await world.registry.assign!(change('s2'), 'k1')).toEqual({ outcome: 'refused', reason });
    expect(world.fake.cycles).toHaveLength(1);
  });
  test('a life cycle that has just ended may have moved the champion already', async () => {
    await using world = await serve();
    world.fake.govern();
    const { operation } = (await world.registry.assign!(change('s2'), 'k1')) as { operation: string };
    const ended = new Date(Date.now() - 5000).toISOString();
    Object.assign(world.fake.cycles[0]!, { state: 'COMPLETED', ended, task: false });
    expect(await world.registry.operation!(operation)).toEqual({ state: 'pending' });
  });
  test('a signal with which no life cycle begins promotes nothing, and says so', async () => {
    await using world = await serve();
    world.fake.deafen();
    expect(await world.registry.assign!(change('s2'), 'k1')).toEqual({
      outcome: 'refused',
      reason: 'no life cycle in ModelOp begins with the signal promote',
    });
  });
});

describe('modelop, when somebody has to be known', () => {
  test('a token that is answered as text counts too, and one that counts no more is asked for anew', async () => {
    await using fake = await startModelOp({ textTokens: true });
    const backend = await open(fake.url);
    expect(await backend.probe()).toMatch(/ answers$/);
    expect(fake.tokens.given()).toBe(1);
    fake.tokens.expire();
    await backend.probe();
    expect(fake.tokens.given()).toBe(2);
  });
  test('a wrong password is said as such', async () => {
    await using fake = await startModelOp();
    await expect((await open(fake.url, { username: 'eve' })).probe()).rejects.toMatchObject({
      code: 'unauthorised',
    });
  });
  test('needs somebody to be; signals decide what it can do', async () => {
    const settings = modelOpSettings('http://127.0.0.1:1');
    expect(modelop.config.safeParse({ ...settings, username: undefined }).success).toBe(false);
    const reads = await open('http://127.0.0.1:1', { retrain_signal: undefined, promote_signal: undefined });
    expect([reads.trainer, reads.registry?.assign]).toEqual([undefined, undefined]);
    const lacks = (change: object) =>
      Object.keys(modelop.lacksWith!(modelop.config.parse({ ...settings, ...change })));
    expect(lacks({ retrain_signal: undefined, promote_signal: undefined })).toEqual(['trainer', 'promote']);
    expect(lacks({})).toEqual([]);
  });
});
