import { expect, test } from 'vitest';
import { type Ran, verdictsOf, verdictTable } from './verdicts.ts';

const suite = (name: string, ...states: Ran['tests'][number]['state'][]): Ran => ({
  name,
  tests: states.map((state) => ({ state, note: state === 'skipped' ? 'no Python' : undefined })),
});
const of = (suites: Ran[], required: string[] = []) =>
  verdictsOf(suites, required).map(({ name, verdict }) => `${name} ${verdict}`);

test('a suite passes by its tests, and fails by one of them', () => {
  expect(
    of([suite('a', 'passed', 'skipped'), suite('b', 'passed', 'failed'), suite('c', 'pending')]),
  ).toEqual(['a passed', 'b failed', 'c failed']);
});
test('a suite whose server did not start is failed, although its tests were only skipped', () => {
  const [verdict] = verdictsOf([{ ...suite('a', 'skipped', 'skipped'), problem: 'mlflow ended' }], []);
  expect(verdict).toEqual({ name: 'a', verdict: 'failed', what: 'mlflow ended' });
});
test('only a suite that is not required may be skipped, and none without saying why', () => {
  expect(of([suite('a', 'skipped'), suite('b', 'skipped')], ['b'])).toEqual(['a skipped', 'b failed']);
  expect(of([suite('a')], ['a', 'gone'])).toEqual(['a failed', 'gone failed']);
  expect(verdictTable(verdictsOf([suite('a', 'skipped')], []))).toContain('no Python');
});
