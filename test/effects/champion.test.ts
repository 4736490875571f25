import { expect, test } from 'vitest';
import type { Assigned, Operation, Registry, RoleChange } from '../../src/backends/contract.ts';
import type { VersionId } from '../../src/domain/ids.ts';
import { setChampion } from '../../src/effects/champion.ts';
import { syncRegistry } from '../../src/effects/sync-registry.ts';
import { advanceTo, worldNow } from '../../src/engine/clock.ts';
import { tick } from '../../src/engine/tick.ts';
import { Fault } from '../../src/lib/fault.ts';
import { day, minute, second } from '../../src/lib/time.ts';
import { id, model, registryWorld } from './registry-world.ts';

/** A promotion of v2 that was approved, at a registry whose answers are scripted. */
async function approved(script: { assign: Assigned; operation?: (asked: number) => Operation | Fault }) {
  const sent: RoleChange[] = [];
  let asked = 0;
  const more: Partial<Registry> = {
    pollEveryMs: 20 * second,
    async assign(change) {
      sent.push(change);
      return script.assign;
    },
    ...(script.operation && {
      async operation() {
        asked += 1;
        const said = script.operation!(asked);
        if (said instanceof Fault) throw said;
        return said;
      },
    }),
  };
  const world = await registryWorld(more);
  await syncRegistry(world.ports, model);
  await world.offer();
  await world.approve();
  let attempt = 0;
  const effect = {
    ...{ kind: 'set_champion' as const, cycle: '101' as never, model },
    ...{ to: id('v2'), expected: id('v1') },
  };
  const run = (other: { to?: VersionId; expected?: VersionId } = {}) => {
    attempt += 1;
    const { signal } = new AbortController();
    return setChampion(world.ports, { ...effect, ...other }, { key: 'set_champion-1', attempt, signal });
  };
  return { ...world, run, sent };
}

test('a switch that takes its time is asked about until it is done, sent once, and counts when the champion shows it', async () => {
  const working = { outcome: 'pending' as const, operation: 'op-7' };
  await using world = await approved({
    assign: { ...working, link: 'https://ml.example/op-7' },
    operation: (asked) =>
      asked < 3
        ? { state: 'pending' }
        : asked < 4
          ? { state: 'unknown', raw: 'Hibernating' }
          : asked < 5
            ? new Fault('unauthorised', 'The token ended.', { retry: 'never' })
            : { state: 'done' },
  });
  const again = { again: 20 * second };
  for (let asked = 0; asked < 3; asked += 1) expect(await world.run()).toEqual(again);
  const promoting = { phase: 'promoting', pending: { operation: 'op-7', approval: false, word: null } };
  expect(await world.state()).toMatchObject(promoting);
  // Traffic still moves although the new champion is named already.
  world.kept.champion = id('v2');
  expect(await world.run()).toEqual(again);
  expect(await world.state()).toMatchObject({ phase: 'promoting', pending: { word: 'Hibernating' } });
  await expect(world.run()).rejects.toMatchObject({ code: 'not_confirmed', retry: 'later' });
  world.kept.champion = id('v1');
  await expect(world.run()).rejects.toMatchObject({ code: 'not_confirmed', retry: 'later' });
  expect((await world.state()).phase).toBe('promoting');
  world.kept.champion = id('v2');
  expect(await world.run()).toBe('done');
  expect((await world.state()).phase).toBe('watching');
  expect(world.sent).toHaveLength(1);
  expect(await world.events('switch_pending')).toMatchObject([
    { pending: { word: null, link: 'https://ml.example/op-7' } },
    { pending: { word: 'Hibernating' } },
  ]);
});

test('one that needs approval there waits as long as a promotion may, says so once, and is not asked for again', async () => {
  await using world = await approved({
    assign: { outcome: 'needs_approval', link: 'https://ml.example/ask' },
  });
  const before = await world.state();
  for (let asked = 0; asked < 4; asked += 1) expect(await world.run()).toEqual({ again: minute });
  const now = await world.state();
  if (before.phase !== 'promoting' || now.phase !== 'promoting') throw new Error('it does not wait');
  expect(now.pending).toMatchObject({ approval: true, operation: null });
  expect(now.deadline - before.deadline).toBeGreaterThan(2 * day);
  expect(await world.events('switch_pending')).toHaveLength(1);
  expect(world.sent).toHaveLength(1);
  world.kept.champion = id('v2');
  expect(await world.run()).toBe('done');
  expect((await world.state()).phase).toBe('watching');
});

test.each<[string, Operation, string | null, string]>([
  ['that fails there is not promoted', { state: 'failed', reason: 'no quota' }, 'v1', 'not_promoted'],
  [
    'that fails since somebody else moved the champion',
    { state: 'failed', reason: 'stopped' },
    'v3',
    'champion_changed',
  ],
  ['under which somebody else moved the champion', { state: 'pending' }, 'v3', 'champion_changed'],
])('a pending switch %s', async (_, operation, champion, result) => {
  await using world = await approved({
    assign: { outcome: 'pending', operation: 'op-7' },
    operation: () => operation,
  });
  expect(await world.run()).toEqual({ again: 20 * second });
  world.kept.champion = champion as never;
  expect(await world.run()).toBe('done');
  expect(await world.state()).toMatchObject({ phase: 'closed', outcome: { result } });
});

test('what cannot be read back is not confirmed, and never taken for a refusal', async () => {
  await using world = await approved({ assign: { outcome: 'done' } });
  world.kept.down = new Fault('unauthorised', 'The token may not read.', { retry: 'never' });
  await expect(world.run()).rejects.toMatchObject({ code: 'not_confirmed', retry: 'later' });
  expect((await world.state()).phase).toBe('promoting');
});

test('a promotion that ran out of time is not sent once more when the registry is back, and the rollback goes back', async () => {
  await using world = await approved({ assign: { outcome: 'done' } });
  const { db, kept } = world;
  kept.down = new Fault('unreachable', 'The registry is down.', { retry: 'later' });
  await expect(world.run()).rejects.toMatchObject({ code: 'unreachable' });
  await advanceTo(db.sql, (await worldNow(db.sql)) + 16 * minute);
  await tick(db);
  expect(await world.state()).toMatchObject({ phase: 'reverting', revert: { to: 'v1' } });
  kept.down = null;
  world.sent.length = 0;
  expect(await world.run()).toBe('done');
  expect(world.sent).toEqual([]);
  // One that was under way at that moment answers only now.
  for (const command of [
    { type: 'switched' as const, to: id('v2') },
    { type: 'switch_refused' as const, reason: 'locked', to: id('v2') },
  ]) {
    expect(await world.about(command)).toMatchObject({ ok: false, error: { code: 'wrong_phase' } });
  }
  expect(await world.state()).toMatchObject({ phase: 'reverting' });
  kept.champion = id('v2');
  await expect(world.run({ to: id('v1'), expected: id('v2') })).rejects.toMatchObject({
    code: 'not_confirmed',
  });
  kept.champion = id('v1');
  expect(await world.run({ to: id('v1'), expected: id('v2') })).toBe('done');
  expect(await world.state()).toMatchObject({ phase: 'closed', outcome: { result: 'rolled_back' } });
});
