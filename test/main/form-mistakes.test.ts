/** What is wrong with a form is said by messages of the catalogs, whoever found it: the form, configuration's own rules, or the store. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Configuration } from '../../src/config/configuration.ts';
import { Fault } from '../../src/lib/fault.ts';
import { silentLog } from '../../src/lib/log.ts';
import { register } from '../../src/main/register.ts';
import { setUpChannel } from '../../src/main/set-up-channel.ts';
import { speaking } from '../../src/words/language.ts';
import { startWorld, type World } from '../commands/world.ts';
import { brackets, unsaid } from '../words/brackets.ts';

/** Promotions need three of two engineers; of `twice` two policies say different things. */
const strict = (demo: Configuration): Configuration => ({
  ...demo,
  policies: [
    { id: 'three' as never, models: ['three' as never], says: { promote: { quorum: 3 } } as never },
    ...['a', 'b'].map((id, days) => ({
      id: id as never,
      models: ['twice' as never],
      says: { watchMs: days * 86_400_000 } as never,
    })),
  ],
});

let world: World;
beforeAll(async () => {
  world = await startWorld(strict);
});
afterAll(() => world[Symbol.asyncDispose]());

type Values = Record<string, string>;
const form: Values = {
  model: 'churn-v4',
  problem: 'Who leaves?',
  owners: 'ml-eng',
  task: 'binary',
  store: 'log',
  predictions: 'churn.parquet',
  key: 'prediction_id',
  time: 'timestamp',
  prediction: 'prediction',
};
const columns = ['prediction_id', 'timestamp', 'prediction'].map((column) => ({
  column,
  kind: 'numeric',
}));
const asMaya = (values: Values) => ({
  values,
  by: world.by('maya'),
  channel: 'ml' as never,
  cause: 'test:form',
});

/** The field, and what no message says of its mistake: names and numbers. */
function left(outcome: Awaited<ReturnType<typeof register>>) {
  if ('done' in outcome) throw new Error(outcome.done);
  const [[field, problem]] = Object.entries(outcome.errors) as [[string, string]];
  expect(problem).toContain('⟦');
  return [
    field,
    unsaid(problem)
      .replaceAll(/[^\p{L}\p{N}_., -]+/gu, ' ')
      .replaceAll(/ +/g, ' ')
      .trim(),
  ];
}

test.each([
  [{ model: 'Churn Four' }, 'model', ''],
  [{ model: '' }, 'model', ''],
  [{ problem: 'x'.repeat(2001) }, 'problem', '2000'],
  [{ predictions: '' }, 'predictions', ''],
  [{ time: 'x'.repeat(201) }, 'time', '200'],
  [{ task: 'ranking' }, 'task', 'regression, binary'],
  [{ store: 'gone' }, 'store', 'gone'],
  [{ trainer: 'gone' }, 'trainer', 'gone'],
  [
    { floor: 'quality 0.9', label: 'label' },
    'floor',
    'quality mae, rmse, bias, auroc, accuracy, f1, log_loss, brier, precision, recall',
  ],
  [
    { floor: 'mae 60', label: 'label' },
    'floor',
    'mae binary auroc, accuracy, f1, log_loss, brier, precision, recall',
  ],
  [{ floor: 'auroc 0.8', label: 'label' }, 'floor', 'auroc'],
  [{ time: 'prediction_id' }, 'time', 'prediction_id key'],
  [{ task: 'regression', score: 'p' }, 'score', ''],
  [{ model: 'three' }, 'owners', 'promote 3 ml-eng Maya Liam ml-eng'],
  [{ model: 'twice' }, 'owners', 'a b watch'],
])('of a model: %j', async (mistake: Values, field, outside) => {
  const ports = {
    db: world.db,
    store: async () => ({ describe: async () => columns, extent: async () => ({ rows: 0 }) }),
  };
  const outcome = await speaking(brackets, () => register(ports as never, asMaya({ ...form, ...mistake })));
  expect(left(outcome)).toEqual([field, outside]);
});

test.each([
  ['table_missing', 'predictions'],
  ['not_allowed', 'predictions'],
  ['wrong_type', 'time'],
  ['store_timeout', 'store'],
  ['store_down', 'store'],
])('of a store: %s', async (code, field) => {
  const fails = async () => {
    throw new Fault(code, 'What the store says about /its/insides.', { retry: 'never' });
  };
  const ports = { db: world.db, log: silentLog, store: async () => ({ describe: fails }) };
  const outcome = await speaking(brackets, () => register(ports as never, asMaya(form)));
  expect(left(outcome)[0]).toBe(field);
  expect(JSON.stringify(outcome)).not.toContain('insides');
});

test.each([
  [{ title: '', digest: 'none' }, 'title', ''],
  [{ title: 'x'.repeat(81), digest: 'none' }, 'title', '80'],
  [{ digest: 'sometime' }, 'digest', ''],
  [{ digest: `monday 09:00 ${'x'.repeat(80)}` }, 'digest', '80'],
  [{ digest: 'mondey 09:00' }, 'digest', 'mondey monday'],
  [{ digest: 'xyz 09:00' }, 'digest', 'xyz'],
  [{ digest: 'monday 29:00' }, 'digest', '29 00'],
  [{ digest: 'monday 09:00 Berlin' }, 'digest', 'Berlin'],
  [{ digest: 'none', language: 'tlh' }, 'language', 'en, de, zh-CN'],
])('of a channel: %j', async (mistake: Values, field, outside) => {
  const filled = asMaya({ title: 'Machine learning', ...mistake });
  const outcome = await speaking(brackets, () => setUpChannel({ db: world.db } as never, filled));
  expect(left(outcome)).toEqual([field, outside]);
});
