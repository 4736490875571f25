import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { model, proposed, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

describe('the registry of commands', () => {
  test('names every command file once, under its own verb', () => {
    const shared = [
      'answers',
      'asks',
      'contract',
      'enrol',
      'find',
      'index',
      'on-model',
      'open-cycle',
      'router',
      'settle',
      'vote',
      'confirmations',
      'whom-to-ask',
      'written',
    ];
    const files = readdirSync('src/commands')
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -3))
      .filter((name) => !shared.includes(name));
    expect(commands.map(({ verb }) => verb).sort()).toEqual(files.sort());
  });
  test('is the table of the README, row for row', () => {
    const rows = readFileSync('src/commands/README.md', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const group = { see: 'see', act: 'act', null: 'pressed' };
    expect(rows).toEqual(
      commands.map(
        (one) => `| \`${one.usage.replace('|', '\\|')}\` | ${group[`${one.group}`]} | ${one.does} |`,
      ),
    );
  });
  test('says how each is used', () => {
    for (const { verb, usage, does } of commands) {
      expect(usage === 'R-4821' || usage.split(' ')[0] === verb).toBe(true);
      expect(does.length).toBeGreaterThan(10);
    }
  });
});

describe('words', () => {
  test.each([
    ['statos', 'Did you mean `status`?'],
    ['status fremont-brige', 'Did you mean fremont-bridge?'],
    ['fremont-bridge', 'Did you mean `status fremont-bridge`?'],
    ['How is fremont doing today?', 'Did you mean `status fremont-bridge`?'],
    ['wie geht es Telco-Churn?', 'Did you mean `status telco-churn`?'],
    ['how are you for once', 'Say `help` to see what there is.'],
    ['ack', 'Say which model: california-housing, fremont-bridge, telco-churn.'],
    ['approve', 'Say which one, as in R-4821. `inbox` shows what waits for you.'],
    ['review', 'Say which one, as in R-4821.'],
    ['check fremont-bridge drfit', 'has no monitor "drfit". It has: performance, drift, quality'],
    ['mute fremont-bridge 90d too long', 'is no time to mute for'],
    ['mute fremont-bridge 7d', 'Please give a reason'],
    ['ack telco-churn', 'telco-churn has no open alert'],
    ['assign fremont-bridge nobody', 'Nobody here is called "nobody"'],
    ['unmute fremont-bridge', 'is not muted'],
    ['R-99999', 'Nothing here is called R-99999'],
    ['approve R-99999', 'Nothing here is called R-99999'],
    ['audit fremont-bridge yesterday', 'is no length of time'],
    ['found R-1', 'Nothing here is called'],
  ])('%s → %s', async (words, says) => {
    const { outcome, card } = await world.say(words);
    expect([outcome, card.summary]).toEqual(['refused', expect.stringContaining(says)]);
  });
  test.each([
    '',
    'status',
    'list',
    'list bicycle',
    'inbox',
    'help',
    'monitors fremont',
    'versions telco-churn',
    'history california-housing',
    'audit fremont-bridge 90d',
  ])('“%s” is answered', async (words) => {
    const { outcome, card } = await world.say(words);
    expect(outcome).toBe('shown');
    expect(card.blocks.length).toBeGreaterThan(0);
  });
  test('a sentence that names a model offers its status', async () => {
    const { card } = await world.say('how is fremont-bridge?');
    expect(card.actions.map(({ label, press }) => [label, press.verb, press.id])).toEqual([
      ['fremont-bridge', 'status', 'fremont-bridge'],
    ]);
    expect((await world.say('statos fremont-bridge')).card.actions).toEqual([]);
  });
  test.each([
    ['retrain fremont-bridge', 'Retrain fremont-bridge', 'reason'],
    ['MUTE telco-churn', 'Mute telco-churn', 'why'],
  ])('“%s” is asked for the rest by a button', async (words, title, field) => {
    const { outcome, card } = await world.say(words);
    expect([outcome, card.title]).toEqual(['shown', title]);
    const shown = card.actions.filter(({ minor }) => !minor);
    expect(shown.map(({ form }) => form?.fields.at(-1)?.name)).toEqual([field]);
    expect(await world.cycles()).toEqual([]);
  });
  test('where the champion is the only version, that is said', async () => {
    const { versions } = world.registered;
    world.registered.versions = versions.slice(0, 1);
    const said = await Promise.all(['promote', 'compare'].map((verb) => world.say(`${verb} fremont-bridge`)));
    world.registered.versions = versions;
    const sentence = 'fremont-bridge has no version beside its champion v1; train or register one first.';
    expect(said.map(({ card }) => card.summary)).toEqual([sentence, sentence]);
  });
  test('what cannot be kept in a database is kept as what can', async () => {
    const words = [
      `retrain telco-churn a\u0000b \ud800 ${'🚲'.repeat(300)}`,
      'mute telco-churn 1d \u0000\udfff x',
    ];
    for (const one of words) expect((await world.say(one)).outcome).toBe('done');
    const values = { reason: `${'x'.repeat(499)}🚲 and \u0000 \u202emore` };
    const cycle = (await world.say('inbox', 'liam')).card.actions[0]!.press.id;
    const denied = await world.press({ verb: 'deny', id: cycle }, 'liam', { values });
    expect(denied.card.summary).toBe(`You denied ${cycle}. Nothing runs.`);
    const { card } = await world.say(cycle);
    expect(JSON.stringify(card.blocks)).toContain(`${'x'.repeat(499)}🚲 and   more`);
    await world.say('unmute telco-churn');
  });
  test('what is too long to be kept is not cut, but refused', async () => {
    const long = 'ä'.repeat(3000);
    const [typed, filled] = [
      await world.say(`retrain telco-churn ${long}`),
      await world.press({ verb: 'retrain', id: 'telco-churn' }, 'maya', { values: { reason: long } }),
    ];
    expect([typed.card.summary, filled.card.summary]).toEqual([
      'That is too long: 3020 characters, of which at most 1400 can be kept. Shorten it; nothing was changed.',
      'That is too long: 3000 characters, of which at most 1000 can be kept. Shorten it; nothing was changed.',
    ]);
  });
  test('hostile words are words', async () => {
    for (const words of [
      "status '); drop table events; --",
      `status ${'x'.repeat(5000)}`,
      'status <img src=x>',
      'mute ../../etc 7d x',
      '\u0000',
    ]) {
      const { outcome } = await world.say(words);
      expect(['refused', 'shown']).toContain(outcome);
    }
    expect(await world.db.sql`select 1 from events limit 1`).toHaveLength(1);
  });
  test('mute holds for as long as it says, and unmute ends it', async () => {
    expect((await world.say('mute telco-churn drift 7d label outage', 'liam')).card.summary).toMatch(
      /muted until/,
    );
    expect((await world.say('list muted')).card.summary).toMatch(/No model matches|1 model/);
    expect((await world.say('unmute telco-churn', 'noor')).outcome).toBe('done');
  });
  test('check queues each monitor once', async () => {
    await world.say('check telco-churn', 'maya', 'same');
    await world.say('check telco-churn', 'maya', 'same');
    expect(await world.effects('run_check')).toBe(3);
  });
  test('an id opens its timeline, refused presses included', async () => {
    const id = await proposed(world);
    await world.say(`approve R-${id}`);
    const { card } = await world.say(`R-${id}`);
    expect(card.title).toContain(`R-${id}, ${model}`);
    expect(JSON.stringify(card.blocks)).toContain('refused: vote');
    expect((await world.say('inbox', 'liam')).card.summary).toMatch(/1 question waits for you/);
    expect((await world.say('inbox')).card.summary).toMatch(/Nothing waits/);
  });
  test('a button that this release does not know is out of date', async () => {
    const { outcome, card } = await world.press({ verb: 'frobnicate', id: 'x' });
    expect([outcome, card.summary]).toEqual(['refused', expect.stringMatching(/out of date/)]);
  });
});
