import { afterAll, expect, test } from 'vitest';
import { dayBootstrap } from '../../src/methods/day-bootstrap.ts';
import type { PairedRegression } from '../../src/methods/summary.ts';
import { analysisOf, openFixtures, pairOf } from './fixture-pairs.ts';

const store = await openFixtures();
afterAll(() => store.close());

// 2,000 draws of days with numpy's default_rng, over everything after the reference.
const published = {
  fremont_bridge: {
    days: 1096,
    mae: [-18.69709696432753, -16.05034985177782],
    rmse: [-34.03961896818289, -28.74464412452256],
  },
  bike_sharing: {
    days: 366,
    mae: [-21.087457214352117, -16.851538457133415],
    rmse: [-21.001901918210123, -15.729460506720509],
  },
} as const;

test.each(['fremont_bridge', 'bike_sharing'] as const)(
  'limits of %s lie within a tenth of the published interval',
  async (set) => {
    const paired = (await store.paired('regression', pairOf(set, analysisOf(set)))) as PairedRegression;
    expect(paired.days).toHaveLength(published[set].days);
    const found = dayBootstrap(paired, { seed: 'published' })!;
    for (const metric of ['mae', 'rmse'] as const) {
      const [low, high] = published[set][metric];
      expect(Math.abs(found[metric].interval[0] - low) / (high - low)).toBeLessThan(0.1);
      expect(Math.abs(found[metric].interval[1] - high) / (high - low)).toBeLessThan(0.1);
    }
    // Far apart: no draw came near 0.
    expect(found.mae.pValue).toBeCloseTo(2 / 2001, 12);
  },
);

const side = (error: number, n: number) => ({ abs: error * n, squares: error * error * n, sum: error * n });
const paired = (champion: number[], challenger: number[]): PairedRegression => ({
  task: 'regression',
  n: champion.length * 10,
  days: champion.map((error, day) => ({
    day,
    n: 10,
    champion: side(error, 10),
    challenger: side(challenger[day]!, 10),
    differenceSquares: 0,
  })),
});

test('the same seed draws the same days', async () => {
  const rows = paired([1, 2, 3, 4, 5, 6, 7, 8, 9], [2, 1, 4, 3, 6, 5, 8, 7, 9]);
  expect(dayBootstrap(rows, { seed: 'a' })).toEqual(dayBootstrap(rows, { seed: 'a' }));
  expect(dayBootstrap(rows, { seed: 'a' })).not.toEqual(dayBootstrap(rows, { seed: 'b' }));
});

test('a model against itself differs by nothing, with p = 1', () => {
  const same = [1, 2, 3, 4, 5, 6, 7, 8];
  const found = dayBootstrap(paired(same, same), { seed: 'same' })!;
  expect(found.mae).toEqual({ interval: [0, 0], pValue: 1 });
  expect(found.rmse).toEqual({ interval: [0, 0], pValue: 1 });
});

test('bias is compared by its size: −3 is worse than +1', () => {
  const days = 10;
  const found = dayBootstrap(paired(Array(days).fill(1), Array(days).fill(-3)), { seed: 'bias' })!;
  expect(found.bias.interval).toEqual([2, 2]);
});

test('seven days are too few to draw from', () => {
  expect(dayBootstrap(paired([1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7]), { seed: 'few' })).toBeNull();
});
