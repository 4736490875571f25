import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { categoryCounts, decileEdges, decileProbabilities, decileScores } from '../../src/methods/deciles.ts';
import type { ValueProfile } from '../../src/methods/summary.ts';
import { psiBy } from '../../src/methods/zero-rules.ts';

const folder = new URL('../fixtures/data/', import.meta.url);

interface Expected {
  schema: { numeric: string[]; categorical: string[] };
  reference_profile: Record<string, { bin_edges?: number[]; bin_counts?: number[] }>;
  drift: Record<string, Record<string, Period>>;
}
interface Period {
  from: string;
  to: string;
  ref_from: string;
  ref_to: string;
  columns: Record<string, Record<string, number> & { kind: 'numeric' | 'categorical' }>;
}

const database = await DuckDBInstance.create(':memory:');
const connection = await database.connect();
afterAll(() => {
  connection.closeSync();
  database.closeSync();
});

const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRows();
const when = (from: string, to: string) => `timestamp >= '${from}' and timestamp < '${to}'`;

/** As `numpy.quantile(method='linear')`, whose last bit decides on which side of an edge tied values fall. */
async function quantiles(column: string, where: string): Promise<number[]> {
  const found = await rows(
    `select "${column}"::double from log where ${where} and "${column}" is not null order by 1`,
  );
  const values = found.map(([value]) => Number(value));
  return decileProbabilities.map((probability) => {
    const rank = probability * (values.length - 1);
    const below = values[Math.floor(rank)]!;
    const gap = values[Math.ceil(rank)]! - below;
    const part = rank - Math.floor(rank);
    return part < 0.5 ? below + gap * part : below + gap - gap * (1 - part);
  });
}

async function histogram(column: string, edges: number[], where: string): Promise<number[]> {
  const inner = edges.map((edge) => `("${column}"::double > ${edge}::double)::int`).join(' + ');
  const counts = new Array<number>(edges.length + 1).fill(0);
  const found = await rows(
    `select ${inner} bin, count(*) from log where ${where} and "${column}" is not null group by 1`,
  );
  for (const [bin, count] of found) counts[Number(bin)] = Number(count);
  return counts;
}

async function categories(column: string, where: string): Promise<ValueProfile> {
  const found = await rows(
    `select "${column}"::varchar, count(*) from log where ${where} and "${column}" is not null group by 1`,
  );
  const counts = new Map(found.map(([value, count]) => [String(value), Number(count)]));
  return { column, kind: 'categorical', rows: 0, n: 0, missing: 0, nonFinite: 0, counts };
}

const closeTo = (actual: number, published: number) =>
  expect(Math.abs(actual - published)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(published)));

describe.each(['telco_churn_stationary', 'california_housing', 'fremont_bridge', 'bike_sharing'])(
  'deciles-1e-4 on %s',
  (set) => {
    const expected: Expected = JSON.parse(readFileSync(new URL(`${set}/expected.json`, folder), 'utf8'));

    beforeAll(async () => {
      const file = new URL(`${set}/predictions.parquet`, folder).pathname;
      await rows(`create or replace temp table log as from read_parquet('${file}')`);
    });

    const { numeric, categorical } = expected.schema;
    const logged = (column: string) => column !== 'label';

    test('the edges and reference counts are those of numpy', async () => {
      const { ref_from, ref_to } = Object.values(expected.drift.fixed_reference!)[0]!;
      for (const column of numeric.filter(logged)) {
        const published = expected.reference_profile[column]!;
        const edges = decileEdges(await quantiles(column, when(ref_from, ref_to)));
        expect(edges).toHaveLength(published.bin_edges!.length);
        for (const [at, edge] of edges.entries()) closeTo(edge, published.bin_edges![at]!);
        // The larger sets are kept without their reference counts.
        if (!published.bin_counts) continue;
        expect(await histogram(column, edges, when(ref_from, ref_to))).toEqual(published.bin_counts);
      }
    });

    test('every score of the published periods agrees to 1e-9', async () => {
      const periods = Object.values(expected.drift.fixed_reference!);
      let compared = 0;
      for (const period of [periods[0]!, periods.at(-1)!]) {
        const before = when(period.ref_from, period.ref_to);
        const now = when(period.from, period.to);
        for (const column of [...numeric, ...categorical].filter(logged)) {
          const published = period.columns[column]!;
          let counts: { reference: number[]; current: number[] };
          if (published.kind === 'numeric') {
            const edges = decileEdges(await quantiles(column, before));
            counts = {
              reference: await histogram(column, edges, before),
              current: await histogram(column, edges, now),
            };
          } else {
            counts = categoryCounts(await categories(column, before), await categories(column, now));
          }
          const scores = decileScores(counts.reference, counts.current)!;
          const pairs = [
            [scores.psi, published.psi],
            [psiBy('floor-1e-6', counts.reference, counts.current), published['psi_eps_1e-6']],
            [scores.jensen_shannon, published.js],
            [scores.hellinger, published.hellinger],
            [scores.l_infinity, published.l_infinity],
            [scores.chi_square, published.chi2 ?? published.chi2_bins],
            [scores.chi_square_p, published.chi2_p ?? published.chi2_bins_p],
            [scores.chi_square_degrees, published.chi2_dof ?? published.chi2_bins_dof],
            [scores.cramers_v, published.cramers_v],
          ] as const;
          for (const [actual, value] of pairs) {
            // The larger sets are kept with fewer numbers per column.
            if (value == null) continue;
            closeTo(actual, value);
            compared += 1;
          }
        }
      }
      expect(compared).toBeGreaterThan(50);
    });
  },
);

test('an empty window has no scores instead of NaN', () => {
  expect(decileScores([1, 2], [0, 0])).toBeNull();
  expect(decileScores([0], [3])).toBeNull();
});
