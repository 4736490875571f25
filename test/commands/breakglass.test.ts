/** Deciding alone in an emergency, and the review that is owed for it. */
import { describe, expect, test } from 'vitest';
import type { Configuration } from '../../src/config/configuration.ts';
import { readSituation } from '../../src/db/situation.ts';
import { tellPeople } from '../../src/effects/tell-people.ts';
import { worldNow } from '../../src/engine/clock.ts';
import { Fault } from '../../src/lib/fault.ts';
import { silentLog } from '../../src/lib/log.ts';
import { model, startWorld, type World } from './world.ts';

const withGlass =
  (groups: string[] | undefined, except: string[] = []) =>
  (demo: Configuration) => ({
    ...demo,
    models: demo.models.map((one) => ({
      ...one,
      policy: {
        ...one.policy,
        ...(groups && { breakGlass: groups as never[] }),
        promote: { ...one.policy.promote, quorum: 2, secondFactor: true, except: except as never[] },
      },
    })),
  });

async function offered(world: World, by = 'noor'): Promise<string> {
  await world.say(`promote ${model} v2`, by);
  return `P-${(await world.cycles()).at(-1)!.id}`;
}
const reviews = async (world: World) => {
  const now = await worldNow(world.db.sql);
  return (await readSituation(world.db, model, { now, registered: world.registered }))!.reviews;
};

describe('deciding alone', () => {
  test('promotes at once, whoever asked and whatever the question waited for, and owes a review', async () => {
    await using world = await startWorld(withGlass(['ml-leads']));
    const name = await offered(world);
    const [cycle] = await world.cycles();
    if (cycle?.phase !== 'offered') throw new Error('not offered');
    const press = { verb: 'breakglass', id: name, seen: cycle.ballot.subject };
    const options = { cause: 'glass', values: { reason: 'recall is gone' } };
    const both = [await world.press(press, 'noor', options), await world.press(press, 'noor', options)];
    expect(both.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    expect((await world.cycles()).at(-1)).toMatchObject({
      phase: 'promoting',
      votes: [{ by: 'noor', alone: true }],
    });
    expect([await world.effects('set_champion'), await world.effects('tell_people')]).toEqual([1, 1]);
    expect(await reviews(world)).toMatchObject([{ ballot: name, by: 'noor', reason: 'recall is gone' }]);
  });
  test.each<[string, string[] | undefined, string[], string, string, RegExp]>([
    ['without a policy that says so', undefined, [], 'noor', 'fraud wave', /names no group for emergencies/],
    ['by somebody else', ['ml-leads'], [], 'maya', 'fraud wave', /needs ml-leads/],
    ['by somebody who may not vote', ['ml-leads'], ['ml-eng'], 'liam', 'fraud wave', /nobody in ml-eng/],
    ['without a reason', ['ml-leads'], [], 'noor', '', /give a reason/],
  ])('is refused %s, and owes nothing', async (_, groups, except, who, reason, says) => {
    await using world = await startWorld(withGlass(groups, except));
    const name = await offered(world, 'maya');
    const said = await world.say(`breakglass ${name} ${reason}`, who);
    expect([said.outcome, said.card.summary]).toEqual(['refused', expect.stringMatching(says)]);
    expect([(await world.cycles()).at(-1)!.phase, await reviews(world)]).toEqual(['offered', []]);
    expect((await world.refusals()).map(([by]) => by)).toContain(who);
  });
  test('from a card that showed something else, or where nothing is asked, changes nothing', async () => {
    await using world = await startWorld(withGlass(['ml-leads']));
    const name = await offered(world);
    const values = { reason: 'fraud wave' };
    const stale = await world.press({ verb: 'breakglass', id: name, seen: '0123456789abcdef' }, 'noor', {
      values,
    });
    expect(stale.card.summary).toMatch(/out of date/);
    expect((await world.say(`breakglass ${name.replace('P', 'R')} now`, 'noor')).card.summary).toMatch(
      /asks nothing/,
    );
    await world.say(`cancel ${name}`, 'noor');
    expect((await world.say(`breakglass ${name} fraud wave`, 'noor')).card.summary).toMatch(/asks nothing/);
    expect(await reviews(world)).toEqual([]);
  });
});

describe('the review', () => {
  test('waits in the inbox of those who were not asked, and is for nobody else', async () => {
    await using world = await startWorld(withGlass(['ml-leads']));
    const name = await offered(world);
    await world.say(`breakglass ${name} fraud wave`, 'noor');
    expect((await world.say('inbox', 'noor')).card.summary).toBe('Nothing waits for you.');
    expect((await world.say('inbox', 'ana')).card.summary).toMatch(new RegExp(`${name} is due first`));
    expect((await world.say(`review ${name}`, 'noor')).card.summary).toMatch(/somebody else/);
    expect((await world.say(`review ${name}`, 'maya')).card.summary).toMatch(/needs ml-leads/);
    expect(await reviews(world)).toHaveLength(1);
    expect((await world.say(`review ${name} it was right`, 'ana')).outcome).toBe('done');
    expect(await reviews(world)).toEqual([]);
    expect((await world.say(`review ${name}`, 'liam')).card.summary).toMatch(/Nothing called/);
    expect((await world.say('inbox', 'ana')).card.summary).toBe('Nothing waits for you.');
  });
  test('is told to everybody who would have been asked, once, and to who acted not at all', async () => {
    await using world = await startWorld(withGlass(['ml-leads']));
    const name = await offered(world);
    await world.say(`breakglass ${name} fraud wave`, 'noor');
    const told: [string, string][] = [];
    const surface = {
      ...{ id: 'fake', reaches: async () => true, show: async () => 'here', close: async () => undefined },
      tell: async (person: { id: string }, { summary }: { summary: string }) => {
        told.push([person.id, summary]);
        return true;
      },
    };
    const away = () => Promise.reject(new Fault('unreachable', 'No registry here.', { retry: 'later' }));
    const ports = { db: world.db, log: silentLog, surfaces: [surface], backend: away } as never;
    const cycle = name.slice(2) as never;
    // The retraining of the same cycle was decided alone before, and nobody looked at that either.
    await world.db.sql`update streams set state = jsonb_set(state, '{reviews}',
      jsonb_build_array(state->'reviews'->0 || ${JSON.stringify({ ballot: `R-${cycle}` })}::jsonb) || (state->'reviews'))
      where id = ${`model:${model}`}`;
    for (let turn = 0; turn < 2; turn += 1)
      await tellPeople(ports, { kind: 'tell_people', cycle, model, about: 'break_glass' });
    expect(told.map(([id]) => id).sort()).toEqual(['ana', 'liam']);
    expect(told[0]![1]).toMatch(/Noor decided P-\d+ alone \(break-glass\): “fraud wave”/);
  });
});
