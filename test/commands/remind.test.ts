/** The buttons of a no: who is told, how often, and that nobody else is. */
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/cards/answer.ts';
import type { Card } from '../../src/cards/card.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import type { Effect } from '../../src/domain/effect.ts';
import { remind } from '../../src/effects/remind.ts';
import { advanceTo, worldNow } from '../../src/engine/clock.ts';
import { tick } from '../../src/engine/tick.ts';
import { Fault } from '../../src/lib/fault.ts';
import { silentLog } from '../../src/lib/log.ts';
import { day, hour } from '../../src/lib/time.ts';
import { model, proposed, startWorld, type World } from './world.ts';

/** Everybody but Ana is known on Slack; two must say yes to a retraining. */
const inChat = (demo: Configuration): Configuration => ({
  ...demo,
  people: demo.people.map((one) => (one.id === 'ana' ? one : { ...one, accounts: { slack: `U${one.id}` } })),
  models: demo.models.map((one) => ({
    ...one,
    policy: {
      ...one.policy,
      breakGlass: ['ml-leads' as never],
      retrain: { ...one.policy.retrain, quorum: 2, groups: ['ml-eng', 'ml-leads'] as never[] },
    },
  })),
});

const button = ({ card }: Answer) => card.actions.map(({ label, press }) => [label, press.id]);

/** Presses the one button of an answer. */
const press = (world: World, { card }: Answer, who: string, cause?: string) =>
  world.press(card.actions[0]!.press, who, cause ? { cause } : {});

