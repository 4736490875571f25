import { expect, test } from 'vitest';
import type { Registry } from '../../src/backends/contract.ts';
import { refreshCard } from '../../src/effects/refresh-card.ts';
import { lookAt, readRegistered } from '../../src/effects/registered.ts';
import { syncRegistry } from '../../src/effects/sync-registry.ts';
import { watchRegistry } from '../../src/effects/watch-registry.ts';
import { worldNow } from '../../src/engine/clock.ts';
import { keepGoing } from '../../src/engine/enqueue.ts';
import { Fault } from '../../src/lib/fault.ts';
import { minute } from '../../src/lib/time.ts';
import { id, model, registryWorld, version } from './registry-world.ts';

const away = new Fault('unreachable', 'MLflow does not answer.', { retry: 'later' });
const watch = { kind: 'watch_registry' as const, backend: 'builtin' as never };

test('what a registry said is kept, so that whoever only reads asks it once', async () => {
  await using world = await registryWorld();
  const first = await readRegistered(world.ports, model);
  expect(first).toMatchObject({
    champion: 'v1',
    challengers: ['v2'],
    since: null,
    problem: null,
    outside: null,
  });
  expect(first.versions).toEqual(world.kept.versions);
  for (let draw = 0; draw < 5; draw += 1) {
    expect(await readRegistered(world.ports, model)).toMatchObject({
      ...first,
      answeredAt: expect.any(Number),
      lacks: ['promote', 'cancel', 'find'],
    });
  }
  expect(world.kept.asked).toEqual({ roles: 1, versions: 1 });
  world.kept.versions.push(version('v3', { createdAt: Date.now() }));
  expect((await lookAt(world.ports, model)).versions.map((one) => one.id)).toEqual(['v1', 'v2', 'v3']);
  expect(world.kept.known).toEqual(['v1', 'v2']);
  await syncRegistry(world.ports, model);
  // Runs of the last day may still be writing.
  expect(world.kept.known).toEqual(['v1', 'v2']);
  expect(await world.events('champion_changed_outside')).toEqual([]);
  await world.db.sql`update registered set looked_at = looked_at - interval '1 hour'`;
  await readRegistered(world.ports, model);
  expect(world.kept.asked.roles).toBe(4);
});

test('a champion that somebody else moved is in the log, on a card, and ends the promotion that it makes pointless', async () => {
  await using world = await registryWorld();
  await syncRegistry(world.ports, model);
  await world.offer();
  await syncRegistry(world.ports, model);
  expect((await world.state()).phase).toBe('offered');
  await world.drawn();
  world.kept.champion = id('v3');
  const seen = await syncRegistry(world.ports, model);
  expect(await world.events('champion_changed_outside')).toEqual([
    { type: 'champion_changed_outside', from: 'v1', to: 'v3' },
  ]);
  expect(await world.state()).toMatchObject({ phase: 'closed', outcome: { result: 'champion_changed' } });
  expect(seen.outside).toMatchObject({ from: 'v1' });
  expect(await world.drawn()).toEqual([model]);
  await syncRegistry(world.ports, model);
  expect(await world.events('champion_changed_outside')).toHaveLength(1);
  expect(await world.drawn()).toEqual([]);
});

test('a model where all was quiet gets a card that says who is champion now, once', async () => {
  await using world = await registryWorld();
  const { db } = world;
  const drawAll = async () => {
    const rows = await db.sql<{ at: number }[]>`
      delete from outbox where kind = 'refresh_card' returning (effect->>'at')::float8 as at`;
    for (const { at } of rows) await refreshCard(world.ports, { kind: 'refresh_card', model, at });
  };
  const episodes = () => db.sql`select ended_at is null as open, started_at::float8 as began from episodes`;
  await syncRegistry(world.ports, model);
  await drawAll();
  expect(await episodes()).toEqual([]);
  world.kept.champion = id('v2');
  const { outside } = await syncRegistry(world.ports, model);
  // Whoever asked for the card first may have done so after the champion was seen.
  await db.sql`update outbox set effect = jsonb_set(effect, '{at}', to_jsonb(${outside!.at + 1}::bigint))
    where kind = 'refresh_card'`;
  await drawAll();
  expect(await episodes()).toEqual([{ open: false, began: outside!.at }]);
  await refreshCard(world.ports, { kind: 'refresh_card', model, at: await worldNow(db.sql) });
  expect(await episodes()).toHaveLength(1);
});

test('changes are told also after a model went to another registry, whose answers are counted anew', async () => {
  await using world = await registryWorld();
  const move = async (champion: string) => {
    world.kept.champion = id(champion);
    await syncRegistry(world.ports, model);
  };
  await syncRegistry(world.ports, model);
  await move('v2');
  await move('v1');
  await world.db.sql`update registered set registry = 'elsewhere'`;
  world.kept.down = away;
  await lookAt(world.ports, model);
  world.kept.down = null;
  await syncRegistry(world.ports, model);
  await move('v2');
  expect(await world.events('champion_changed_outside')).toHaveLength(3);
});

test('what Steward asked for itself is no change from outside, whenever it is seen', async () => {
  await using world = await registryWorld();
  await syncRegistry(world.ports, model);
  await world.offer();
  await world.approve();
  world.kept.champion = id('v2');
  const seen = await syncRegistry(world.ports, model);
  expect(seen).toMatchObject({ champion: 'v2', outside: null });
  await world.about({ type: 'switched', to: id('v2') });
  await syncRegistry(world.ports, model);
  expect((await world.state()).phase).toBe('watching');
  expect(await world.events('champion_changed_outside')).toEqual([]);
  world.kept.champion = id('v1');
  await syncRegistry(world.ports, model);
  expect(await world.state()).toMatchObject({ phase: 'closed', outcome: { result: 'champion_changed' } });
  expect(await world.events('champion_changed_outside')).toMatchObject([{ from: 'v2', to: 'v1' }]);
});

