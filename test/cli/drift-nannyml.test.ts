import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { DriftReport } from '../../src/cli/drift-report.ts';
import { folder } from '../methods/fixture-pairs.ts';
import { steward } from './run-verb.ts';

interface Published {
  set: string;
  reference: [string, string];
  current: [string, string];
  columns: Record<string, { values: number[]; limit: number; alerts: boolean[] }>;
}

const { reports } = JSON.parse(
  readFileSync(new URL('../fixtures/nannyml/drift.json', import.meta.url), 'utf8'),
) as { reports: Published[] };

/** Below that a distance is what rounding left of 0. */
const nothing = 1e-7;

test.each(reports.map((report) => [`${report.set} from ${report.reference[0]}`, report] as const))(
  'every chunk of every column of %s has the distance, the limit and the verdict that NannyML computed',
  async (_, { set, reference, current, columns }) => {
    const file = `${folder}${set}/predictions.parquet`;
    const { exit, out } = await steward(
      ...['drift', '--reference', file, '--current', file, '--time', 'timestamp'],
      ...['--reference-window', reference.join('..'), '--current-window', current.join('..')],
      ...['--definition', 'nannyml', '--json'],
    );
    const report = JSON.parse(out) as DriftReport;
    expect(Object.keys(report.columns).sort()).toEqual(Object.keys(columns).sort());
    for (const [column, { values, limit, alerts }] of Object.entries(columns)) {
      const found = report.columns[column]!;
      expect(found.distances, column).toHaveLength(values.length);
      for (const [chunk, value] of values.entries()) {
        const distance = found.distances![chunk]!;
        const off = Math.abs(distance - value);
        expect(off, `${column}, chunk ${chunk}: ${distance} ${value}`).toBeLessThan(
          value < nothing ? nothing : 1e-9,
        );
      }
      expect(Math.abs(found.metrics.limit! - limit), column).toBeLessThan(limit < nothing ? nothing : 1e-9);
      const over = alerts.filter(Boolean).length;
      expect(found.metrics, column).toMatchObject({ chunks: values.length, chunks_over: over });
      expect(found.metrics.jensen_shannon, column).toBe(Math.max(...found.distances!.map(Number)));
      expect(report.breaches.includes(column), column).toBe(over > 0);
    }
    expect(exit).toBe(report.breaches.length > 0 ? 1 : 0);
  },
);

test('the files have columns that alarm and columns that do not, and a chunk of what is left over', () => {
  const all = reports.flatMap(({ columns }) => Object.values(columns));
  expect(all.filter(({ alerts }) => alerts.includes(true)).length).toBeGreaterThan(5);
  expect(all.filter(({ alerts }) => !alerts.includes(true)).length).toBeGreaterThan(5);
  expect(all.filter(({ values }) => values.length === 11).length).toBeGreaterThan(0);
});

test('a chunk without values has no distance, a row without a time no chunk, and neither a constant nor a new category breaks anything', async () => {
  await using files = await mkdtempDisposable();
  const rows = (from: number, cells: (row: number) => string) =>
    Array.from(
      { length: 40 },
      (_, row) => `${new Date(Date.UTC(2026, 0, from, 0, row)).toISOString()},${cells(row)}`,
    );
  const head = 'at,x,same,word';
  const before = path.join(files.folder, 'before.csv');
  const now = path.join(files.folder, 'now.csv');
  await writeFile(before, [head, ...rows(1, (row) => `${row / 7},3,${row % 2 ? 'a' : 'b'}`)].join('\n'));
  await writeFile(now, [head, ...rows(2, (row) => `${row < 4 ? '' : row / 7},3,new`), ',7,4,old'].join('\n'));
  const { out } = await steward(
    ...[
      'drift',
      '--reference',
      before,
      '--current',
      now,
      '--time',
      'at',
      '--definition',
      'nannyml',
      '--json',
    ],
  );
  const { columns } = JSON.parse(out) as DriftReport;
  expect(columns.x!.distances![0]).toBeNull();
  expect(columns.x!.distances![1]).toBeGreaterThan(0);
  expect(columns.same).toMatchObject({
    verdict: 'ok',
    metrics: { jensen_shannon: 0, limit: 0, chunks_over: 0 },
  });
  expect(columns.word).toMatchObject({ verdict: 'breach', metrics: { jensen_shannon: 1, chunks_over: 10 } });
});

test.each([
  [
    'a floor is refused, for the limits are NannyML’s',
    ['--time', 'at', '--floor', '0.2'],
    'leave out --floor',
  ],
  ['without a time there are no chunks', [], 'name its column with --time'],
])('%s', async (_, more, sentence) => {
  const { exit, err } = await steward(
    ...['drift', '--reference', 'a.csv', '--current', 'b.csv', '--definition', 'nannyml', ...more],
  );
  expect(exit).toBe(2);
  expect(err).toContain(sentence);
});

async function mkdtempDisposable() {
  const made = await mkdtemp(path.join(tmpdir(), 'steward-nannyml-'));
  return { folder: made, [Symbol.asyncDispose]: () => rm(made, { recursive: true }) };
}
