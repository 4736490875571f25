import { describe, expect, test } from 'vitest';
import { chiSquareTail, criticalValue, noncentrality } from '../../src/methods/chi-square-tail.ts';
import { chunkTest } from '../../src/methods/chunk-test.ts';

const moody = { chunks: 8, independence: 1e-9 };
const of = (excess: number) => chunkTest(moody, { degrees: 19, excess });

describe('a window as one more chunk', () => {
  test('says nothing where chunks vary as independent rows do, or where there are no rows to judge', () => {
    expect(chunkTest({ chunks: 8, independence: 0.4 }, { degrees: 19, excess: 2 })).toBeNull();
    expect(of(0)).toBeNull();
    expect(of(Number.NaN)).toBeNull();
    expect(chunkTest(moody, { degrees: 0, excess: 300 })).toBeNull();
  });
  test('is the tail of F(1, C − 1) where the chunks’ own spread is all there is', () => {
    // scipy.stats.f.sf(x, 1, 7); the sum over so sharp an edge is at most a fifth more.
    for (const [x, p] of [
      [12.246_383, 0.01],
      [35.4882, 0.000_565_966_8],
    ] as const) {
      expect(of(1e6)!.pValue(x * 1e6)).toBeGreaterThanOrEqual(p * 0.999);
      expect(of(1e6)!.pValue(x * 1e6)).toBeLessThan(1.25 * p);
    }
  });
  test('is the tail of chi-square where there is next to none', () => {
    for (const statistic of [10, 25, 36.2]) {
      expect(of(1e-6)!.pValue(statistic)).toBeCloseTo(chiSquareTail(statistic, 19), 4);
    }
  });
  test('falls as the statistic grows, and lies above what either part alone has', () => {
    const { pValue } = of(40)!;
    const found = [20, 60, 150, 400, 1000].map(pValue);
    expect(found).toEqual(found.toSorted((a, b) => b - a));
    expect(pValue(400)).toBeGreaterThan(of(1e-6)!.pValue(400));
    expect(pValue(400)).toBeGreaterThan(of(40)!.pValue(440));
  });
  test('finds less the more the chunks vary', () => {
    const at = (excess: number) => of(excess)!.detectable(0.01);
    expect(at(20)).toBeGreaterThan(noncentrality(criticalValue(0.01, 19), 19));
    expect(at(400)).toBeGreaterThan(10 * at(20));
  });
  test('a root around what is no number is a bug, and not a search without end', () => {
    expect(() => noncentrality(Number.NaN, 3)).toThrow('around NaN');
  });
});
