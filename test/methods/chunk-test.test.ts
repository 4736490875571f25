import { describe, expect, test } from 'vitest';
import { criticalValue, noncentrality } from '../../src/methods/chi-square-tail.ts';
import { chunkTest } from '../../src/methods/chunk-test.ts';

const chunks = (...statistics: number[]) => ({ statistics, degrees: statistics.length * 19 });
const moody = chunks(300, 20, 900, 60, 1500, 40, 700, 90);

describe('a window as one more chunk', () => {
  test('says nothing where chunks vary as independent rows do, or where there are no rows to judge', () => {
    expect(chunkTest(chunks(18, 21, 17, 24, 15, 20, 19, 16), 1)).toBeNull();
    expect(chunkTest(moody, 0)).toBeNull();
    expect(chunkTest(moody, Number.NaN)).toBeNull();
  });
  test('calls what the chunks did themselves no news, and what is far beyond them news', () => {
    const { pValue } = chunkTest(moody, 1)!;
    expect(pValue(450)).toBeGreaterThan(0.2);
    expect(pValue(1500)).toBeGreaterThan(0.01);
    expect(pValue(100_000)).toBeLessThan(1e-4);
    expect(pValue(2000)).toBeLessThan(pValue(1000));
  });
  test('finds less the fewer rows the window has', () => {
    const at = (scale: number) => chunkTest(moody, scale)!.detectable(0.01);
    expect(at(1)).toBeGreaterThan(noncentrality(criticalValue(0.01, 19), 19));
    expect(at(2)).toBeCloseTo(2 * at(1), 6);
  });
  test('a root around what is no number is a bug, and not a search without end', () => {
    expect(() => noncentrality(Number.NaN, 3)).toThrow('around NaN');
  });
});
