import { expect, test } from 'vitest';
import { kolmogorovP } from '../../src/methods/kolmogorov-tail.ts';
import { expectedOf, sets } from './fixture-pairs.ts';

test('p-values are the published ones of every column and period', () => {
  let [compared, likely, rare] = [0, 0, 0];
  for (const set of sets) {
    for (const period of Object.values<never>(expectedOf(set).drift.fixed_reference) as never[] as {
      columns: Record<string, Record<string, number>>;
    }[]) {
      for (const column of Object.values(period.columns)) {
        const p = column.ks_p_kolmogorov;
        if (p === undefined || p < 1e-280) continue;
        const usable = (n: string, rate: string) => Math.round(column[n]! * (1 - column[rate]!));
        const [n, m] = [usable('n_ref', 'missing_rate_ref'), usable('n_cur', 'missing_rate_cur')];
        const found = kolmogorovP(column.ks_stat!, n, m);
        expect(Math.abs(Math.log(found / p))).toBeLessThan(1e-8);
        compared += 1;
        if (p > 0.5) likely += 1;
        if (p < 1e-10) rare += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(150);
  expect(Math.min(likely, rare)).toBeGreaterThan(10);
});

test('no distance has p = 1', () => {
  expect(kolmogorovP(0, 10, 10)).toBe(1);
  expect(kolmogorovP(1e-9, 10, 10)).toBe(1);
});