test('an answer that was overtaken replaces nothing and ends nothing', async () => {
  let release: () => void = () => {};
  let held = false;
  const slow: Partial<Registry> = {};
  await using world = await registryWorld(slow);
  await syncRegistry(world.ports, model);
  world.registry.roles = async () => {
    const now = { champion: world.kept.champion, challengers: [] };
    if (!held) {
      held = true;
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    }
    return now;
  };
  const overtaken = syncRegistry(world.ports, model);
  await expect.poll(() => held).toBe(true);
  await world.offer();
  await world.approve();
  world.kept.champion = id('v2');
  await syncRegistry(world.ports, model);
  await world.about({ type: 'switched', to: id('v2') });
  release();
  expect((await overtaken).champion).toBe('v2');
  expect((await world.state()).phase).toBe('watching');
  expect(await world.events('champion_changed_outside')).toEqual([]);
});

test('a registry that is away leaves its last answer, says so on cards once, and is not asked about every model', async () => {
  await using world = await registryWorld();
  const models = [model, ...(await world.others())];
  expect(await watchRegistry(world.ports, watch)).toEqual({ again: minute });
  expect(world.kept.asked.roles).toBe(models.length);
  await world.drawn();
  world.kept.down = away;
  for (const cards of [models.toSorted(), []]) {
    expect(await watchRegistry(world.ports, watch)).toEqual({ again: minute });
    expect((await world.drawn()).toSorted()).toEqual(cards);
  }
  expect(world.kept.asked.roles).toBe(models.length + 2);
  const last = { champion: 'v1', challengers: ['v2'], problem: away.message };
  expect(await readRegistered(world.ports, model)).toMatchObject(last);
  expect(await lookAt(world.ports, model)).toMatchObject({ ...last, versions: [{ id: 'v1' }, { id: 'v2' }] });
  world.kept.down = null;
  await watchRegistry(world.ports, watch);
  expect(await readRegistered(world.ports, model)).toMatchObject({ champion: 'v1', problem: null });
  expect((await world.drawn()).toSorted()).toEqual(models.toSorted());
});

test('a registry that never answered is not asked for every card, and its first answer is no change', async () => {
  await using world = await registryWorld();
  world.kept.down = away;
  const nobody = { champion: null, versions: [], answeredAt: null, problem: away.message };
  for (let draw = 0; draw < 3; draw += 1) {
    expect(await readRegistered(world.ports, model)).toMatchObject(nobody);
  }
  expect(world.kept.asked.roles).toBe(1);
  expect(await world.drawn()).toEqual([model]);
  world.kept.down = null;
  await watchRegistry(world.ports, watch);
  const now = await readRegistered(world.ports, model);
  expect(now).toMatchObject({ champion: 'v1', problem: null, outside: null });
  expect(Date.now() - now.answeredAt!).toBeLessThan(minute);
  expect(await world.events('champion_changed_outside')).toEqual([]);
  // The same of another registry, which has not answered yet.
  await world.db.sql`update registered set registry = 'before'`;
  world.kept.down = away;
  expect(await lookAt(world.ports, model)).toMatchObject(nobody);
});

test('a registry is watched at its own pace, by one effect, for as long as a model is there', async () => {
  await using world = await registryWorld({ lookEveryMs: 5 * minute });
  const { db } = world;
  expect(await watchRegistry(world.ports, watch)).toEqual({ again: 5 * minute });
  const rows = () =>
    db.sql<{ attempts: number }[]>`select attempts from outbox where kind = 'watch_registry'`;
  expect(await rows()).toEqual([{ attempts: 0 }]);
  await db.sql`update outbox set attempts = 7 where kind = 'watch_registry'`;
  await keepGoing(db.sql, watch);
  expect(await rows()).toEqual([{ attempts: 7 }]);
  expect(await watchRegistry(world.ports, { ...watch, backend: 'another' as never })).toBe('done');
});

test('of another registry nothing is taken over, and what Postgres cannot keep is left out', async () => {
  await using world = await registryWorld();
  await syncRegistry(world.ports, model);
  const odd = version('v3\0');
  world.kept.versions = [{ ...odd, lineage: { ...odd.lineage, params: { 'a\0b': 'c\ud800' } } }];
  world.kept.champion = id('v3');
  await world.db.sql`update registered set registry = 'mlflow'`;
  const kept = await readRegistered(world.ports, model);
  expect(kept).toMatchObject({ champion: 'v3', outside: null });
  expect(kept.versions).toMatchObject([{ id: 'v3', lineage: { params: { ab: 'c\ufffd' } } }]);
});

test('what a version was made of is looked for once an hour and for every new version, and a look that fails holds nothing up', async () => {
  const looked: string[] = [];
  await using world = await registryWorld({
    async resolve(_, { id: one }) {
      looked.push(one);
      if (one === 'v2') throw away;
      return { data: 'there', code: 'gone' };
    },
  });
  const seen = { v1: { data: 'there', code: 'gone' }, v2: {} };
  expect((await syncRegistry(world.ports, model)).resolved).toEqual(seen);
  world.kept.versions.push(version('v3'));
  expect((await syncRegistry(world.ports, model)).resolved).toEqual({ ...seen, v3: seen.v1 });
  expect(looked).toEqual(['v1', 'v2', 'v3']);
  await world.db.sql`update registered set described_at = described_at - interval '2 hours'`;
  await syncRegistry(world.ports, model);
  expect(looked.slice(3)).toEqual(['v1', 'v2', 'v3']);
  expect((await readRegistered(world.ports, model)).resolved).toEqual({ ...seen, v3: seen.v1 });
});
