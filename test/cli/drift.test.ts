import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DriftReport } from '../../src/cli/drift-report.ts';
import { expectedOf, folder, sets } from '../methods/fixture-pairs.ts';
import { steward } from './run-verb.ts';

let home = '';
const inHome = (name: string) => path.join(home, name);
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'steward-drift-'));
});
afterAll(() => rm(home, { recursive: true }));

const log = (set: string) => `${folder}${set}/predictions.parquet`;
const jsonOf = (out: string): DriftReport & { elapsed_ms: number } => JSON.parse(out);

async function windows(set: string, reference: string, current: string, ...more: string[]) {
  const file = log(set);
  const asked = ['--time', 'timestamp', '--reference-window', reference, '--current-window', current];
  return steward('drift', '--reference', file, '--current', file, ...asked, ...more);
}

describe('the definition deciles-1e-4', () => {
  test.each(sets)(
    'agrees with every published number of the first and last period of %s to 1e-9',
    async (set) => {
      const expected = expectedOf(set);
      const periods = Object.values<never>(expected.drift.fixed_reference);
      let compared = 0;
      for (const period of [periods[0]!, periods.at(-1)!] as {
        ref_from: string;
        ref_to: string;
        from: string;
        to: string;
        columns: Record<string, Record<string, number>>;
      }[]) {
        const { from, to, ref_from, ref_to, columns } = period;
        const names = Object.keys(columns).filter((name) => name !== 'label');
        const categorical = names.filter((name) => columns[name]!.chi2 !== undefined);
        const { exit, out } = await windows(
          set,
          `${ref_from}..${ref_to}`,
          `${from}..${to}`,
          '--definition',
          'deciles-1e-4',
          '--columns',
          names.join(','),
          ...(categorical.length > 0 ? ['--categorical', categorical.join(',')] : []),
          '--json',
        );
        const report = jsonOf(out);
        expect(exit).toBe(report.breaches.length > 0 ? 1 : 0);
        for (const name of names) {
          const published = columns[name]!;
          const { n, missing, metrics } = report.columns[name]!;
          const pairs: [string, number | undefined, number | undefined][] = [
            ['n_ref', n.reference, published.n_ref],
            ['n_cur', n.current, published.n_cur],
            ['missing', missing.reference, published.missing_rate_ref],
            ['missing', missing.current, published.missing_rate_cur],
            ['psi', metrics.psi, published.psi],
            ['js', metrics.jensen_shannon, published.js],
            ['hellinger', metrics.hellinger, published.hellinger],
            ['l_infinity', metrics.l_infinity, published.l_infinity],
            ['chi2', metrics.chi_square, published.chi2 ?? published.chi2_bins],
            ['chi2 p', metrics.chi_square_pvalue, published.chi2_p ?? published.chi2_bins_p],
            ['ks', metrics.ks_statistic, published.ks_stat],
            ['ks p', metrics.ks_pvalue, published.ks_p_kolmogorov],
            ['wasserstein', metrics.wasserstein, published.wasserstein],
          ];
          for (const [metric, found, wanted] of pairs) {
            if (wanted == null) continue;
            const off = Math.abs(found! - wanted) / Math.max(1, Math.abs(wanted));
            expect(off, `${name} ${metric} ${found} ${wanted}`).toBeLessThan(1e-9);
            compared += 1;
          }
          expect(report.breaches.includes(name)).toBe(published.psi! >= 0.2);
        }
      }
      expect(compared).toBeGreaterThan(50);
    },
  );
});

