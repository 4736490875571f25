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

test.each(effects)('with the rows that it says it needs, %s can see its floor', (effect) => {
  const gate = { effect, floor: defaultFloors[effect], alpha: 0.001, degrees: 19 };
  let current = 50;
  // Cramér's V depends on the balance of the windows, so what it needs changes on the way.
  for (let step = 0; step < 50; step += 1) {
    current = detectable(gate, { reference: 20_000, current, deff: 1.5 }).needed ?? current * 2;
  }
  const { smallest } = detectable(gate, { reference: 20_000, current: current + 1, deff: 1.5 });
  expect(smallest).toBeLessThanOrEqual(gate.floor);
  expect(detectable(gate, { reference: 20_000, current: current * 0.9, deff: 1.5 }).smallest).toBeGreaterThan(
    gate.floor,
  );
});

test.each(effects)('a reference of 30 rows is too small for %s, however long the window', (effect) => {
  const gate = { effect, floor: defaultFloors[effect], alpha: 0.01, degrees: 19 };
  expect(detectable(gate, { reference: 30, current: 1e5, deff: 1 }).smallest).toBeGreaterThan(
    effect === 'cramers_v' ? 0 : gate.floor,
  );
  if (effect !== 'cramers_v')
    expect(detectable(gate, { reference: 30, current: 1e5, deff: 1 }).needed).toBeNull();
});