/** Runs what is queued and answers who was told what. */
async function told(world: World): Promise<[string, Card][]> {
  const heard: [string, Card][] = [];
  const tell = async (person: { id: string }, card: Card) => {
    heard.push([person.id, card]);
    return true;
  };
  const away = () => Promise.reject(new Fault('unreachable', 'No registry here.', { retry: 'later' }));
  const ports = { db: world.db, log: silentLog, surfaces: [{ id: 'fake', tell }], backend: away } as never;
  const queued = await world.db.sql<{ effect: Extract<Effect, { kind: 'remind' }> }[]>`
    delete from outbox where kind = 'remind' returning effect`;
  // Cut off and run again, it tells nobody twice.
  for (const { effect } of [...queued, ...queued]) await remind(ports, effect);
  return heard.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

const wait = async (world: World, ms: number) => advanceTo(world.db.sql, (await worldNow(world.db.sql)) + ms);

describe('whoever asked', () => {
  test('reminds those who have not decided yet, once in four hours, however often it is pressed', async () => {
    await using world = await startWorld(inChat);
    const name = `R-${await proposed(world)}`;
    await world.say(`approve ${name}`, 'liam');
    const own = await world.say(`approve ${name}`);
    expect(button(own)).toEqual([['Remind them', name]]);
    const first = await press(world, own, 'maya', 'once');
    expect([first.outcome, first.card.summary]).toEqual([
      'done',
      expect.stringMatching(
        /^Told directly: Noor\. Without an account in chat: Ana\. You can ask again from /,
      ),
    ]);
    expect(await press(world, own, 'maya', 'once')).toEqual(first);
    const again = await press(world, own, 'maya');
    expect([again.outcome, again.card.summary]).toEqual(['refused', expect.stringMatching(/four hours ago/)]);
    const heard = await told(world);
    expect(heard.map(([id]) => id)).toEqual(['ana', 'noor']);
    expect(heard[1]![1].summary).toMatch(new RegExp(`^Maya asks you: ${name}, retraining ${model}, expires`));
    expect(heard[1]![1].actions.map(({ label }) => label)).toContain('Approve retrain');
    await wait(world, 4 * hour);
    expect((await press(world, own, 'maya')).outcome).toBe('done');
    expect((await told(world)).map(([id]) => id)).toEqual(['ana', 'noor']);
  });
  test('and the clock do not both remind within four hours', async () => {
    await using world = await startWorld(inChat);
    const name = `R-${await proposed(world)}`;
    await wait(world, 2 * day - hour);
    await press(world, await world.say(`approve ${name}`), 'maya');
    expect(await told(world)).toHaveLength(3);
    await wait(world, 2 * hour);
    await tick(world.db);
    expect(await told(world)).toEqual([]);
  });
  test('has nothing to remind of once it was decided, and nobody is told of what was decided meanwhile', async () => {
    await using world = await startWorld(inChat);
    const name = `R-${await proposed(world)}`;
    const own = await world.say(`approve ${name}`);
    await press(world, own, 'maya');
    await world.say(`deny ${name} not now`, 'noor');
    expect(await told(world)).toEqual([]);
    expect((await press(world, own, 'maya')).card.summary).toMatch(/asks nothing at the moment/);
  });
});

describe('whoever may not', () => {
  test('asks those who may: about a question', async () => {
    await using world = await startWorld(inChat);
    const name = `R-${await proposed(world)}`;
    const refused = await world.say(`approve ${name}`, 'sam');
    expect(button(refused)).toEqual([['Ask ml-eng or ml-leads', name]]);
    await press(world, refused, 'sam');
    const heard = await told(world);
    expect(heard.map(([id]) => id)).toEqual(['ana', 'liam', 'noor']);
    expect(heard[0]![1].summary).toMatch(/^Sam asks you: R-/);
  });
  test('asks those who may: to roll back', async () => {
    await using world = await startWorld(inChat);
    const refused = await world.say(`rollback ${model} it is worse`, 'sam');
    expect(button(refused)).toEqual([['Ask ml-eng or ml-leads', `${model}/roll_back`]]);
    expect((await press(world, refused, 'sam')).card.summary).toMatch(
      /^Told directly: Maya and Liam and Noor\. .*Ana\./,
    );
    const heard = await told(world);
    expect(heard.map(([id]) => id)).toEqual(['ana', 'liam', 'maya', 'noor']);
    expect(heard[0]![1].summary).toBe(
      `Sam asks you to roll back ${model}, which they may not do themselves.`,
    );
  });
  test('asks the owners, where a rule has too few people', async () => {
    await using world = await startWorld((demo) => {
      const known = inChat(demo);
      const promote = { ...known.models[0]!.policy.promote, quorum: 3, groups: ['ml-leads'] as never[] };
      return {
        ...known,
        models: known.models.map((one) => ({ ...one, policy: { ...one.policy, promote } })),
      };
    });
    const refused = await world.say(`promote ${model} v2`, 'noor');
    expect(button(refused)).toEqual([['Ask ml-eng', `${model}/promote`]]);
    await press(world, refused, 'noor');
    const heard = await told(world);
    expect(heard.map(([id]) => id)).toEqual(['liam', 'maya']);
    expect(heard[0]![1].summary).toMatch(
      /^Noor wants to promote .* nobody could approve it: it needs 3 of ml-leads/,
    );
  });
});

test('whoever decided alone reminds those who must review it', async () => {
  await using world = await startWorld(inChat);
  const name = `R-${await proposed(world)}`;
  await world.say(`breakglass ${name} fraud wave`, 'noor');
  const own = await world.say(`review ${name}`, 'noor');
  expect(button(own)).toEqual([['Remind them', name]]);
  await wait(world, day);
  await press(world, own, 'noor');
  const heard = await told(world);
  expect(heard.map(([id]) => id)).toEqual(['ana', 'liam', 'maya']);
  expect(heard[0]![1].summary).toMatch(/^Noor asks you: Noor decided .* which is overdue since /);
  expect(button({ outcome: 'shown', card: heard[0]![1] })[0]).toEqual([`Mark ${name} reviewed`, name]);
});

test('where nobody could be told, it says whom to ask, and nothing is queued', async () => {
  await using world = await startWorld();
  const name = `R-${await proposed(world)}`;
  const refused = await press(world, await world.say(`approve ${name}`), 'maya');
  expect([refused.outcome, refused.card.summary]).toEqual([
    'refused',
    'Without an account in chat: Liam and Noor and Ana. Nobody was told; please ask them yourself.',
  ]);
  expect(await told(world)).toEqual([]);
  for (const id of [`${model}/constructor`, `${model}/`, 'R-999', 'nothing/roll_back', '']) {
    expect((await world.press({ verb: 'remind', id }, 'sam')).outcome).toBe('refused');
  }
});
