import { expect } from 'vitest';
import type { Profile } from '../../src/methods/summary.ts';
import type { Cell } from './store-world.ts';

/** Counts and extremes agree exactly; sums up to the order in which they were added. `values` are those that were counted. */
export function expectSameProfile(found: Profile, expected: Profile, values: Cell[]): void {
  if (found.kind !== 'numeric' || expected.kind !== 'numeric') {
    expect(found).toEqual(expected);
    return;
  }
  const { sums, min, max, ...counted } = found;
  const { sums: _, min: low, max: high, ...exactly } = expected;
  expect(counted).toEqual(exactly);
  expect([plus(min), plus(max)]).toEqual([plus(low), plus(high)]);
  const size = values.reduce<number>((all, x) => all + (Number.isFinite(x) ? Math.abs(Number(x)) : 0), 0);
  // Where the sum of sizes runs over the end of the numbers, whether a sum does depends on the order of adding.
  if (!Number.isFinite(size)) return;
  for (const [at, cell] of sums.entries()) {
    expect(Math.abs(cell - expected.sums[at]!)).toBeLessThanOrEqual(1e-9 * size);
  }
}

/** Both zeros are one. */
const plus = (x: number | null): number | null => (x === null ? null : x + 0);
