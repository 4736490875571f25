/** Every command answers in the language of whoever asked: under a speech that brackets each message no words stand outside but data. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../../src/cards/answer.ts';
import { createConfirmations } from '../../src/commands/confirmations.ts';
import { commands } from '../../src/commands/index.ts';
import { createRouter } from '../../src/commands/router.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import { clockDoor } from '../../src/demo/clock-door.ts';
import { digestOf } from '../../src/domain/digest.ts';
import { enrol } from '../../src/main/enrol.ts';
import { speaking } from '../../src/words/language.ts';
import { brackets, unsaid } from '../words/brackets.ts';
import { actionTexts, textsOf } from '../words/texts.ts';
import { model, startWorld, type World } from './world.ts';

/** Nobody could approve what is asked about telco-churn; a promotion of california-housing needs a link. */
const strict = (demo: Configuration): Configuration => ({
  ...demo,
  models: demo.models.map((one) => {
    const policy = { ...one.policy, breakGlass: ['ml-leads' as never] };
    const { retrain, promote } = policy;
    if (one.id === 'telco-churn') {
      policy.retrain = { ...retrain, quorum: 9 };
      policy.promote = { ...promote, groups: ['nobody' as never], except: ['ml-eng' as never] };
    } else if (one.id === 'california-housing') policy.promote = { ...promote, secondFactor: true };
    return { ...one, policy };
  }),
});

