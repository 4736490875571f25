import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { collectAnswers } from '../../src/cli/connect-answers.ts';
import { answerTo, mistakesIn, questionsOf } from '../../src/config/kind-questions.ts';
import { kinds } from '../../src/config/kinds.ts';
import { readConfiguration } from '../../src/config/read-configuration.ts';
import { startMlflow } from '../emulators/mlflow.ts';
import { steward } from './run-verb.ts';

let home: string;
let fake: Awaited<ReturnType<typeof startMlflow>>;
const file = () => path.join(home, 'backends.yaml');
const text = () => readFile(file(), 'utf8');
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'steward-connect-'));
  fake = await startMlflow('churn');
  vi.stubEnv('STEWARD_HOME', home);
});
beforeEach(() => rm(file(), { force: true }));
afterAll(async () => {
  vi.unstubAllEnvs();
  await fake[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

const kind = (id: string) => kinds.backends.find((one) => one.id === id)!;
const set = (settings: Record<string, string>) =>
  Object.entries(settings).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
const mlflow = (more: Record<string, string> = {}, ...words: string[]) =>
  steward(
    'connect',
    'mlflow',
    '-f',
    file(),
    ...set({ url: fake.url, allow_private: '[127.0.0.1]', ...more }),
    ...words,
  );

describe('steward connect', () => {
  test('tries what was said and writes an entry that can be applied', async () => {
    const { exit, out, err } = await mlflow({ names: '{ churn: prod.churn }' });
    expect([exit, err]).toEqual([0, '']);
    expect(out).toMatch(/^ok {2}127\.0\.0\.1:\d+ answers/);
    expect(out).toContain('`registry: mlflow` at a model');
    const read = await readConfiguration(file(), kinds);
    expect(read).toMatchObject({
      ok: true,
      value: {
        backends: [
          { id: 'mlflow', kind: 'mlflow', config: { url: fake.url, names: { churn: 'prod.churn' } } },
        ],
      },
    });
  });

  test('leaves the rest of the file as it is, and never replaces an entry by itself', async () => {
    await writeFile(file(), '# ours\nbackends: [{ id: own, kind: builtin }] # flow\nstores: []\n');
    expect((await mlflow({}, '--id', 'prod')).exit).toBe(0);
    expect(await text()).toMatch(
      /^# ours\nbackends:[\s\S]*- id: prod\n {4}kind: mlflow[\s\S]*stores: \[\]\n$/,
    );
    const before = await text();
    expect(await mlflow({}, '--id', 'prod')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('--force'),
    });
    expect(await text()).toBe(before);
    expect((await mlflow({ champion: 'live' }, '--id', 'prod', '--force')).exit).toBe(0);
    expect((await text()).match(/id: prod/g)).toHaveLength(1);
    expect(await text()).toContain('champion: live');
  });

  test('writes nothing when it does not answer, and says how to go on', async () => {
    const { exit, err } = await mlflow({ url: 'http://127.0.0.1:1' });
    expect(exit).toBe(2);
    expect(err).toContain('Nothing was written.');
    expect(err).toContain(
      'steward connect mlflow --set url=http://127.0.0.1:1 --set \'allow_private=["127.0.0.1"]\'',
    );
    await expect(text()).rejects.toThrow('ENOENT');
    expect((await mlflow({ url: 'http://127.0.0.1:1' }, '--no-test', '--json')).exit).toBe(0);
    expect(await text()).toContain('url: http://127.0.0.1:1');
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['mlflow', {}, /^url is needed \(The tracking server.*Write --set url=…/],
    ['mlflow', { url: 'ftp://x' }, /--set url: must be an address/],
    [
      'mlflow',
      { url: 'https://x.example', token: 'hunter2' },
      /--set token: write env:NAME or file:PATH, never/,
    ],
    ['mlflow', { urll: 'https://x.example' }, /unknown key "urll"; did you mean url\?/],
    [
      'mlflow',
      { url: 'https://x.example', token: 'env:STEWARD_TEST_UNSET' },
      /STEWARD_TEST_UNSET is not set/,
    ],
    ['databricks', { url: 'https://x.example' }, /needs `token`, or `client_id` and `client_secret`/],
    ['databricks', { url: 'https://x.example', job: 'twelve' }, /--set job: must be/],
    ['mlfow', {}, /There is no kind "mlfow"\. Did you mean mlflow\?/],
  ])('%s with %j is refused in a sentence', async (id, settings, sentence) => {
    const { exit, err } = await steward('connect', id, '-f', file(), ...set(settings));
    expect([exit, err]).toEqual([2, expect.stringMatching(sentence)]);
    expect(err).not.toContain('hunter2');
    await expect(text()).rejects.toThrow('ENOENT');
  });

  test.each([
    ['- a list', 'it holds no mapping'],
    ['backends: { id: x }', 'is no list'],
    ['a: [', 'cannot be added to'],
  ])('a file that holds %s is left alone', async (before, why) => {
    await writeFile(file(), before);
    expect(await mlflow({}, '--no-test')).toMatchObject({ exit: 2, err: expect.stringContaining(why) });
    expect(await text()).toBe(before);
  });

  test('asks for what is needed until it can be read, and leaves out what is left empty', async () => {
    const answers = [
      '',
      'nonsense',
      'https://ml.example',
      'swordfish',
      'env:TOKEN',
      '',
      '',
      '{ churn: prod }',
      '',
      '',
    ];
    const asked: string[] = [];
    const said: string[] = [];
    const one = kind('mlflow');
    const questions = questionsOf(one);
    const settings = await collectAnswers({
      ...{ kind: one, questions, given: {}, all: false },
      ask: async (question) => {
        asked.push(question);
        return answers.shift() ?? '';
      },
      say: (line) => said.push(line),
    });
    expect(settings).toEqual({ url: 'https://ml.example', token: 'env:TOKEN', names: { churn: 'prod' } });
    expect(asked[0]).toBe('url (The tracking server, as in https://mlflow.example.com): ');
    expect(asked).toContain('champion (The alias that stands for it) [champion]: ');
    expect(asked.join('')).not.toContain('proxy');
    expect(said).toHaveLength(3);
    expect(said.join('')).not.toContain('swordfish');
  });

  test('every kind can be asked for, and its defaults are answers that it takes', () => {
    for (const one of kinds.backends) {
      for (const question of questionsOf(one)) {
        const { initial, text: plainText } = question;
        if (initial === null) continue;
        const typed = plainText ? String(initial) : JSON.stringify(initial);
        expect(answerTo(one, question, typed), `${one.id}.${question.name}`).toEqual({
          ok: true,
          value: initial,
        });
      }
    }
    expect(mistakesIn(kind('builtin'), 'Bad Id', {})).toEqual([
      expect.stringMatching(/^id: must be lower-case/),
    ]);
  });

  test('without a kind it lists them', async () => {
    const { out } = await steward('connect', '--json');
    const listed = (JSON.parse(out) as { kinds: { id: string }[] }).kinds.map(({ id }) => id);
    expect(listed).toEqual(kinds.backends.map(({ id }) => id));
    expect((await steward('connect')).out).toMatch(/^Kind +System +Trains +Keeps versions/);
  });
});
