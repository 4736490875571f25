import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DriftReport } from '../../src/cli/drift-report.ts';
import { steward } from './run-verb.ts';

let home = '';
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'steward-drift-keys-'));
});
afterAll(() => rm(home, { recursive: true }));

const many = 600;

/** Compares two files of so many rows; a feature that repeats stands beside each column, and does not drift. */
async function compare(
  columns: Record<string, [reference: (i: number) => unknown, current: (i: number) => unknown]>,
  ...more: string[]
) {
  const files = [0, 1].map((side) => {
    const rows = Array.from({ length: many }, (_, i) =>
      [i % 7, ...Object.values(columns).map((of) => of[side]!(i))].join(','),
    );
    return [['feature', ...Object.keys(columns)].join(','), ...rows, ''].join('\n');
  });
  const [reference, current] = [path.join(home, 'reference.csv'), path.join(home, 'current.csv')];
  await writeFile(reference, files[0]!);
  await writeFile(current, files[1]!);
  return steward('drift', '--reference', reference, '--current', current, ...more);
}
const reportOf = async (...asked: Parameters<typeof compare>): Promise<DriftReport> =>
  JSON.parse((await compare(...asked, '--json')).out);

const order = (i: number) => `order-${i}`;
const rising = (i: number) => 1000 + i * 3 + (i % 2);

test('texts of their own and rows that are counted are left out and said, unless they are asked for', async () => {
  const columns = {
    order: [order, order],
    id: [(i: number) => i + 1, (i: number) => many + i + 1],
    shuffled: [(i: number) => 4e12 - ((i * 7) % many), (i: number) => 4e12 + 1e9 + ((i * 11) % many)],
  } satisfies Parameters<typeof compare>[0];
  const { exit, out } = await compare(columns);
  expect(exit).toBe(0);
  expect(out).toContain(
    'Left out as names of rows, a text for each or counted one by one: order, id, shuffled.',
  );
  const asked = await reportOf(columns, '--columns', 'id,order');
  const categorical = await reportOf(columns, '--categorical', 'order');
  expect([Object.keys(categorical.columns), categorical.left_out]).toEqual([
    ['feature', 'order'],
    ['id', 'shuffled'],
  ]);
  expect([asked.columns.id!.verdict, asked.columns.order!.verdict, asked.left_out]).toEqual([
    'breach',
    'ok',
    [],
  ]);
});

test('other whole numbers that hardly repeat may be keys or not: they are compared, with a hint if they drift', async () => {
  const columns = {
    gaps: [rising, (i: number) => rising(i + many)],
    cents: [(i: number) => i ** 2, (i: number) => i ** 2 + 3 * many ** 2],
    steady: [(i: number) => i ** 2, (i: number) => i ** 2],
    ratio: [(i: number) => i / 1024, (i: number) => 50 + i / 1024],
    visits: [(i: number) => i % 200, (i: number) => 500 + (i % 200)],
    // Counted in the reference only: it may be a share of a day.
    minute: [(i: number) => i, (i: number) => i % 60],
  } satisfies Parameters<typeof compare>[0];
  const { like_keys, breaches, left_out } = await reportOf(columns);
  expect(breaches).toEqual(['gaps', 'cents', 'ratio', 'visits', 'minute']);
  expect([like_keys, left_out]).toEqual([['gaps', 'cents', 'minute'], []]);
  const { exit, out } = await compare(columns, '--key', 'minute');
  expect([exit, out]).toEqual([
    1,
    expect.stringMatching(/gaps, cents\. .*only names rows: --key minute,gaps,cents$/m),
  ]);
});

test('a key that is named is not compared; one that is not there is said', async () => {
  const columns = { gaps: [rising, (i: number) => rising(i + many)] } satisfies Parameters<typeof compare>[0];
  expect((await compare(columns, '--key', 'gaps')).exit).toBe(0);
  const wrong = await compare(columns, '--key', 'gasp');
  expect([wrong.exit, wrong.err]).toEqual([2, expect.stringContaining('Did you mean "gaps"?')]);
});

test('an option that is given again adds to what was given', async () => {
  const columns = { gaps: [rising, rising], id: [rising, rising] } satisfies Parameters<typeof compare>[0];
  const { columns: compared } = await reportOf(columns, '--key', 'gaps', '--key', 'id');
  expect(Object.keys(compared)).toEqual(['feature']);
});

test('files of keys alone cannot be compared', async () => {
  const day = (i: number) => `2024-01-${10 + Math.floor(i / 60)}`;
  const columns = { at: [day, day], order: [order, order] } satisfies Parameters<typeof compare>[0];
  for (const more of [[], ['--time', 'at', '--current-window', '2024-01-18..2024-01-20']]) {
    const { exit, err } = await compare(columns, '--key', 'feature,at', ...more);
    expect([exit, err]).toEqual([2, expect.stringMatching(/only name rows: order\. .*--columns/)]);
  }
});