/** What no message says: what people, files, stores and registries named, verbs to type, codes of the log, and numbers with their units. */
const data = [
  /^\/model .*/g,
  /⟦refused: ⟧[a-z _]+(\([a-z ]+\))?/g,
  /\bstatus, list, inbox, [^⟦]+, review\b/g,
  /\b[0-9a-f]{8}\b|\b[A-Z2-9]{4}(-[A-Z2-9]{4}){2}\b/g,
  /\b([RPB]-|[rv])?\d+ ?(d|h|min|s)?\b/g,
  /\b(fremont-bridge|telco-churn|california-housing|ml-eng|ml-leads|nobody|performance|drift|quality)\b/gi,
  /\b(Steward|Maya|Liam|Noor|Ana|Sam|ML engineers|ML leads|Machine learning|ml|log|trainer|builtin)\b/gi,
  /\b(prediction_id|timestamp|prediction|label|MAE|why|looked|fine|status`|monday|America\/Los_Angeles)/g,
  /English|Deutsch|简体中文/g,
];
const outside = (text: string, typed: string[]): string => {
  const known = [...typed.map((word) => new RegExp(`(?<![\\w-])${word}(?![\\w-])`, 'g')), ...data];
  const rest = known.reduce((before, one) => before.replaceAll(one, ' '), text);
  return unsaid(rest)
    .replaceAll(/\P{L}+/gu, ' ')
    .trim();
};

let world: World;
let door: ReturnType<typeof createRouter>;
beforeAll(async () => {
  world = await startWorld(strict);
  const columns = ['prediction_id', 'timestamp', 'prediction', 'label'].map((column) => ({
    column,
    kind: 'numeric',
  }));
  const store = { describe: async () => columns, extent: async () => ({ rows: 0 }) };
  door = createRouter({
    ...world.context,
    ...enrol({ db: world.db, store: async () => store } as never),
    digest: async (id, period) =>
      digestOf({
        period,
        channel: { id, title: 'Machine learning' },
        situations: [],
        entries: [],
        seal: null,
      }),
  });
});
afterAll(() => world[Symbol.asyncDispose]());

let causes = 0;
const entry = (values?: Record<string, string>) => ({
  cause: `speech:${++causes}`,
  channel: 'ml' as never,
  ...(values && { values }),
});
const ran = new Set<string>();

/** What an answer says outside messages, each with what was asked. */
function left(words: string, { card, errors = {} }: Answer, typed: string[]): string[][] {
  return [...textsOf(card), ...Object.values(errors)].flatMap((text) => {
    const rest = outside(text, typed);
    return rest === '' ? [] : [[words, text, rest]];
  });
}

/** Says one after the other, and expects that all was answered by messages. */
async function all(who: string, ...asked: (string | [words: string, values: Record<string, string>])[]) {
  const found: string[][] = [];
  for (const one of asked) {
    const [words, values = {}] = typeof one === 'string' ? [one] : one;
    const [verb = '', ...typed] = words.split(' ').flatMap((word) => word.split('/'));
    ran.add(/^[RPB]-/.test(verb) ? 'open' : verb);
    const answer = await speaking(brackets, () => door.say(words, world.by(who), entry(values)));
    const own = commands.some((command) => command.verb === verb) ? typed : [verb, ...typed];
    found.push(...left(words, answer, [...own, ...Object.values(values)].filter(Boolean)));
  }
  expect(found).toEqual([]);
}
/** What the world answers, whoever spoke when it was asked. */
const report = (...about: Parameters<World['report']>) => speaking(brackets, () => world.report(...about));
const newest = async () => (await world.cycles()).at(-1)!.id;

test('looking', async () => {
  await all('maya', '', `status ${model}`, 'list', 'list mine', 'help', 'inbox', `monitors ${model}`);
  await all('maya', `versions ${model}`, `compare ${model}`, `history ${model}`, `audit ${model} 90d`);
  await all('sam', 'decisions', 'digest', 'help', `share ${model}`);
  await all('maya', 'statos', 'xyzzyx', 'status fremont-brige', 'status zzzzzzzz', 'R-999', 'approve');
  await all('maya', `audit ${model} often`, `check ${model}`, `check ${model} drfit`);
});
test('alerts', async () => {
  await all('maya', `ack ${model}`, `unmute ${model}`);
  await world.breach();
  await all('sam', `ack ${model}`);
  await all('maya', `assign ${model} Nooor`, `assign ${model} zzz`, `assign ${model} noor`);
  await all('maya', `ack ${model}`, `ack ${model}`, `rate ${model}/performance yes`);
  await all('maya', `rate ${model}/performance no`, `rate ${model}/drfit no`);
  await all('maya', `mute ${model} 90d why`, `mute ${model} 7d`, `mute ${model} drfit 7d why`);
  await all('maya', `mute ${model} drift 7d why`, `mute ${model} 1d why`, `unmute ${model}`);
});
test('retraining', async () => {
  const ask = async () => {
    await all('maya', `retrain ${model} why`);
    return newest();
  };
  await all('maya', `retrain ${model}`, 'retrain telco-churn why');
  let id = await ask();
  await all('maya', `retrain ${model} why`, `approve R-${id}`, `R-${id}`, `approve P-${id}`, `deny R-${id}`);
  await all('maya', `remind R-${id}`, `remind R-${id}`);
  await all('sam', `remind R-${id}`);
  await all('sam', `approve R-${id}`, `cancel R-${id}`, `breakglass R-${id} why`);
  await all('liam', 'inbox', `approve R-${id}`, `approve R-${id}`, `breakglass R-${id} why`);
  await all('noor', `approve R-${id}`);
  await report(id, { type: 'start_unanswered' });
  await all('sam', `found R-${id} r7`);
  await all('noor', `found R-${id}`, `absent R-${id}`, `found R-${id} r7`, `cancel R-${id}`);
  await report(id, { type: 'run_ended' });
  await all('noor', `R-${id}`, `approve R-${id}`);
  id = await ask();
  await all('noor', `deny R-${id} why`);
  id = await ask();
  await all('liam', `approve R-${id}`);
  await report(id, { type: 'start_unanswered' });
  await all('noor', `absent R-${id} looked`);
  await all('maya', `cancel R-${await ask()}`);
});
test('promotion and rollback', async () => {
  await all('maya', 'promote telco-churn v2', `promote ${model} v9`, `promote ${model} v1`);
  await all('maya', `rollback ${model}`, `promote ${model} v2`);
  const id = await newest();
  await all('liam', `approve P-${id}`);
  await report(id, { type: 'switched', to: 'v2' as never });
  world.registered.champion = 'v2' as never;
  await all('sam', `rollback ${model}`);
  await all('noor', `status ${model}`, `rollback ${model}`, `rollback ${model}`);
  await report(id, { type: 'switched', to: 'v1' as never });
  world.registered.champion = 'v1' as never;
  await all('maya', `promote ${model} v3`);
  const other = await newest();
  await report(other, { type: 'champion_moved', champion: null });
  const kept = (await world.cycles()).find((cycle) => cycle.id === other);
  expect(kept).toMatchObject({ phase: 'closed', outcome: { why: 'the champion is nobody now' } });
  await all('maya', `status ${model}`, `P-${other}`, `history ${model}`);
});
test('an emergency', async () => {
  await all('maya', 'promote california-housing v2');
  const [opened] = await world.db.sql<[{ id: string }]>`
    select id from streams where kind = 'cycle' and model = 'california-housing'`;
  const name = `P-${opened.id.slice('cycle:'.length)}`;
  await all('liam', `approve ${name}`);
  const used = await speaking(brackets, () => createConfirmations(world.context).use('none'));
  expect(left('an old link', used, [])).toEqual([]);
  await all('maya', `breakglass ${name} why`);
  await all('liam', `breakglass ${name} why`, `breakglass ${name} why`, `review ${name}`);
  await all('sam', `review ${name}`);
  await all('noor', `review ${name} fine`, `review ${name} fine`);
});
test('people, models and channels', async () => {
  await all('maya', 'link', 'link AAAA-BBBB-CCCC', 'unlink', 'register', 'channel');
  const form = { model: 'new', problem: 'x', owners: 'ml-eng', task: 'binary', store: 'log' };
  const columns = { predictions: 'p', key: 'prediction_id', time: 'timestamp', prediction: 'prediction' };
  const forms = [
    { ...form, model },
    { ...form, owners: 'ml-leads' },
    { ...form, ...columns, floor: 'high' },
    { ...form, ...columns, floor: 'auroc 0.8' },
    { ...form, ...columns, key: 'nokey' },
    { ...form, ...columns },
  ];
  await all('maya', ...forms.map((values): [string, Record<string, string>] => ['register', values]));
  const set = { title: 'Machine learning', digest: 'none' };
  await all('sam', ['channel', set]);
  await all('maya', ['channel', set], ['channel', { ...set, model: 'telco-churn' }]);
});
test("the demo's clock", async () => {
  const until = Date.UTC(2100, 0, 1);
  const ports = { db: world.db, surfaces: [] } as never;
  const engine = { advance: async () => {} } as never;
  for (const end of [0, until]) {
    const clock = clockDoor(door, { db: world.db, engine, ports, until: end });
    for (const words of ['clock often', 'clock 7d']) {
      const { card } = await speaking(brackets, () => clock.say(words, world.by('maya'), entry()));
      const rest = textsOf(card).map((text) => outside(text, ['often']));
      expect(rest.filter(Boolean)).toEqual([]);
    }
  }
});
test('what is asked before it is done', async () => {
  for (const { verb } of commands) {
    const asked = await speaking(brackets, () => door.asks(`${verb} ${model}`, world.by('maya'), entry()));
    const said = asked === null ? [] : actionTexts(asked);
    expect(said.map((text) => outside(text, [])).filter(Boolean)).toEqual([]);
  }
});
test('no verb was forgotten', () => {
  expect(commands.map(({ verb }) => verb).filter((verb) => !ran.has(verb))).toEqual([]);
});
test('nothing that is kept depends on the language', async () => {
  const kept = await world.db.sql<{ text: string }[]>`
    select body as text from events union all select state::text from streams
    union all select effect::text from outbox union all select value::text from remembered`;
  expect(kept.length).toBeGreaterThan(50);
  expect(kept.map(({ text }) => text).filter((text) => /[⟦⟧]/.test(text))).toEqual([]);
});
test.each([
  ['de', `retrain ${model}`, 'Der Knopf fragt nach dem, was fehlt. Noch wurde nichts geändert.'],
  ['de', 'statos', 'Es gibt keinen Befehl „statos“. Meintest du `status`?'],
  [
    'de',
    `rollback ${model}`,
    `${model} zurückrollen darf nur ml-eng oder ml-leads; du gehörst nicht dazu. Bitte jemanden darum, der dazugehört; es wurde nichts geändert.`,
  ],
  ['zh-CN', `retrain ${model}`, '请按按钮填写缺少的内容。目前没有任何更改。'],
  ['zh-CN', 'statos', '没有命令“statos”。您是指 `status` 吗？'],
  [
    'zh-CN',
    `rollback ${model}`,
    `对 ${model} 进行回滚仅限 ml-eng 或 ml-leads；您不在其中。请联系其中的成员；未作任何更改。`,
  ],
] as const)('in %s, %s is answered: %s', async (language, words, says) => {
  const answer = await speaking(language, () => door.say(words, world.by('sam'), entry()));
  expect(answer.card.summary).toBe(says);
});
