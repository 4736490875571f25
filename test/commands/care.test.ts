/** Looking after alerts: who may, and what the card and the log know afterwards. */
import { describe, expect, test } from 'vitest';
import { advanceTo, worldNow } from '../../src/engine/clock.ts';
import { day, minute } from '../../src/lib/time.ts';
import { model, startWorld } from './world.ts';

describe('an alert', () => {
  test('is acknowledged once; the same press again is no mistake, another person reads by whom', async () => {
    await using world = await startWorld();
    await world.breach();
    await world.breach('quality');
    const press = { verb: 'ack', id: model };
    const first = await world.press(press, 'maya', { cause: 'twice' });
    expect(first.outcome).toBe('done');
    expect(await world.press(press, 'maya', { cause: 'twice' })).toEqual(first);
    expect((await world.alerts()).map(({ phase, acknowledgedBy }) => [phase, acknowledgedBy])).toEqual([
      ['acknowledged', 'maya'],
      ['acknowledged', 'maya'],
    ]);
    expect((await world.press(press, 'liam')).card.summary).toBe(
      'Already acknowledged by Maya. `assign` gives it to somebody else.',
    );
  });
  test('is given to a person by id or by name, or to whoever asks', async () => {
    await using world = await startWorld();
    expect((await world.say(`assign ${model} noor`)).card.summary).toMatch(/no open alert/);
    await world.breach();
    const assignee = async () => (await world.alerts())[0]!.assignee;
    await world.say(`assign ${model} NOOR`);
    expect(await assignee()).toBe('noor');
    await world.say(`assign ${model}`, 'liam');
    expect(await assignee()).toBe('liam');
    expect((await world.say(`assign ${model} nor`)).card.summary).toMatch(/Did you mean noor\?/);
  });
  test('waits in the inbox of those whose model it is, until one of them looks after it or it is muted', async () => {
    await using world = await startWorld();
    const inbox = async (by: string) => (await world.say('inbox', by)).card.summary;
    const waits = `Open alerts that nobody has acknowledged: ${model}.`;
    await world.breach();
    expect(await Promise.all(['maya', 'sam'].map(inbox))).toEqual([waits, 'Nothing waits for you.']);
    expect((await world.say('inbox')).card.actions.map(({ press }) => press)).toEqual([
      { verb: 'status', id: model, seen: '' },
    ]);
    await world.say(`assign ${model} liam`);
    expect(await Promise.all(['maya', 'liam'].map(inbox))).toEqual(['Nothing waits for you.', waits]);
    await world.say(`mute ${model} 1d known`);
    expect(await inbox('liam')).toBe('Nothing waits for you.');
    await world.say(`unmute ${model}`);
    await world.say(`ack ${model}`, 'liam');
    expect(await inbox('liam')).toBe('Nothing waits for you.');
  });
  test('is rated by the monitor that raised it, even where a button had to cut its name', async () => {
    const long = 'm'.repeat(64);
    await using world = await startWorld((demo) => ({
      ...demo,
      models: demo.models.map((one) => ({
        ...one,
        monitors: [...one.monitors, { ...one.monitors[0]!, id: long as never }],
      })),
    }));
    await world.breach(long);
    const rated = await world.press({ verb: 'rate', id: `${model}/${long.slice(0, 20)}` });
    expect([rated.outcome, rated.card.summary]).toEqual(['done', expect.stringMatching(/counts as noise/)]);
    expect((await world.say(`rate ${model}/${long} yes`)).card.summary).toMatch(/counts as useful/);
    expect((await world.alerts()).map(({ useful }) => useful)).toEqual(['yes']);
  });
  test('of a monitor that does not exist leaves no trace', async () => {
    await using world = await startWorld();
    expect((await world.say(`rate ${model}/nothing yes`)).card.summary).toMatch(/has no monitor "nothing"/);
    expect((await world.say(`rate ${model}/performance yes`)).card.summary).toMatch(/no open alert/);
    expect(await world.db.sql`select 1 from streams where id = ${`alert:${model}/nothing`}`).toEqual([]);
  });
});

describe('muting', () => {
  const muteOf = async (world: Awaited<ReturnType<typeof startWorld>>) => {
    const [row] = await world.db.sql<{ mutes: Record<string, unknown>[] }[]>`
      select state->'mutes' as mutes from streams where id = ${`model:${model}`}`;
    return row!.mutes;
  };
  test.each([
    ['7d label outage', { what: 'all', why: 'label outage' }, 7 * day],
    ['drift 1d12h known', { what: 'drift', why: 'known' }, 1.5 * day],
    ['all 30d holiday', { what: 'all', why: 'holiday' }, 30 * day],
  ])('“%s” is understood', async (words, mute, length) => {
    await using world = await startWorld();
    const { outcome, card } = await world.say(`mute ${model} ${words}`);
    expect([outcome, card.summary]).toEqual([
      'done',
      expect.stringMatching(/Failing, approvals and rollbacks/),
    ]);
    const [held] = await muteOf(world);
    expect(held).toMatchObject({ ...mute, by: 'maya' });
    expect(Math.abs(Number(held!.until) - Number(held!.from) - length)).toBeLessThan(minute);
  });
  test('a form says the same', async () => {
    await using world = await startWorld();
    const values = { what: 'quality', until: '1d', why: 'late files' };
    expect((await world.press({ verb: 'mute', id: model }, 'liam', { values })).outcome).toBe('done');
    expect(await muteOf(world)).toMatchObject([{ what: 'quality', why: 'late files', by: 'liam' }]);
  });
  test.each([
    ['31d too long', /is no time to mute for.*at most 30d/],
    ['0d nothing', /is no time to mute for/],
    ['drift soon because', /is no time to mute for/],
    ['nothing 7d why', /no monitor "nothing"/],
    ['7d', /give a reason/],
  ])('“%s” is refused', async (words, says) => {
    await using world = await startWorld();
    const { outcome, card } = await world.say(`mute ${model} ${words}`);
    expect([outcome, card.summary]).toEqual(['refused', expect.stringMatching(says)]);
    expect(await muteOf(world)).toEqual([]);
  });
});

test('who is in no group may look, but not care; the log keeps it once a minute', async () => {
  await using world = await startWorld();
  await world.breach();
  for (const words of ['ack', 'assign', 'mute', 'unmute', 'rollback']) {
    const { outcome, card } = await world.say(`${words} ${model} 7d why`, 'sam');
    expect([outcome, card.summary]).toEqual(['refused', expect.stringMatching(/needs .*you are not in it/)]);
  }
  expect((await world.refusals()).every(([who, code]) => who === 'sam' && code === 'not_allowed')).toBe(true);
  expect(await world.refusals()).toHaveLength(5);
  await world.say(`ack ${model}`, 'sam');
  expect(await world.refusals()).toHaveLength(5);
  await advanceTo(world.db.sql, (await worldNow(world.db.sql)) + 2 * minute);
  await world.say(`ack ${model}`, 'sam');
  expect(await world.refusals()).toHaveLength(6);
  expect((await world.say(`status ${model}`, 'sam')).outcome).toBe('shown');
});
