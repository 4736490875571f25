import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectedOf, folder, type SetName, sets, tasks } from '../methods/fixture-pairs.ts';
import { steward } from './run-verb.ts';

let home = '';
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'steward-compare-'));
});
afterAll(() => rm(home, { recursive: true }));

const files = (set: SetName, champion = 'predictions', challenger = 'challenger') => [
  '--champion',
  `${folder}${set}/${champion}.parquet`,
  '--challenger',
  `${folder}${set}/${challenger}.parquet`,
  '--labels',
  `${folder}${set}/labels.csv`,
  '--task',
  tasks[set],
];

test.each(sets)('the numbers of %s are the published ones', async (set) => {
  const from = expectedOf(set).performance.reference.to;
  const published = expectedOf(set).champion_vs_challenger.challenger.all_analysis;
  const { exit, out } = await steward('compare', ...files(set), '--window', `${from}..2100-01-01`, '--json');
  const found = JSON.parse(out);
  expect(found.n).toBe(published.n);
  expect(exit).toBe(found.verdict === 'worse' ? 1 : 0);
  if (tasks[set] === 'binary') {
    expect(found.key_metric).toBe('auroc');
    expect(found.metrics.auroc.difference).toBeCloseTo(published.delong.diff, 9);
    expect(found.metrics.auroc.interval[0]).toBeCloseTo(published.delong.ci[0], 9);
    expect(found.metrics.auroc.p_value).toBeCloseTo(published.delong.p, 9);
    expect(found.metrics.accuracy.p_value).toBeCloseTo(published.mcnemar.chi2_cc_p, 9);
  } else {
    expect(found.key_metric).toBe('mae');
    expect(found.metrics.mae.champion).toBeCloseTo(published.champion.mae, 8);
    expect(found.metrics.rmse.challenger).toBeCloseTo(published.challenger.rmse, 8);
    expect(found.metrics.mae.method).toBe('day_cluster_bootstrap');
  }
});

test('a better challenger ends with 0, the same two swapped with 1, and a model against itself with no winner', async () => {
  const better = await steward('compare', ...files('fremont_bridge'));
  expect([better.exit, better.out]).toEqual([
    0,
    expect.stringContaining('The challenger is better by mae. 35060 rows compared.'),
  ]);
  const worse = await steward('compare', ...files('fremont_bridge', 'challenger', 'predictions'));
  expect([worse.exit, worse.out]).toEqual([1, expect.stringContaining('The challenger is worse by mae.')]);
  const same = await steward(
    'compare',
    ...files('telco_churn_stationary', 'predictions', 'predictions'),
    '--json',
  );
  expect([same.exit, JSON.parse(same.out).verdict]).toEqual([0, 'no_clear_winner']);
});

const write = (name: string, text: string) => writeFile(path.join(home, name), text);
const lines = (row: (i: number) => string, rows = 200) =>
  `${Array.from({ length: rows }, (_, i) => row(i)).join('\n')}\n`;
const given = (task: string, ...more: string[]) => [
  'compare',
  ...[
    '--champion',
    path.join(home, 'a.csv'),
    '--challenger',
    path.join(home, 'b.csv'),
    '--labels',
    path.join(home, 'y.csv'),
  ],
  ...['--task', task, ...more],
];

describe('CSV files with other names and no time', () => {
  test('classes alone are compared by accuracy', async () => {
    await write('a.csv', `id,class\n${lines((i) => `${i},${i % 3 === 0 ? 1 : 0}`)}`);
    await write('b.csv', `id,class\n${lines((i) => `${i},${i % 2}`)}`);
    await write('y.csv', `id,truth\n${lines((i) => `${i},${i % 2}`)}`);
    const { exit, out } = await steward(
      ...given('binary', '--key', 'id', '--prediction', 'class', '--label', 'truth', '--json'),
    );
    expect([exit, JSON.parse(out)]).toMatchObject([
      0,
      { n: 200, key_metric: 'accuracy', verdict: 'better', metrics: { accuracy: { challenger: 1 } } },
    ]);
    const auroc = await steward(
      ...given('binary', '--key', 'id', '--prediction', 'class', '--label', 'truth', '--metric', 'auroc'),
    );
    expect([auroc.exit, auroc.err]).toEqual([2, 'auroc needs --score, the predicted probability.\n']);
  });

  test('numbers without days are compared row by row', async () => {
    await write('a.csv', `prediction_id,prediction\n${lines((i) => `${i},${i + 3 + (i % 5)}`)}`);
    await write('b.csv', `prediction_id,prediction\n${lines((i) => `${i},${i + 1 + (i % 3)}`)}`);
    await write('y.csv', `prediction_id,label\n${lines((i) => `${i},${i}`)}`);
    const { out } = await steward(...given('regression', '--json'));
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'better',
      metrics: { mae: { method: 'paired_t' }, rmse: { method: null, interval: null } },
    });
  });

  test('a handful of rows decides nothing', async () => {
    await write('a.csv', `prediction_id,prediction\n${lines((i) => `${i},${i + 3}`, 12)}`);
    await write('b.csv', `prediction_id,prediction\n${lines((i) => `${i},${i + (i % 3) / 9}`, 12)}`);
    await write('y.csv', `prediction_id,label\n${lines((i) => `${i},${i}`, 12)}`);
    const { out } = await steward(...given('regression'));
    expect(out).toContain('No clear winner by mae. 12 rows compared. Fewer than 30 rows decide nothing.');
  });
});

describe('what cannot be compared is one sentence and exit code 2', () => {
  const set = files('fremont_bridge');
  test.each([
    ['a missing file', [...set.slice(0, 3), '/nowhere.csv', ...set.slice(4)], '/nowhere.csv does not exist'],
    ['a missing prediction', [...set, '--prediction', 'predictoin'], 'Did you mean "prediction"?'],
    ['a missing key', [...set, '--key', 'prediction_ids'], 'Did you mean "prediction_id"?'],
    ['a missing label', [...set, '--label', 'lable'], 'Did you mean "label"?'],
    ['a missing time', [...set, '--time', 'timestmp'], 'Did you mean "timestamp"?'],
    [
      'a key that joins nothing',
      [...set, '--window', '2031-01-01..2032-01-01'],
      'no labelled row that both predicted',
    ],
    [
      'a metric of another task',
      [...set, '--metric', 'auroc'],
      '--metric for regression is one of mae, rmse, bias.',
    ],
    ['an unknown task', [...set.slice(0, 6), '--task', 'ranking'], 'binary'],
    ['counts as classes', [...set.slice(0, 6), '--task', 'binary'], 'must be 0 or 1'],
    ['words as numbers', [...set, '--prediction', 'prediction_id'], 'not a number'],
  ])('%s', async (_, words, sentence) => {
    const { exit, out, err } = await steward('compare', ...words);
    expect(err).toContain(sentence);
    expect([exit, out]).toEqual([2, '']);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).not.toContain('Something broke');
  });
});
