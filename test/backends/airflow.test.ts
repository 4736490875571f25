import { describe, expect, test } from 'vitest';
import { airflow } from '../../src/backends/airflow.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { served } from '../contract/served.ts';
import { newKey, request, trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { airflowSettings, startAirflow } from '../emulators/airflow.ts';

const open = (url: string, change = {}) =>
  airflow.open(
    airflow.config.parse({ ...airflowSettings(url), ...change }),
    openWith({ 'env:PASSWORD': 'secret' }),
  );

const serve = async () => ({
  ...(await served({ start: startAirflow, open, begun: ({ runs }) => runs.size })),
  writes: (_: string, path: string) => path.endsWith('/dagRuns'),
});

trainerContract(airflow, serve);
backendFaults(airflow, serve);
wholeCycle(airflow, async () => {
  const fake = await startAirflow();
  return Object.assign(fake, { settings: airflowSettings(fake.url), secrets: { 'env:PASSWORD': 'secret' } });
});

describe('airflow', () => {
  test('a paused DAG would keep a run queued for ever, so none is asked for', async () => {
    await using world = await serve();
    world.fake.pause();
    expect(await world.trainer.start(request, newKey())).toEqual({
      outcome: 'refused',
      reason: 'the DAG train is paused in Airflow',
      retry: 'never',
    });
    expect(world.fake.runs.size).toBe(0);
  });
  test.each([
    ['restarting', { state: 'unknown', raw: 'restarting' }],
    ['failed', { state: 'failed' }],
    ['queued', { state: 'queued' }],
  ])('the state %s is %j', async (state, shown) => {
    await using world = await serve();
    const key = newKey();
    await world.trainer.start(request, key);
    world.fake.runs.get(key)!.state = state;
    expect(await world.trainer.poll(key as RunId)).toMatchObject(shown);
  });
  test('a run that returned nothing made no version; one that saw too much failed', async () => {
    await using world = await serve();
    const key = newKey();
    await world.trainer.start(request, key);
    world.fake.says(null);
    expect(await world.trainer.poll(key as RunId)).toMatchObject({ state: 'succeeded', version: null });
    world.fake.says(() => ({ version: 'v2', trained_until: '2999-01-01' }));
    expect(await world.trainer.poll(key as RunId)).toMatchObject({ state: 'failed' });
  });
  test('what ended by itself is not called cancelled', async () => {
    await using world = await serve();
    const key = newKey();
    await world.endless.start(request, key);
    world.lasting.runs.get(key)!.state = 'failed';
    await world.endless.cancel!(key as RunId);
    expect(await world.endless.poll(key as RunId)).toMatchObject({ state: 'failed' });
  });
  test('a wrong password is said before anything starts', async () => {
    await using world = await serve();
    const backend = await airflow.open(
      airflow.config.parse(airflowSettings(world.url)),
      openWith({ 'env:PASSWORD': 'wrong' }),
    );
    await expect(backend.trainer!.start(request, newKey())).rejects.toMatchObject({
      code: 'unauthorised',
      retry: 'never',
    });
    await expect(backend.probe()).rejects.toMatchObject({ code: 'unauthorised' });
    expect(world.fake.runs.size).toBe(0);
  });
  test('needs a token, or a name with its password', () => {
    const { username: _, ...settings } = airflowSettings('http://127.0.0.1:1');
    expect(airflow.config.safeParse(settings).success).toBe(false);
  });
});
