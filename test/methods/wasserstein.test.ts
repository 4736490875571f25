import { expect, test } from 'vitest';
import { deviation, wasserstein, wassersteinDistance } from '../../src/methods/wasserstein.ts';
import { methodContract } from '../contract/method.ts';
import { normal, profileOf, random, wholeLine } from './profile-of.ts';

methodContract(wasserstein);

const discrete = { column: 'd', kind: 'discrete' } as const;

test('the examples of scipy.stats.wasserstein_distance', () => {
  expect(wassersteinDistance(profileOf(discrete, [0, 1, 3]), profileOf(discrete, [5, 6, 8]))).toBeCloseTo(
    5,
    12,
  );
  const weighted = wassersteinDistance(profileOf(discrete, [0, 0, 0, 1]), profileOf(discrete, [0, 0, 1, 1]));
  expect(weighted).toBeCloseTo(0.25, 12);
});

test('a shift by half a deviation is half a deviation, from cells too', () => {
  const gauss = normal(random(1));
  const rows = Array.from({ length: 20_000 }, gauss);
  const [a, b] = [
    profileOf(wholeLine(), rows),
    profileOf(
      wholeLine(),
      rows.map((row) => row + 0.5),
    ),
  ];
  expect(wassersteinDistance(a, b)).toBeCloseTo(0.5, 3);
  expect(deviation(a)).toBeCloseTo(1, 1);
});

test('a mean that is huge against the deviation does not cancel it away', () => {
  const grid = { center: 1e9, scale: 1 };
  const profile = profileOf({ column: 'x', kind: 'numeric', grid }, [1e9 - 1, 1e9 + 1]);
  expect(deviation(profile)).toBeCloseTo(1, 6);
});