describe('the calibrated definition', () => {
  test('the pandemic is drift: exit code 1, the column named, numbers complete', async () => {
    const { exit, out } = await windows(
      'fremont_bridge',
      '2019-04-01..2019-05-01',
      '2020-04-01..2020-05-01',
      '--json',
    );
    const { columns, breaches, elapsed_ms } = jsonOf(out);
    expect(exit).toBe(1);
    expect(breaches).toContain('mean_last_week');
    expect(Object.keys(columns)).not.toContain('prediction_id');
    expect(Object.keys(columns)).not.toContain('timestamp');
    expect(columns.mean_last_week).toMatchObject({
      type: 'numeric',
      n: { reference: 720, current: 720 },
      missing: { reference: 0, current: 0 },
      effect: 'psi_corrected',
      verdict: 'breach',
    });
    const names = [
      'psi',
      'psi_corrected',
      'jensen_shannon',
      'hellinger',
      'ks_statistic',
      'ks_pvalue',
      'wasserstein',
      'chi_square',
      'chi_square_pvalue',
      'l_infinity',
    ];
    expect(Object.keys(columns.mean_last_week!.metrics)).toEqual(expect.arrayContaining(names));
    expect(Object.keys(columns.hour!.metrics)).not.toContain('ks_statistic');
    expect(columns.mean_last_week!.q_value).toBeLessThan(1e-20);
    expect(columns.west_share_24h_ago!.missing.current).toBeCloseTo(33 / 720, 12);
    expect(elapsed_ms).toBeGreaterThan(0);
  });

  test('customers in random order are no drift: exit code 0, a table, one sentence', async () => {
    const { exit, out } = await windows(
      'telco_churn_stationary',
      '2023-01-01..2023-07-01',
      '2023-07-01..2023-08-01',
    );
    expect(exit).toBe(0);
    expect(out).toMatch(/^Column +Reference +Current/);
    expect(out).toContain('No drift found.');
  });

  test('two files without any time column are compared whole, CSV with Parquet', async () => {
    await writeFile(
      inHome('a.csv'),
      `x,word\n${Array.from({ length: 500 }, (_, i) => `${i % 50},${i % 2 ? 'on' : 'off'}`).join('\n')}\n`,
    );
    const db = await (await DuckDBInstance.create(':memory:')).connect();
    await db.run(
      `COPY (SELECT (i % 50) + 40 AS x, CASE WHEN i % 2 = 0 THEN 'on' ELSE 'off' END AS word FROM range(500) t(i)) TO '${inHome('b.parquet')}'`,
    );
    const { exit, out } = await steward(
      'drift',
      '--reference',
      inHome('a.csv'),
      '--current',
      inHome('b.parquet'),
      '--json',
    );
    expect([exit, jsonOf(out).breaches]).toEqual([1, ['x']]);
    expect(jsonOf(out).columns.word!.verdict).toBe('ok');
    const named = await steward(
      'drift',
      '--reference',
      inHome('a.csv'),
      '--current',
      inHome('b.parquet'),
      '--columns',
      'word',
    );
    expect(named.exit).toBe(0);
  });

  test('numbers that are categories are counted as such', async () => {
    const { out } = await windows(
      'telco_churn_stationary',
      '2023-01-01..2023-07-01',
      '2023-07-01..2023-08-01',
      '--columns',
      'tenure',
      '--categorical',
      'tenure',
      '--json',
    );
    expect(jsonOf(out).columns.tenure!.type).toBe('categorical');
  });
});

test('a link and a glob mean the files behind them', async () => {
  await mkdir(inHome('links'));
  await symlink(log('fremont_bridge'), inHome('links/latest.parquet'));
  const words = ['--columns', 'prediction', '--json'];
  const link = await steward(
    'drift',
    '--reference',
    inHome('links/latest.parquet'),
    '--current',
    log('fremont_bridge'),
    ...words,
  );
  expect([link.exit, link.err]).toEqual([0, '']);
  const glob = await steward(
    'drift',
    '--reference',
    `${folder}fremont_bridge/pred*.parquet`,
    '--current',
    log('fremont_bridge'),
    ...words,
  );
  expect([glob.exit, glob.err]).toEqual([0, '']);
  const none = await steward(
    'drift',
    '--reference',
    inHome('links/*.csv'),
    '--current',
    log('fremont_bridge'),
    ...words,
  );
  expect([none.exit, none.err]).toEqual([2, expect.stringContaining('matches no file')]);
});
