/** How little a channel hears: new messages a day, what is listed instead, what only the digest counts. */
import { describe, expect, test } from 'vitest';
import { digestCard } from '../../src/cards/digest-card.ts';
import { claimPost, countHeld } from '../../src/db/posts.ts';
import { readModel } from '../../src/db/read.ts';
import type { ChannelId, ModelId } from '../../src/domain/ids.ts';
import { readDigest } from '../../src/effects/post-digest.ts';
import { advanceTo, beginAt, worldNow } from '../../src/engine/clock.ts';
import { cycleName, modelName } from '../../src/engine/streams.ts';
import { tell } from '../../src/engine/tell.ts';
import { day, hour } from '../../src/lib/time.ts';
import { freshDatabase } from '../database.ts';
import { startFleet } from './fleet-world.ts';

const begin = Date.UTC(2026, 0, 5);

async function fleetOf(models: number, postsPerDay: number) {
  const fresh = await freshDatabase();
  await beginAt(fresh.db.sql, begin);
  const fleet = await startFleet(fresh.db, { models, channels: 1, postsPerDay });
  return {
    ...fleet,
    async [Symbol.asyncDispose]() {
      await fleet.engine.stop();
      await fresh[Symbol.asyncDispose]();
    },
  };
}
type Fleet = Awaited<ReturnType<typeof fleetOf>>;

async function raise(fleet: Fleet, indices: number[], severity: 'failing' | 'warning' | null) {
  for (const index of indices) {
    await fleet.measure(index, 'performance', severity);
    await fleet.engine.settle();
  }
}
const titles = (fleet: Fleet) => fleet.messages().map(({ card }) => card.title.split(' · ')[0]);

describe('a channel that has its messages of the day', () => {
  test('hears of no further warning; the digest counts what was held back, and tomorrow there is room again', async () => {
    await using fleet = await fleetOf(6, 3);
    await raise(fleet, [0, 1, 2, 3], 'warning');
    expect(titles(fleet)).toEqual(['model-0', 'model-1']);
    const period = { from: begin, to: begin + 7 * day };
    const digest = await readDigest(fleet.ports, { channel: fleet.channels[0]!, period }, null);
    expect(digest.heldBack).toBe(2);
    // A digest at nine o'clock: its own day is counted once, by the next.
    const nine = { from: begin + 9 * hour, to: begin + 7 * day + 9 * hour };
    const before = { from: nine.from - 7 * day, to: nine.from };
    const counts = [before, nine].map((period) => countHeld(fleet.db, fleet.channels[0]!, period));
    expect(await Promise.all(counts)).toEqual([0, 2]);
    expect(JSON.stringify(digestCard(digest).blocks)).toContain(
      '2 warnings, because the channel had its new messages',
    );

    await advanceTo(fleet.db.sql, begin + day + hour);
    await raise(fleet, [4], 'warning');
    // Still open, measured again: the first news of it today.
    await raise(fleet, [2], 'warning');
    expect(titles(fleet)).toEqual(['model-0', 'model-1', 'model-4', 'model-2']);
  });

  test('hears of everything that fails: in one list, which follows it', async () => {
    await using fleet = await fleetOf(8, 3);
    await raise(fleet, [0, 1, 2, 3, 4, 5, 6, 7], 'failing');
    expect(titles(fleet)).toEqual(['model-0', 'model-1', '6 more models of ml-0']);
    const list = fleet.messages().at(-1)!;
    expect(list.card.tone).toBe('failing');
    expect(list.card.calls).toEqual(['ml-eng']);
    expect(list.card.summary).toContain(
      'model-2, model-3, model-4, model-5, model-6 and 1 more. Owners, please look.',
    );
    await advanceTo(fleet.db.sql, begin + hour);
    await raise(fleet, [2, 3, 4, 5, 6, 7], null);
    expect(list.card).toMatchObject({
      tone: 'ok',
      summary: expect.stringContaining('None of them is Failing any more'),
    });
    expect(list.edited).toBeGreaterThan(0);
    expect(fleet.messages()).toHaveLength(3);
  });

  test('a warning that begins to fail is named at once, and a decision always gets its message', async () => {
    await using fleet = await fleetOf(3, 2);
    await raise(fleet, [0, 1, 2], 'warning');
    expect(titles(fleet)).toEqual(['model-0']);
    await advanceTo(fleet.db.sql, begin + hour);
    await raise(fleet, [1], 'failing');
    expect(titles(fleet)).toEqual(['model-0', '1 more model of ml-0']);
    await request(fleet, 'model-1');
    await request(fleet, 'model-2');
    expect(titles(fleet)).toEqual(['model-0', 'No more models of ml-0', 'model-1', 'model-2']);
  });
});

async function request(fleet: Fleet, id: string) {
  const model = (await readModel(fleet.db, id as ModelId))!.model;
  const cycle = `9${id.at(-1)}` as never;
  const now = await worldNow(fleet.db.sql);
  const told = await tell(
    fleet.db,
    {
      stream: cycleName(cycle, model.id),
      otherwise: modelName(model.id),
      command: {
        type: 'propose_retrain',
        id: cycle,
        model: model.id,
        by: 'maya' as never,
        reason: 'it fails',
        policy: model.policy,
        request: { trainBefore: now, evaluate: { from: now, to: now + day }, champion: 'v1' as never },
      },
    },
    { cause: `ask:${id}` },
  );
  expect(told.ok).toBe(true);
  await fleet.engine.settle();
}

test('twenty replicas that want to post at once keep to the number', async () => {
  await using fleet = await fleetOf(1, 5);
  const channel = 'ml-0' as ChannelId;
  const claims = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      claimPost(fleet.db, {
        key: `episode-${index}`,
        channel,
        model: 'model-0' as ModelId,
        need: index % 2 ? 'failing' : 'warning',
        budget: 5,
        at: begin,
      }),
    ),
  );
  expect(claims.filter(({ now }) => now === 'own')).toHaveLength(4);
  const again = await claimPost(fleet.db, {
    key: 'episode-0',
    channel,
    model: 'model-0' as ModelId,
    need: 'warning',
    budget: 5,
    at: begin,
  });
  expect(again.now).toBe(claims[0]!.now);
});
