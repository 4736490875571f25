import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { mlflow } from '../../src/backends/mlflow.ts';
import type { ModelId, RunId } from '../../src/domain/ids.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { registryContract } from '../contract/registry.ts';
import { newKey } from '../contract/trainer.ts';
import { startMlflow } from '../emulators/mlflow.ts';

const model = 'churn' as ModelId;
const secret = 'shared with MLflow';

async function serve() {
  const fake = await startMlflow('prod.churn');
  for (let n = 0; n < 3; n += 1) fake.add();
  fake.aliases.set('champion', '1');
  const open = (url: string, change: object = {}) =>
    mlflow.open(
      mlflow.config.parse({
        ...{ url, names: { churn: 'prod.churn' }, allow_private: ['127.0.0.1'], timeout: '30s' },
        ...{ webhook_secret: 'env:HOOK', ...change },
      }),
      openWith({ 'env:HOOK': secret }),
    );
  const backend = await open(fake.url);
  return {
    ...{ fake, open, backend, url: fake.url, registry: backend.registry! },
    filled: { model, versions: ['1', '2', '3'] as const },
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  };
}

registryContract(mlflow, serve, { lastWriterWins: 'an alias has no condition under which it is set' });
backendFaults(mlflow, serve);

describe('mlflow', () => {
  test('asks for no run of a version that is known already', async () => {
    await using world = await serve();
    const all = await world.registry.versions(model);
    world.fake.paths.length = 0;
    const id = world.fake.add();
    const known = all.slice(0, 2).map((version) => ({ ...version, metrics: { mae: 1 } }));
    const again = await world.registry.versions(model, known);
    expect(again).toMatchObject([...known, { id: all[2]!.id, metrics: {} }, { id }]);
    expect(world.fake.paths.filter((path) => path === 'GET /runs/get')).toHaveLength(2);
  });
  test('describes a version by its run, and leaves out what is no number or not ready', async () => {
    await using world = await serve();
    const key = newKey();
    const id = world.fake.add({
      data: {
        metrics: [
          { key: 'mae', value: 31.9 },
          { key: 'loss', value: 'Infinity' },
        ],
        params: [{ key: 'depth', value: '6' }],
        tags: [
          { key: 'steward.key', value: key },
          { key: 'steward.trained_until', value: '2020-03-31T00:00:00Z' },
          { key: 'mlflow.source.git.commit', value: '9f3c2e' },
        ],
      },
      inputs: { dataset_inputs: [{ dataset: { digest: 'd1' } }] },
    });
    world.fake.add({}, 'PENDING_REGISTRATION');
    const made = await world.registry.produced!(model, { run: 'r' as RunId, key });
    expect(made).toMatchObject([
      {
        id,
        lineage: { data: 'd1', code: '9f3c2e', params: { depth: '6' }, trainedUntil: Date.UTC(2020, 2, 31) },
        metrics: { mae: 31.9 },
      },
    ]);
    expect(made[0]!.metrics).not.toHaveProperty('loss');
    expect(await world.registry.produced!(model, { run: 'r' as RunId, key: newKey() })).toEqual([]);
    expect((await world.registry.versions(model)).map((one) => one.id)).toEqual(['1', '2', '3', id]);
  });
  test('a champion that somebody moved is a conflict, and stays', async () => {
    await using world = await serve();
    world.fake.aliases.set('champion', '3');
    const change = { model, role: 'champion' as const, to: '2' as never, expected: '1' as never };
    expect(await world.registry.assign!(change, 'k')).toEqual({ outcome: 'conflict', actual: '3' });
    expect(world.fake.aliases.get('champion')).toBe('3');
    expect(world.fake.paths.filter((one) => one.startsWith('POST'))).toEqual([]);
  });
  test('reserved aliases are refused when they are configured', () => {
    for (const champion of ['latest', 'v3', 'V12', '']) {
      expect(mlflow.config.safeParse({ url: 'https://x.example', champion }).success).toBe(false);
    }
  });
});

describe('a delivery of MLflow', () => {
  const body =
    '{"entity": "model_version_alias", "action": "created", "data": {"name": "prod.churn", "alias": "champion", "version": "2"}}';
  const sign = (text: string, { id = 'd-1', at = Math.floor(Date.now() / 1000), by = secret } = {}) => ({
    headers: {
      'x-mlflow-delivery-id': id,
      'x-mlflow-timestamp': String(at),
      'x-mlflow-signature': `v1,${createHmac('sha256', by).update(`${id}.${at}.${text}`).digest('base64')}`,
    },
    body: Buffer.from(text),
  });
  test('is taken once, and names the model by our name', async () => {
    await using world = await serve();
    const hear = world.backend.hear!;
    expect(await hear(sign(body))).toEqual({ outcome: 'taken', models: [model] });
    expect((await hear(sign(body))).outcome).toBe('again');
  });
  test('that is not proven writes nothing', async () => {
    await using world = await serve();
    const hear = world.backend.hear!;
    const now = Math.floor(Date.now() / 1000);
    const odd = [
      sign(body, { by: 'another' }),
      sign(body, { at: now - 400 }),
      sign(body, { at: now + 400 }),
      { ...sign(body), body: Buffer.from(body.replaceAll(': ', ':')) },
      { headers: {}, body: Buffer.from(body) },
    ];
    for (const delivery of odd) expect(await hear(delivery)).toEqual({ outcome: 'unproven' });
    expect((await hear(sign(body))).outcome).toBe('taken');
    expect((await hear(sign('{"entity": 1}', { id: 'd-2' }))).outcome).toBe('unusable');
  });
  test('is not heard without a secret', async () => {
    await using world = await serve();
    expect((await world.open(world.url, { webhook_secret: undefined })).hear).toBeUndefined();
  });
});
