import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { DriftReport } from '../../src/cli/drift-report.ts';
import { folder } from '../methods/fixture-pairs.ts';
import { steward } from './run-verb.ts';

interface Published {
  set: string;
  reference: [string, string];
  current: [string, string];
  columns: Record<string, { method: string; value: number }>;
}

const { reports } = JSON.parse(
  readFileSync(new URL('../fixtures/evidently/drift.json', import.meta.url), 'utf8'),
) as { reports: Published[] };

/** Evidently's names of its tests, with the metric that Steward reports and Evidently's own rule. */
const methods: Record<string, { metric: string; drifted: (value: number) => boolean }> = {
  'K-S p_value': { metric: 'ks_pvalue', drifted: (p) => p <= 0.05 },
  'chi-square p_value': { metric: 'chi_square_pvalue', drifted: (p) => p < 0.05 },
  'Z-test p_value': { metric: 'z_pvalue', drifted: (p) => p < 0.05 },
  'Wasserstein distance (normed)': { metric: 'wasserstein_normed', drifted: (d) => d >= 0.1 },
  'Jensen-Shannon distance': { metric: 'jensen_shannon_natural', drifted: (d) => d >= 0.1 },
};

test.each(reports.map((report) => [`${report.set} from ${report.reference[0]}`, report] as const))(
  'every column of %s has the test, the number and the verdict that Evidently computed',
  async (_, { set, reference, current, columns }) => {
    const file = `${folder}${set}/predictions.parquet`;
    const { exit, out } = await steward(
      ...['drift', '--reference', file, '--current', file, '--time', 'timestamp'],
      ...['--reference-window', reference.join('..'), '--current-window', current.join('..')],
      ...['--definition', 'evidently', '--json'],
    );
    const report = JSON.parse(out) as DriftReport;
    expect(Object.keys(report.columns).sort()).toEqual(Object.keys(columns).sort());
    for (const [column, { method, value }] of Object.entries(columns)) {
      const { metric, drifted } = methods[method]!;
      const found = report.columns[column]!;
      expect(found.effect, column).toBe(metric);
      expect(
        Math.abs(found.metrics[metric]! - value),
        `${column} ${found.metrics[metric]} ${value}`,
      ).toBeLessThan(1e-9);
      expect(report.breaches.includes(column), column).toBe(drifted(value));
    }
    expect(exit).toBe(report.breaches.length > 0 ? 1 : 0);
  },
);

test('the files ask for each of Evidently’s five ways', () => {
  const used = reports.flatMap(({ columns }) => Object.values(columns).map(({ method }) => method));
  expect([...new Set(used)].sort()).toEqual(Object.keys(methods).sort());
});

test('a floor is refused, for the limits are Evidently’s', async () => {
  const { exit, err } = await steward(
    ...['drift', '--reference', 'a.csv', '--current', 'b.csv', '--definition', 'evidently', '--floor', '0.2'],
  );
  expect(exit).toBe(2);
  expect(err).toContain('leave out --floor');
});
