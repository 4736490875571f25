import { describe, expect, test } from 'vitest';
import { rollbackSubject } from '../../src/cards/subject.ts';
import { connect } from '../../src/db/connect.ts';
import { silentLog } from '../../src/lib/log.ts';
import { model, proposed, startWorld, watched } from './world.ts';

describe('asking for retraining', () => {
  test('needs a reason, a trainer that is there, and a champion', async () => {
    await using world = await startWorld();
    expect((await world.press({ verb: 'retrain', id: model })).card.summary).toMatch(/reason/);
    world.registered.problem = 'MLflow has not answered since 13:41.';
    expect((await world.say(`retrain ${model} now`)).card.summary).toMatch(/MLflow has not answered/);
    world.registered.problem = null;
    world.registered.champion = null;
    expect((await world.say(`retrain ${model} now`)).card.summary).toMatch(/no champion/);
    expect(await world.cycles()).toEqual([]);
  });
  test('opens one cycle, however often the same press arrives; another press finds it open', async () => {
    await using world = await startWorld();
    const press = { verb: 'retrain', id: model };
    const options = { cause: 'twice', values: { reason: 'it drifted' } };
    const first = await world.press(press, 'maya', options);
    const again = await world.press(press, 'maya', options);
    expect([first.outcome, again.outcome]).toEqual(['done', 'done']);
    const other = await world.press(press, 'liam', { values: { reason: 'me too' } });
    expect([other.outcome, other.card.summary]).toEqual([
      'refused',
      expect.stringMatching(/already has R-\d+ open/),
    ]);
    expect(await world.cycles()).toHaveLength(1);
  });
  test('twenty people at once open one cycle', async () => {
    await using world = await startWorld();
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.say(`retrain ${model} now`)));
    expect(answers.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
    expect((await world.cycles()).filter(({ phase }) => phase === 'proposed')).toHaveLength(1);
  });
});

describe('approving', () => {
  test('is offered by the timeline of what is asked, and no longer when it was decided', async () => {
    await using world = await startWorld();
    const id = await proposed(world);
    const { card } = await world.say(`R-${id}`, 'liam');
    expect(card.actions.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Approve retrain', 'Deny']),
    );
    expect(card.blocks.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['text', 'table']));
    const approve = card.actions.find(({ press }) => press.verb === 'approve')!;
    expect((await world.press(approve.press, 'liam')).outcome).toBe('done');
    const after = await world.say(`P-${id}`, 'liam');
    expect(after.card.actions.map(({ press }) => press.verb)).not.toContain('approve');
  });
  test('is not for whoever asked, nor for outsiders; both are in the log', async () => {
    await using world = await startWorld();
    const id = await proposed(world);
    const own = await world.say(`approve R-${id}`);
    expect([own.outcome, own.card.summary]).toEqual([
      'refused',
      expect.stringMatching(/someone else must approve/),
    ]);
    const outside = await world.say(`approve R-${id}`, 'sam');
    expect([outside.outcome, outside.card.summary]).toEqual([
      'refused',
      expect.stringMatching(/needs ml-eng or ml-leads/),
    ]);
    await world.say(`approve R-${id}`, 'sam');
    expect(await world.refusals()).toEqual([
      ['sam', 'not_allowed'],
      ['maya', 'own_proposal'],
    ]);
    expect(await world.effects('start_training')).toBe(0);
  });
  test('twice, by two at once, and after a restart has one effect', async () => {
    await using world = await startWorld();
    const id = await proposed(world);
    const [cycle] = await world.cycles();
    if (cycle?.phase !== 'proposed') throw new Error('not proposed');
    const press = { verb: 'approve', id: `R-${id}`, seen: cycle.ballot.subject };
    const both = await Promise.all([
      world.press(press, 'liam', { cause: 'liam-1' }),
      world.press(press, 'liam', { cause: 'liam-2' }),
      world.press(press, 'noor', { cause: 'noor-1' }),
      world.press(press, 'liam', { cause: 'liam-1' }),
    ]);
    expect(both.filter(({ outcome }) => outcome === 'done').length).toBeGreaterThanOrEqual(1);
    // A new process on the same database: what was answered is answered again.
    const restarted = await connect({ url: world.db.url, log: silentLog });
    try {
      const again = await world
        .door(restarted)
        .press(press, world.by('liam'), { cause: 'liam-3', channel: 'ml' as never });
      expect([again.outcome, again.card.summary]).toEqual([
        'refused',
        expect.stringMatching(/already|decided/),
      ]);
    } finally {
      await restarted.close();
    }
    expect(await world.effects('start_training')).toBe(1);
    const approved = await world.db.sql`select 1 from events where type = 'retrain_approved'`;
    expect(approved).toHaveLength(1);
  });
  test('from a card that showed something else changes nothing', async () => {
    await using world = await startWorld();
    const id = await proposed(world);
    const stale = await world.press({ verb: 'approve', id: `R-${id}`, seen: '0123456789abcdef' }, 'liam');
    expect([stale.outcome, stale.card.summary]).toEqual(['refused', expect.stringMatching(/out of date/)]);
  });
  test('a retraining whose promotion is asked about is long decided', async () => {
    await using world = await startWorld();
    const id = await watched(world);
    expect((await world.say(`approve R-${id}`, 'ana')).card.summary).toMatch(/was decided before/);
    expect((await world.say(`approve P-${id}`, 'noor')).card.summary).toMatch(/already voted/);
  });
  test('denying needs a reason and ends it', async () => {
    await using world = await startWorld();
    const id = await proposed(world);
    expect((await world.press({ verb: 'deny', id: `R-${id}` }, 'liam')).outcome).toBe('refused');
    expect((await world.say(`deny R-${id} wait for Thursday`, 'liam')).outcome).toBe('done');
    expect((await world.cycles()).at(-1)).toMatchObject({ phase: 'closed', outcome: { result: 'denied' } });
  });
});

