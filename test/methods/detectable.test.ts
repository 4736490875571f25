import { expect, test } from 'vitest';
import { defaultFloors, type Effect } from '../../src/domain/monitor.ts';
import { detectableNoncentrality } from '../../src/methods/chi-square-tail.ts';
import { detectable } from '../../src/methods/detectable.ts';

const effects = Object.keys(defaultFloors) as Effect[];

const even = (bins: number, rows: number) => new Array<number>(bins).fill(rows / bins);

test('the smallest detectable PSI is λ(deff/n + deff/m) where nothing is pooled', () => {
  const gate = {
    effect: 'psi_corrected',
    floor: 0.2,
    alpha: 0.01,
    counts: even(2, 1000),
    ordered: true,
  } as const;
  const { smallest, needed } = detectable(gate, { current: 200, deff: 2 });
  expect(smallest).toBeCloseTo(11.679 * (2 / 1000 + 2 / 200), 4);
  expect(needed).toBe(Math.ceil(2 / (0.2 / detectableNoncentrality(1, 0.01) - 2 / 1000)));
});

test('what pooled bins hide has to be larger: of 19 directions, five pooled bins keep four', () => {
  const gate = { effect: 'psi_corrected', floor: 0.2, alpha: 0.01, counts: even(20, 500) } as const;
  const at = (ordered: boolean) => detectable({ ...gate, ordered }, { current: 25, deff: 1 }).smallest!;
  const plain = detectableNoncentrality(4, 0.01) * (1 / 500 + 1 / 25);
  expect(at(false)).toBeCloseTo((plain * 19) / 4, 6);
  // A shift along the axis survives that its neighbours are counted together.
  expect(at(true)).toBeCloseTo((plain * (1 - 1 / 400)) / (1 - 1 / 25), 6);
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
