import fc from 'fast-check';
import { expect, test } from 'vitest';
import { qValues } from '../../src/methods/benjamini-hochberg.ts';

test('q-values are p · count / rank, made monotone', () => {
  for (const q of qValues([0.05, 0.01, 0.04, 0.02, 0.03])) expect(q).toBeCloseTo(0.05, 12);
  expect(qValues([0.9, 0.001, 0.02])).toEqual([0.9, 0.003, 0.03]);
  expect(qValues([])).toEqual([]);
});

test('a q-value is at least its p-value, at most 1, and keeps the order', () => {
  const p = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2 });
  let raised = 0;
  fc.assert(
    fc.property(p, (values) => {
      const q = qValues(values);
      for (const [at, value] of values.entries()) {
        expect(q[at]).toBeGreaterThanOrEqual(value);
        expect(q[at]).toBeLessThanOrEqual(1);
        if (q[at]! > value) raised += 1;
        for (const [other, another] of values.entries()) {
          if (value < another) expect(q[at]).toBeLessThanOrEqual(q[other]!);
        }
      }
    }),
  );
  expect(raised).toBeGreaterThan(10);
});
