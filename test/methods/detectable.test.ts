import { expect, test } from 'vitest';
import { defaultFloors, type Effect } from '../../src/domain/monitor.ts';
import { detectableNoncentrality } from '../../src/methods/chi-square-tail.ts';
import { detectable } from '../../src/methods/detectable.ts';

const effects = Object.keys(defaultFloors) as Effect[];

const even = (bins: number, rows: number) => new Array<number>(bins).fill(rows / bins);

const gate = { effect: 'psi_corrected', floor: 0.2, alpha: 0.01 } as const;
/** What windows of these shares must differ by to be found. */
const findable = (degrees: number, n: number, m: number) =>
  detectableNoncentrality(degrees, gate.alpha) * (1 / n + 1 / m);

test('of ordered bins it is the PSI of a fall to a quarter that is just found, in whichever bins fall', () => {
  const { smallest } = detectable(
    { ...gate, counts: even(20, 1e6), ordered: true },
    { current: 500, deff: 1 },
  );
  // Next to so long a reference, p (1 − ¼)² = c (1 − p).
  const c = findable(19, 1e6, 500);
  const p = c / (9 / 16 + c);
  expect(smallest).toBeCloseTo((3 / 4) * p * (Math.log(4) + Math.log((1 - p / 4) / (1 - p))), 3);
});

test('of many rows no bin has to fall that far, and it is λ(deff/n + deff/m) but for a little', () => {
  const counts = even(20, 1e7);
  const { smallest } = detectable({ ...gate, counts, ordered: true }, { current: 1e6, deff: 2 });
  const plain = 2 * findable(19, 1e7, 1e6);
  expect(smallest! / plain).toBeGreaterThan(1);
  expect(smallest! / plain).toBeLessThan(1.02);
});

test('a share that falls counts for what its fall is, not for what a rise of that noncentrality would be', () => {
  const { smallest } = detectable(
    { ...gate, counts: [9700, 300], ordered: false },
    { current: 1000, deff: 1 },
  );
  // (p − q)² = c r (1 − r) with r over all rows: 3 % falls to 1.13 %.
  const q = 0.0113;
  const r = (300 + 1000 * q) / 11_000;
  expect((0.03 - q) ** 2).toBeCloseTo(findable(1, 10_000, 1000) * r * (1 - r), 5);
  expect(smallest! / ((0.03 - q) * (Math.log(0.03 / q) + Math.log((1 - q) / 0.97)))).toBeCloseTo(1, 1);
});

test('a category that vanishes and is not found was not detectable', () => {
  const counts = [...even(10, 9500), 500];
  const at = (current: number) =>
    detectable({ ...gate, counts, ordered: false }, { current, deff: 1 }).smallest!;
  // 300 rows of which 15 are missing do not reach the noncentrality that is needed.
  const vanished = 0.05 / 50;
  expect(300 * 0.05).toBeLessThan(detectableNoncentrality(10, gate.alpha));
  expect(at(300)).toBeGreaterThanOrEqual((0.05 - vanished) * Math.log(0.05 / vanished));
  // Never more with more rows, or the rows that are said to be needed would not do.
  const sizes = Array.from({ length: 60 }, (_, step) => at(Math.round(50 * 1.1 ** step)));
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
});

test('a window that is longer than its reference sees no more for it', () => {
  const at = (n: number, current: number) =>
    detectable({ ...gate, counts: even(10, n), ordered: false }, { current, deff: 1 }).smallest!;
  expect(at(1000, 9000)).toBeCloseTo(at(9000, 1000), 6);
});

test('what pooled bins hide has to be larger: of 19 directions, five pooled bins keep four', () => {
  const at = (ordered: boolean) =>
    detectable({ ...gate, effect: 'l_infinity', counts: even(20, 500), ordered }, { current: 25, deff: 1 })
      .smallest!;
  // L∞ by the least PSI that a change of a share can have, 4d².
  const plain = Math.sqrt(findable(4, 500, 25) / 4);
  expect(at(false)).toBeCloseTo(plain * Math.sqrt(19 / 4), 6);
  // A shift along the axis survives that its neighbours are counted together.
  expect(at(true)).toBeCloseTo(plain * Math.sqrt((1 - 1 / 400) / (1 - 1 / 25)), 6);
});

test('where all rows fall into one pooled bin nothing is detectable, and the rows for two are told', () => {
  const gate = {
    effect: 'psi_corrected' as const,
    floor: 0.2,
    alpha: 0.01,
    counts: [970, 30],
    ordered: false,
  };
  const { smallest, needed } = detectable(gate, { current: 100, deff: 1 });
  expect(smallest).toBeNull();
  // 5 rows of a share of 3 % are expected from 167 on.
  expect(needed).toBe(167);
});

test.each(effects)(
  'with the rows that it says it needs, and with no fewer, %s can see its floor',
  (effect) => {
    const counts = even(20, effect === 'cramers_v' ? 2000 : 20_000);
    const gate = { effect, floor: defaultFloors[effect], alpha: 0.001, counts, ordered: true };
    const sees = (current: number) => detectable(gate, { current, deff: 1.5 }).smallest! <= gate.floor;
    const { needed } = detectable(gate, { current: 50, deff: 1.5 });
    expect(needed).toBeGreaterThan(50);
    expect(sees(needed!)).toBe(true);
    expect(sees(needed! - 1)).toBe(false);
  },
);

test.each(effects.filter((effect) => effect !== 'cramers_v'))(
  'a reference of 30 rows is too small for %s, however long the window',
  (effect) => {
    const gate = { effect, floor: defaultFloors[effect], alpha: 0.01, counts: even(20, 30), ordered: true };
    const { smallest, needed } = detectable(gate, { current: 1e6, deff: 1 });
    expect(smallest).toBeGreaterThan(gate.floor);
    expect(needed).toBeNull();
  },
);
