import { afterAll, expect, test } from 'vitest';
import type { PairedBinary } from '../../src/methods/summary.ts';
import { analysisOf, datasetOf, openFixtures, pairOf } from '../methods/fixture-pairs.ts';

const store = await openFixtures();
afterAll(() => store.close());

const set = 'telco_churn_stationary';
const { score: _, ...unscored } = datasetOf(set);

test('classes without scores are counted once each, as with scores', async () => {
  const rows = { window: analysisOf(set), version: null, labelsUntil: Date.UTC(2100, 0) };
  const plain = await store.outcome('binary', { ...rows, dataset: unscored });
  const scored = await store.outcome('binary', { ...rows, dataset: datasetOf(set) });
  expect(plain).toEqual({ ...scored, score: null });
  expect(plain.labelled).toBe(2318);
});

test('two models without scores are paired row by row', async () => {
  const pair = pairOf(set, analysisOf(set));
  const { score: __, ...challenger } = pair.challengerDataset;
  const scored = (await store.paired('binary', pair)) as PairedBinary;
  const plain = (await store.paired('binary', {
    ...pair,
    dataset: unscored,
    challengerDataset: challenger,
  })) as PairedBinary;
  expect(plain).toEqual({
    ...scored,
    champion: { ...scored.champion, score: null },
    challenger: { ...scored.challenger, score: null },
    delong: null,
    logLoss: null,
    brier: null,
  });
});
