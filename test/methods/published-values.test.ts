import { expect, test } from 'vitest';
import { chiSquareTest } from '../../src/methods/chi-square.ts';
import type { Binned, Method } from '../../src/methods/contract.ts';
import { hellinger } from '../../src/methods/hellinger.ts';
import { jensenShannon } from '../../src/methods/jensen-shannon.ts';
import { lInfinity } from '../../src/methods/l-infinity.ts';
import { psi } from '../../src/methods/psi.ts';
import { psiCorrected } from '../../src/methods/psi-corrected.ts';
import { psiBy } from '../../src/methods/zero-rules.ts';

/** Only counts matter to these methods. */
const counted = (counts: number[]) =>
  ({ counts, n: counts.reduce((sum, count) => sum + count, 0), deff: 1 }) as Binned;
const score = (method: Method, reference: number[], current: number[]) =>
  method.score(counted(reference), counted(current));

// Computed with numpy 2.4.6 and scipy 1.17.1.
test('distances of one histogram are those of scipy', () => {
  const reference = [100, 200, 400, 200, 100];
  const current = [150, 250, 300, 200, 100];
  expect(psiBy('floor-1e-6', reference, current)).toBeCloseTo(0.060198640216296805, 12);
  expect(score(jensenShannon, reference, current)).toBeCloseTo(0.10396737285119013, 12);
  expect(score(hellinger, reference, current)).toBeCloseTo(0.08665191052184984, 12);
  expect(score(lInfinity, reference, current)).toBeCloseTo(0.1, 12);
  expect(chiSquareTest(reference, current).statistic).toBeCloseTo(29.841269841269842, 10);
  expect(chiSquareTest(reference, current).pValue / 5.272431803442498e-6).toBeCloseTo(1, 9);
});

// IFCA-Advanced-Computing/frouros@c69d1394, frouros/tests/integration/test_data_drift.py
test("frouros' chi-square with a category that is new", () => {
  const { statistic, degrees, pValue } = chiSquareTest([4, 2, 0], [1, 1, 4]);
  expect(statistic).toBeCloseTo(6.13333333, 7);
  expect(degrees).toBe(2);
  expect(pValue).toBeCloseTo(0.04657615, 7);
});

// NannyML/nannyml@4c86ee35, tests/drift/test_univariate_drift_methods.py
test("NannyML's Jensen–Shannon distance and L-infinity with a category that is new", () => {
  const distance = score(jensenShannon, [2456, 2485, 2550, 2509, 0], [213, 287, 247, 0, 253]);
  expect(distance).toBeCloseTo(0.5038171420802398, 12);
  expect(score(lInfinity, [2, 2, 2, 0], [2, 2, 2, 1])).toBeCloseTo(1 / 7, 12);
});

test('with an empty bin, the rule for zeros decides: half a row gives 0.234, a floor of 1e-4 gives 0.313', () => {
  const reference = [500, 300, 200, 0];
  const current = [480, 290, 180, 50];
  expect(score(psi, reference, current)).toBeCloseTo(0.234, 3);
  expect(psiBy('floor-1e-4', reference, current)).toBeCloseTo(0.313, 3);
  expect(psiBy('floor-1e-6', reference, current)).toBeCloseTo(0.544, 3);
});

test('the correction takes off (B − 1)(1/n + 1/m), times the design effect, and stops at 0', () => {
  const [reference, current] = [counted([500, 300, 200, 0]), counted([480, 290, 180, 50])];
  expect(psiCorrected.score(reference, current)).toBeCloseTo(psi.score(reference, current) - 3 * 0.002, 12);
  const clustered = [reference, current].map((window) => ({ ...window, deff: 10 }));
  expect(psiCorrected.score(clustered[0]!, clustered[1]!)).toBeCloseTo(
    psi.score(reference, current) - 3 * 0.02,
    12,
  );
  expect(psiCorrected.score(counted([9, 11]), counted([10, 10]))).toBe(0);
});
