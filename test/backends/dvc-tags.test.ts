import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describe as describeCommit } from '../../src/backends/dvc/lineage.ts';
import { artifactOf, stateOf } from '../../src/backends/dvc/tags.ts';

const tag = (name: string, at: number, commit = 'a') => ({ name, at, commit, message: '' });
const three = [tag('churn@v0.9.0', 1, 'a'), tag('churn@v0.10.0', 1, 'b'), tag('churn@v1.0.0', 3, 'c')];

test('versions and stages are what GTO reads from its tags', () => {
  const state = stateOf('churn', [
    ...three,
    ...[tag('churn#champion#1', 4, 'a'), tag('churn#champion#2', 5, 'c'), tag('churn#challenger#3', 6, 'b')],
    ...[
      tag('churn#champion#4', 7, 'a'),
      tag('churn#champion!#5', 8, 'c'),
      tag('churn#champion#6', 9, 'none'),
    ],
  ]);
  expect(state.versions.map(({ version }) => version)).toEqual(['v0.9.0', 'v0.10.0', 'v1.0.0']);
  expect(state.inStage('champion')).toEqual(['v0.9.0']);
  expect(state.inStage('challenger')).toEqual(['v0.10.0']);
  expect(state.inStage('elsewhere')).toEqual([]);
  expect(state).toMatchObject({ nextCounter: 7, notBefore: 10 });
});

test('of two in one second the later number counts, and a version that is taken back is in no stage', () => {
  const both = [tag('churn#champion#10', 5, 'b'), tag('churn#champion#9', 5, 'a')];
  expect(stateOf('churn', [...three, ...both]).inStage('champion')).toEqual(['v0.10.0', 'v0.9.0']);
  const gone = stateOf('churn', [...three, ...both, tag('churn@v0.10.0!#11', 6, 'b')]);
  expect(gone.inStage('champion')).toEqual(['v0.9.0']);
  expect(gone.nextCounter).toBe(12);
});

test('other tags are nobody’s versions', () => {
  const strange = [
    'churn-eu@v1.0.0',
    'churn@1.0.0',
    'churn@v1',
    'churn@deprecated',
    'churn',
    'churn#',
    'churn@v1.0.0#x',
    'v1.0.0',
  ];
  expect(
    stateOf(
      'churn',
      strange.map((name) => tag(name, 1)),
    ).versions,
  ).toEqual([]);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.nat())), (names) => {
      const state = stateOf(
        'churn',
        names.map(([end, at]) => tag(`churn${end}`, at)),
      );
      expect(Number.isSafeInteger(state.nextCounter)).toBe(true);
    }),
  );
});

test('a name that GTO does not know is no artifact', () => {
  expect(artifactOf('models:churn/eu')).toBe('models=churn/eu');
  for (const odd of ['', "o'hara", 'a b', 'churn.v3', '-x', '../x', 'x*', 'a\nb', 'é', 'x'.repeat(300)]) {
    expect(artifactOf(odd)).toBeNull();
  }
});

test('files of a commit that are no YAML, hostile or of another form say nothing', async () => {
  const bomb = `a: &a [x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: [*a, *a, *a, *a]`).join('\n')}`;
  for (const text of ['', '{', 'stages: 7', '- 1', bomb, 'stages: {train: {deps: [{path: 1}]}}']) {
    const files = new Map(
      ['dvc.lock', 'dvc.yaml', 'steward-result.json', 'x.dvc'].map((file) => [file, text]),
    );
    const tree = { paths: new Set(files.keys()), read: async () => files };
    expect(await describeCommit(tree, 'steward-result.json')).toMatchObject({
      ...{ data: null, params: null, environment: null, trainedUntil: null, metrics: {} },
    });
  }
});
