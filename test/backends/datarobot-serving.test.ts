import { describe, expect, test } from 'vitest';
import type { VersionId } from '../../src/domain/ids.ts';
import { model, open, serve } from './datarobot-world.ts';

const change = (to: string, expected = 'm1') => ({
  ...{ model, role: 'champion' as const },
  ...{ to: to as VersionId, expected: expected as VersionId },
});

describe('datarobot, when it serves', () => {
  test('a version is described by its model and by what is noted beside it', async () => {
    await using world = await serve();
    world.fake.made[1]!.notes.push(
      { name: 'steward.trained_until', category: 'tag', value: '2025-12-24T00:00:00Z' },
      { name: 'steward.code', category: 'tag', value: '9f3c2e' },
      { name: 'depth', category: 'trainingParameter', value: '6' },
      { name: 'mae', category: 'metric', value: '', numericValue: 31.9 },
    );
    const [m1, m2] = await world.registry.versions(model);
    expect(m1).toMatchObject({
      createdAt: Date.UTC(2026, 0, 5),
      metrics: { 'RMSE validation': 44.1, 'RMSE holdout': 46.5 },
      lineage: { data: 'data1-7', code: 'blueprint1', trainedUntil: Date.UTC(2025, 11, 1) },
    });
    const before = world.fake.asked.length;
    expect(await world.registry.versions(model, [m1!, m2!])).toMatchObject([m1, m2, { id: 'm3' }]);
    expect(world.fake.asked.slice(before).filter(({ what }) => what.endsWith('/keyValues/'))).toHaveLength(1);
    // Of two that are said, the one that promises less.
    expect(m2).toMatchObject({
      metrics: { mae: 31.9 },
      lineage: { code: '9f3c2e', params: { depth: '6' }, trainedUntil: Date.UTC(2025, 11, 24) },
    });
  });
  test('whether its dataset and blueprint are still there is looked for; what was noted instead is not', async () => {
    await using world = await serve();
    const { made } = world.fake;
    const look = async () => {
      const [m1] = await world.registry.versions(model);
      return world.registry.resolve!(model, m1!);
    };
    expect(await look()).toEqual({ data: 'there', code: 'there' });
    made[0]!.dataset = { newest: 'data1-8', copy: true };
    expect(await look()).toEqual({ code: 'there' });
    made[0]!.dataset = { newest: 'data1-7', copy: false };
    expect(await look()).toEqual({ code: 'there' });
    made[0]!.dataset = null;
    expect(await look()).toEqual({ data: 'gone', code: 'there' });
    made[0]!.notes.push(
      { name: 'steward.code', category: 'tag', value: '9f3c2e' },
      { name: 'steward.data', category: 'tag', value: 's3://rides/7' },
    );
    expect(await look()).toEqual({});
    expect(
      await world.registry.resolve!(model, {
        ...(await world.registry.versions(model))[0]!,
        id: 'x' as never,
      }),
    ).toEqual({});
  });
  test('who challenges is a version even from another registered model; what is put away or not built is none', async () => {
    await using world = await serve();
    world.fake.add({ id: 'x1', registered: 'r2' });
    world.fake.challengers.push('x1', 'm1');
    world.fake.made[1]!.archived = true;
    world.fake.made[2]!.build = 'inProgress';
    expect((await world.registry.versions(model)).map(({ id }) => id)).toEqual(['m1', 'x1']);
    expect((await world.registry.roles(model)).challengers).toEqual(['m3', 'x1']);
  });
  test('a replacement is under way until DataRobot shows it, and is asked for once', async () => {
    await using world = await serve();
    const first = await world.registry.assign!(change('m2'), 'k1');
    expect(first).toMatchObject({ outcome: 'pending' });
    expect(await world.registry.assign!(change('m2'), 'k1')).toMatchObject({ outcome: 'pending' });
    expect(world.fake.replacements).toHaveLength(1);
    const { operation } = first as { operation: string };
    expect(await world.registry.operation!(operation)).toEqual({ state: 'done' });
    expect(await world.registry.assign!(change('m2'), 'k1')).toEqual({ outcome: 'done' });
    // It is forgotten after a while.
    world.fake.replacements.length = 0;
    expect(await world.registry.operation!(operation)).toEqual({ state: 'done' });
  });
  test.each([
    ['ERROR', { state: 'failed', reason: 'DataRobot says ERROR: The model does not fit' }],
    ['GREMLINS', { state: 'unknown', raw: 'GREMLINS' }],
  ])('a replacement that is %s is %j', async (status, shown) => {
    await using world = await serve();
    const { operation } = (await world.registry.assign!(change('m2'), 'k1')) as { operation: string };
    world.fake.replacements[0]!.status = status;
    expect(await world.registry.operation!(operation)).toEqual(shown);
    const again = await world.registry.assign!(change('m2'), 'k1');
    expect(again.outcome).toBe(shown.state === 'failed' ? 'refused' : 'pending');
    expect(world.fake.replacements).toHaveLength(1);
    expect(world.fake.champion()).toBe('m1');
  });
  test('where somebody has to agree first, that is said and not asked for again; a no is a no', async () => {
    await using world = await serve();
    world.fake.govern();
    const asked = (await world.registry.assign!(change('m2'), 'k1')) as { operation: string };
    expect(asked).toMatchObject({ outcome: 'needs_approval' });
    expect(await world.registry.assign!(change('m2'), 'k1')).toEqual(asked);
    expect(world.fake.changes.size).toBe(1);
    const now = () => world.registry.operation!(asked.operation);
    expect(await now()).toMatchObject({ state: 'pending', waitsForApproval: true });
    const request = world.fake.changes.get('change1')!;
    request.status = 'approved';
    expect(await now()).toEqual({ state: 'pending' });
    request.status = 'rejected';
    const reason = 'the replacement was not approved in DataRobot';
    expect(await now()).toEqual({ state: 'failed', reason });
    expect(await world.registry.assign!(change('m2'), 'k1')).toEqual({ outcome: 'refused', reason });
    expect(world.fake.changes.size).toBe(1);
    world.fake.serve('m2');
    expect(await now()).toEqual({ state: 'done' });
    expect(await world.registry.operation!('[]')).toMatchObject({ state: 'unknown' });
  });
  test('what somebody else asks to be served there is not taken for ours', async () => {
    await using world = await serve();
    world.fake.govern();
    const { changes, replacements } = world.fake;
    changes.set('theirs', { to: 'm3', status: 'pending' });
    expect(await world.registry.assign!(change('m2'), 'k1')).toEqual({
      outcome: 'refused',
      reason: 'somebody asked in DataRobot that it serves m3; decide or cancel that change request first',
    });
    expect([changes.size, replacements.length]).toEqual([1, 0]);
    changes.get('theirs')!.status = 'cancelled';
    const { operation } = (await world.registry.assign!(change('m2'), 'k1')) as { operation: string };
    changes.set('theirs', { to: 'm3', status: 'approved' });
    changes.get('change2')!.status = 'approved';
    expect(await world.registry.operation!(operation)).toEqual({ state: 'pending' });
    world.fake.serve('m3');
    expect(await world.registry.operation!(operation)).toEqual({
      state: 'failed',
      reason: 'DataRobot serves m3 by now',
    });
    expect(await world.registry.assign!(change('m2'), 'k1')).toEqual({ outcome: 'conflict', actual: 'm3' });
  });
  test('doctor finds every deployment, or says what is wrong with one', async () => {
    await using world = await serve();
    expect(await world.backend.probe()).toBe('DataRobot answers; every deployment is there (2)');
    const wrong = await open(world.url, { names: { churn: 'd2' } });
    await expect(wrong.probe()).rejects.toMatchObject({ code: 'not_found' });
    world.fake.acts('model_replacement');
    await expect(world.backend.probe()).rejects.toMatchObject({ code: 'refused', retry: 'never' });
  });
});
