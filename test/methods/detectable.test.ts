import { expect, test } from 'vitest';
import { defaultFloors, type Effect } from '../../src/domain/monitor.ts';
import { detectableNoncentrality } from '../../src/methods/chi-square-tail.ts';
import { detectable } from '../../src/methods/detectable.ts';

const effects = Object.keys(defaultFloors) as Effect[];

test('the smallest detectable PSI is λ(deff/n + deff/m)', () => {
  const gate = { effect: 'psi_corrected', floor: 0.2, alpha: 0.01, degrees: 1 } as const;
  const { smallest, needed } = detectable(gate, { reference: 1000, current: 200, deff: 2 });
  expect(smallest).toBeCloseTo(11.679 * (2 / 1000 + 2 / 200), 4);
  expect(needed).toBe(Math.ceil(2 / (0.2 / detectableNoncentrality(1, 0.01) - 2 / 1000)));
});

test.each(effects)(
  'with the rows that it says it needs, and with no fewer, %s can see its floor',
  (effect) => {
    const gate = { effect, floor: defaultFloors[effect], alpha: 0.001, degrees: 19 };
    const size = effect === 'cramers_v' ? 2000 : 20_000;
    const sees = (current: number) =>
      detectable(gate, { reference: size, current, deff: 1.5 }).smallest <= gate.floor;
    const { needed } = detectable(gate, { reference: size, current: 50, deff: 1.5 });
    expect(needed).toBeGreaterThan(50);
    expect(sees(needed!)).toBe(true);
    expect(sees(needed! - 1)).toBe(false);
  },
);

test.each(effects.filter((effect) => effect !== 'cramers_v'))(
  'a reference of 30 rows is too small for %s, however long the window',
  (effect) => {
    const gate = { effect, floor: defaultFloors[effect], alpha: 0.01, degrees: 19 };
    const { smallest, needed } = detectable(gate, { reference: 30, current: 1e6, deff: 1 });
    expect(smallest).toBeGreaterThan(gate.floor);
    expect(needed).toBeNull();
  },
);
