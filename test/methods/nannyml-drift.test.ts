import fc from 'fast-check';
import { expect, test } from 'vitest';
import { equalWidth } from '../../src/methods/peers/equal-width-bins.ts';
import {
  chunkSizes,
  nannymlDrift,
  nannymlEdges,
  outsideLast,
} from '../../src/methods/peers/nannyml-drift.ts';

test('rows are divided into tenths and a rest, and fewer than ten not at all', () => {
  expect(chunkSizes(20)).toEqual(Array(10).fill(2));
  expect(chunkSizes(23)).toEqual([...Array(11).fill(2), 1]);
  expect(chunkSizes(1003)).toEqual([...Array(10).fill(100), 3]);
  expect(chunkSizes(9)).toBeNull();
});

test('right-closed bins by these edges hold what numpy’s bins hold, and all else is last', () => {
  const value = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.double({ min: -30, max: 30, noNaN: true }));
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: -20, max: 0 }),
      fc.integer({ min: 0, max: 20 }),
      (values, low, high) => {
        const edges = nannymlEdges({ n: 50, low, high, skewness: 0.3 });
        const counts = [...edges, Infinity].map(
          (edge, at) => values.filter((x) => x <= edge && x > (edges[at - 1] ?? -Infinity)).length,
        );
        const expected = equalWidth(values, { low, high }, edges.length - 1);
        expect(outsideLast(counts)).toEqual([...expected.counts, expected.outside]);
      },
    ),
  );
});

test('a chunk at the limit is not over it, and one without values is neither', () => {
  const found = nannymlDrift({
    reference: [50, 50, 0],
    referenceChunks: [
      [5, 5, 0],
      [5, 5, 0],
    ],
    currentChunks: [
      [7, 7, 0],
      [0, 0, 0],
      [0, 0, 9],
    ],
  });
  expect(found).toEqual({ distances: [0, null, 1], limit: 0, over: 1 });
});
