/** Every card of the gallery in every language: nothing is said in English that a catalog should have said. */
import { expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { speaking } from '../../src/words/language.ts';
import { everyCard } from '../gallery/cards.ts';
import { brackets, unsaid } from './brackets.ts';
import { textsOf } from './texts.ts';

const drawn = (language: Parameters<typeof speaking>[0]) =>
  speaking(language, () =>
    everyCard()
      // Made by hand for the surfaces.
      .filter(({ name }) => !name.startsWith('sample: '))
      .flatMap(({ name, card }) => textsOf(card).map((text) => ({ name, text }))),
  );

/** What no message says: what people, files, stores, trainers and registries named or wrote, and verbs to type. */
const data = [
  ...[
    'Ada <b>Lovelace</b>',
    'Bob',
    'Cyd',
    'Dee',
    'Sam',
    'noor',
    'fay',
    'Liam can.',
    'ada',
    'slack:U1',
    'slack',
  ],
  ...[
    'ML engineers',
    'ML leads',
    'ml-engineers',
    'ml-eng',
    'ml-leads',
    'ml-churn',
    'monday 09:00 Europe/Berlin',
  ],
  ...['fremont-bridge', 'fremont', 'churn-v3', 'ltv-v1', 'quiet', 'plan', 'performance', 'quality', 'drift'],
  ...[
    'registry-prod',
    'trainer-prod',
    'builtin',
    'warehouse',
    'trainer',
    'dvc:9c1',
    '9f3c2e',
    'depth',
    'python',
  ],
  ...[
    'it drifted',
    'because',
    'no memory',
    'not there',
    'no rows',
    'locked',
    'mae over 60',
    'fitting',
    'fraud wave',
    'recall is gone',
  ],
  ...['MLflow does not answer.', 'it does not match its hash', 'a91f03c277be', 'model:churn-v3', 'a91f03c2'],
  ...['You approved R-4821: it is being sent to the trainer. The card follows it.', 'Register a model'],
  ...['Tell me where its predictions are.', 'it trains', 'Rolling back churn-v3', 'That makes no sense.'],
  ...[
    'retrain (churn-v3)',
    'promote (churn-v3, ask ml-leads)',
    'own proposal',
    'English',
    'Deutsch',
    '简体中文',
  ],
  ...['Performance', 'Drift', 'Quality', 'recall 0.61', 'MAE', 'RMSE', 'PSI', 'no', 'all'],
  ...commands.map(({ verb }) => verb),
];
const known = data.toSorted((a, b) => b.length - a.length).map((one) => one.replaceAll(/[.()]/g, '\\$&'));
const named = new RegExp(
  `(?<![\\p{L}\\d])(/model [^⟦]*|${known.join('|')}|[RPB]-\\d+|\\d+ (d|h|min|s)|[vmr]\\d|M\\d|model-\\d)(?![\\p{L}\\d])`,
  'gu',
);

test('a card says nothing that no catalog knows', () => {
  const left = drawn(brackets).flatMap(({ name, text }) => {
    const rest = unsaid(text).replaceAll(named, ' ');
    return /\p{L}/u.test(rest) ? [`${name}: ${rest.replaceAll(/\s+/g, ' ').trim()}`] : [];
  });
  expect([...new Set(left)]).toEqual([]);
});

test.each([
  [
    'de',
    'fremont-bridge Version 1: Kritisch. performance: MAE 62,3, Grenze 60. Verantwortliche, bitte wählt.',
  ],
  ['zh-CN', 'fremont-bridge 版本 1：严重。performance：MAE 62.3，限值 60。请负责人选择。'],
] as const)('every card in %s has all its values', (language, alert) => {
  const all = drawn(language);
  expect(all.filter(({ text }) => /[{}]|undefined|NaN/.test(text))).toEqual([]);
  expect(all.map(({ text }) => text)).toContain(alert);
});

test('Chinese has its own punctuation, also where a card joins what it says', () => {
  const western = /\p{Script=Han}[,;:!?]|[,;:!?] ?\p{Script=Han}|。。/u;
  expect(drawn('zh-CN').filter(({ text }) => western.test(text))).toEqual([]);
});