describe('rolling back', () => {
  test('takes one person while it is watched, and says so once', async () => {
    await using world = await startWorld();
    await watched(world);
    const press = { verb: 'rollback', id: model, seen: rollbackSubject(model, 'v2' as never) };
    const both = await Promise.all([world.press(press, 'liam'), world.press(press, 'noor')]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['done', 'refused']);
    expect((await world.cycles()).at(-1)).toMatchObject({
      phase: 'reverting',
      revert: { to: 'v1', from: 'v2' },
    });
  });
  test('is not for everybody, and not from a card of another champion', async () => {
    await using world = await startWorld();
    await watched(world);
    expect((await world.say(`rollback ${model}`, 'sam')).card.summary).toMatch(/Rolling back .* needs/);
    const old = { verb: 'rollback', id: model, seen: rollbackSubject(model, 'v1' as never) };
    expect((await world.press(old, 'liam')).card.summary).toMatch(/out of date/);
  });
  test('without an earlier champion there is nothing to go back to', async () => {
    await using world = await startWorld();
    expect((await world.say(`rollback ${model}`, 'liam')).card.summary).toMatch(/no earlier champion/);
  });
  test('after the watch it is a cycle of its own, and pushes a forward one aside', async () => {
    await using world = await startWorld();
    const id = await watched(world);
    const [cycle] = await world.cycles();
    if (cycle?.phase !== 'watching') throw new Error('not watched');
    await world.report(id, { type: 'expire', deadline: cycle.deadline });
    const next = await proposed(world);
    expect((await world.say(`rollback ${model} worse at night`, 'noor')).outcome).toBe('done');
    const phases = (await world.cycles()).map(({ phase }) => phase);
    expect(phases).toEqual(['closed', 'closed', 'reverting']);
    expect((await world.cycles()).find((one) => one.id === next)).toMatchObject({
      outcome: { result: 'superseded' },
    });
  });
});

describe('promoting by hand', () => {
  test('compares first, then asks', async () => {
    await using world = await startWorld();
    const asked = await world.say(`promote ${model} v2`);
    expect([asked.outcome, asked.card.summary]).toEqual(['done', expect.stringMatching(/P-\d+/)]);
    expect((await world.cycles()).at(-1)).toMatchObject({ phase: 'offered', kind: 'promotion' });
  });
  test('names the versions that there are', async () => {
    await using world = await startWorld();
    expect((await world.say(`promote ${model} v7`)).card.summary).toMatch(
      /no version "v7". It has: v1, v2, v3/,
    );
    expect((await world.say(`promote ${model} v1`)).card.summary).toMatch(/already is the champion/);
  });
});
