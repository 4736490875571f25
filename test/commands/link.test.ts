/** One person with an account on each platform: linked by a code, one vote, whenever it is linked. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Configuration } from '../../src/config/configuration.ts';
import { readWorkspace } from '../../src/db/read.ts';
import type { Person } from '../../src/domain/person.ts';
import { minute } from '../../src/lib/time.ts';
import { openDirectory } from '../../src/main/directory.ts';
import { model, startWorld, type World } from './world.ts';

const asking = (quorum: number) => (demo: Configuration) => ({
  ...demo,
  models: demo.models.map((one) => ({
    ...one,
    policy: { ...one.policy, retrain: { ...one.policy.retrain, quorum, except: ['contractors' as never] } },
  })),
});

async function on(world: World) {
  const account = (surface: string, id: string, groups: string[]) => (): Promise<Person> =>
    openDirectory(world.db, surface).person({
      account: id,
      name: id,
      groups: groups as never[],
      active: true,
    });
  const door = world.door(world.db);
  const entry = () => ({ cause: `test:${randomUUID()}`, channel: 'ml' as never });
  const say = async (words: string, who: () => Promise<Person>) => door.say(words, await who(), entry());
  const codeFrom = async (who: () => Promise<Person>) => {
    const { card } = await say('link', who);
    return (card.blocks.find(({ kind }) => kind === 'code') as { text: string }).text;
  };
  const press = async (words: string, who: () => Promise<Person>) => {
    const asked = await say(words, who);
    const action = asked.card.actions.find(({ label }) => label === 'Link accounts');
    return action ? door.press(action.press, await who(), entry()) : asked;
  };
  return {
    say,
    codeFrom,
    press,
    slack: account('slack', 'T1/UZOE', ['ml-eng']),
    discord: account('discord', '1180', ['ml-eng']),
    other: account('discord', '1181', ['ml-eng']),
    contractor: account('slack', 'T1/UCON', ['contractors']),
    link: async (from: () => Promise<Person>, to: () => Promise<Person>) =>
      press(`link ${await codeFrom(from)}`, to),
    ballot: async () => {
      const cycle = (await world.cycles()).at(-1);
      if (!cycle || !('ballot' in cycle)) throw new Error(`no ballot: ${cycle?.phase}`);
      return cycle.ballot;
    },
    named: async () => `R-${(await world.cycles()).at(-1)!.id}`,
  };
}

describe('a code', () => {
  test('makes two accounts one person, whichever of them shows it', async () => {
    await using world = await startWorld();
    const { slack, discord, link } = await on(world);
    expect((await link(slack, discord)).outcome).toBe('done');
    expect((await discord()).id).toBe('slack:T1/UZOE');
    expect(await world.say('unlink', 'maya')).toMatchObject({ outcome: 'refused' });
  });
  test('keeps the name of who is written in a file, in both directions', async () => {
    await using world = await startWorld();
    const { slack, discord, codeFrom, press } = await on(world);
    const maya = async () => world.by('maya');
    await press(`link ${await codeFrom(maya)}`, slack);
    await press(`link ${await codeFrom(discord)}`, maya);
    expect([(await slack()).id, (await discord()).id]).toEqual(['maya', 'maya']);
    expect((await slack()).name).toBe('Maya');
    const liam = async () => world.by('liam');
    const two = await press(`link ${await codeFrom(liam)}`, maya);
    expect([two.outcome, two.card.summary]).toEqual(['refused', expect.stringMatching(/both are written/)]);
  });
  test('takes along who was linked before', async () => {
    await using world = await startWorld();
    const { slack, discord, link } = await on(world);
    await link(slack, discord);
    await link(async () => world.by('maya'), slack);
    expect((await discord()).id).toBe('maya');
    const { say } = await on(world);
    expect((await say('unlink', discord)).outcome).toBe('done');
    expect([(await slack()).id, (await discord()).id]).toEqual(['slack:T1/UZOE', 'discord:1180']);
  });
  test('is for once, for ten minutes, and for somebody else; nothing of it is kept but a hash', async () => {
    await using world = await startWorld();
    const { slack, discord, other, codeFrom, say, press } = await on(world);
    const code = await codeFrom(slack);
    expect((await press(`link ${code}`, slack)).card.summary).toMatch(/made this code as who you are/);
    expect((await press('link ABCD-EFGH-JKLM', discord)).card.summary).toMatch(/not known/);
    // Asked, not pressed: nothing has happened.
    expect((await say(`link ${code}`, discord)).outcome).toBe('shown');
    expect((await discord()).id).toBe('discord:1180');
    expect((await press(`link ${code.toLowerCase()}`, discord)).outcome).toBe('done');
    expect((await press(`link ${code}`, other)).card.summary).toMatch(/was used already/);
    const late = await codeFrom(slack);
    await world.db.sql`update clock set offset_ms = offset_ms + ${10 * minute}`;
    expect((await press(`link ${late}`, other)).card.summary).toMatch(/older than ten minutes/);
    const [{ n }] = await world.db.sql<[{ n: number }]>`
      select count(*)::int as n from events where body like ${`%${late}%`} or body like ${`%${late.replaceAll('-', '')}%`}`;
    expect(n).toBe(0);
    expect(await world.refusals()).toContainEqual(['discord:1181', 'bad_code']);
  });
  test('survives an apply', async () => {
    await using world = await startWorld();
    const { slack, discord, link } = await on(world);
    await link(slack, discord);
    const { links, codes, ...workspace } = await readWorkspace(world.db);
    expect([links.length, codes.length]).toEqual([1, 0]);
    const { apply } = await import('../../src/main/apply.ts');
    await apply(
      world.db,
      { ...workspace, groups: [...workspace.groups, { id: 'new' as never, title: 'new' }], models: [] },
      { prune: false },
    );
    expect((await discord()).id).toBe('slack:T1/UZOE');
  });
});

describe('two accounts of one person', () => {
  test('have one vote, also in a question where both had voted before', async () => {
    await using world = await startWorld(asking(3));
    const { slack, discord, other, link, say, ballot, named } = await on(world);
    await world.say(`retrain ${model} it drifted`);
    await say(`approve ${await named()}`, slack);
    await say(`approve ${await named()}`, discord);
    expect((await ballot()).votes).toHaveLength(2);
    await link(slack, discord);
    expect((await ballot()).votes.map(({ by }) => by)).toEqual(['slack:T1/UZOE']);
    expect((await say(`approve ${await named()}`, discord)).card.summary).toMatch(/already voted/);
    await say(`approve ${await named()}`, other);
    expect((await world.cycles()).at(-1)!.phase).toBe('proposed');
    await world.say(`approve ${await named()}`, 'liam');
    expect((await world.cycles()).at(-1)!.phase).toBe('submitting');
  });
  test('stay one person while something that they asked for or voted on is open', async () => {
    await using world = await startWorld(asking(3));
    const { slack, discord, link, say, named } = await on(world);
    await link(slack, discord);
    await world.say(`retrain ${model} it drifted`);
    await say(`approve ${await named()}`, slack);
    const early = await say('unlink', discord);
    expect([early.outcome, early.card.summary]).toEqual(['refused', expect.stringMatching(/still open/)]);
    expect((await discord()).id).toBe('slack:T1/UZOE');
    await world.say(`cancel ${await named()}`);
    expect((await say('unlink', discord)).outcome).toBe('done');
  });
  test('are both barred by what one of them asked, also from the question after it', async () => {
    await using world = await startWorld(asking(1));
    const { slack, discord, link, say, named } = await on(world);
    await say(`retrain ${model} it drifted`, discord);
    await world.say(`approve ${await named()}`, 'liam');
    await link(slack, discord);
    expect((await world.cycles()).at(-1)).toMatchObject({ phase: 'submitting', openedBy: 'slack:T1/UZOE' });
    const again = await on(world);
    await world.say(`cancel ${await named()}`, 'liam');
    await say(`retrain ${model} again`, discord);
    expect((await again.say(`approve ${await named()}`, slack)).card.summary).toMatch(/someone else must/);
  });
  test('have no yes that cards count, where one asked and the other had approved', async () => {
    await using world = await startWorld(asking(2));
    const { slack, discord, other, link, say, named } = await on(world);
    await say(`retrain ${model} it drifted`, discord);
    await say(`approve ${await named()}`, slack);
    await link(slack, discord);
    expect((await say(`approve ${await named()}`, other)).card.summary).toContain('1 of 2. 1 more needed');
  });
  test('owe one review: whoever acted alone with one is told so with the other, and finds nothing in the inbox', async () => {
    const alone = (demo: Configuration) => ({
      ...demo,
      models: demo.models.map((one) => ({
        ...one,
        policy: { ...one.policy, breakGlass: ['ml-eng' as never] },
      })),
    });
    await using world = await startWorld(alone);
    const { slack, discord, other, link, say, named } = await on(world);
    await world.say(`retrain ${model} it drifted`);
    await say(`breakglass ${await named()} fraud wave`, discord);
    expect((await say('inbox', slack)).card.summary).toContain(`${await named()} is due first`);
    await link(slack, discord);
    expect((await say('inbox', slack)).card.summary).toBe('Nothing waits for you.');
    expect((await say(`review ${await named()}`, slack)).card.summary).toMatch(/must review it/);
    expect((await say('inbox', other)).card.summary).toContain(`${await named()} is due first`);
  });
  test('cannot vote as who they were before the link', async () => {
    await using world = await startWorld(asking(2));
    const { slack, discord, link, say, ballot, named } = await on(world);
    await world.say(`retrain ${model} it drifted`);
    const before = await discord();
    await link(slack, discord);
    const late = await say(`approve ${await named()}`, async () => before);
    expect([late.outcome, late.card.summary]).toEqual([
      'refused',
      expect.stringMatching(/linked a moment ago/),
    ]);
    expect((await ballot()).votes).toEqual([]);
    expect(await world.refusals()).toContainEqual(['discord:1180', 'linked_meanwhile']);
  });
  test('have one vote however a link and two votes fall together', async () => {
    await using world = await startWorld(asking(3));
    const { slack, discord, codeFrom, press, say, ballot, named } = await on(world);
    for (let round = 0; round < 6; round += 1) {
      await world.say(`retrain ${model} round ${round}`);
      const code = await codeFrom(slack);
      const before = await discord();
      const question = await named();
      await Promise.all([
        say(`approve ${question}`, slack),
        say(`approve ${question}`, async () => before),
        press(`link ${code}`, discord),
      ]);
      const linked = (await discord()).id === 'slack:T1/UZOE';
      const people = (await ballot()).votes.map(({ by }) => by);
      expect(people.includes('discord:1180' as never) && linked).toBe(false);
      expect(new Set(people).size).toBe(people.length);
      await world.say(`cancel ${question}`);
      await say('unlink', slack);
    }
  });
  test('are kept out by a group of either, and let in only by the groups of where they are', async () => {
    await using world = await startWorld(asking(1));
    const { discord, contractor, link, say, named } = await on(world);
    await world.say(`retrain ${model} it drifted`);
    await contractor();
    await link(contractor, discord);
    expect((await discord()).elsewhere).toEqual(['contractors']);
    const said = await say(`approve ${await named()}`, discord);
    expect([said.outcome, said.card.summary]).toEqual([
      'refused',
      expect.stringMatching(/nobody in contractors/),
    ]);
    expect((await say(`approve ${await named()}`, contractor)).outcome).toBe('refused');
  });
});

test('nobody may do anything when it cannot be found out who they are', async () => {
  await using world = await startWorld();
  const { slack } = await on(world);
  await world.db.sql`alter table accounts rename to accounts_away`;
  await expect(slack()).rejects.toThrow();
});
