// Every kind of value in one log of some size: whatever the store, the same rows give the same numbers. Part of the store contract.
import { describe, expect, test } from 'vitest';
import { day, hour } from '../../src/lib/time.ts';
import { binsOf, inBins } from '../../src/methods/bins.ts';
import { cellsPerSide } from '../../src/methods/grid.ts';
import { methods } from '../../src/methods/index.ts';
import type { Grid, Layout, Profile } from '../../src/methods/summary.ts';
import type { StoreKind } from '../../src/stores/contract.ts';
import { normal, profileOf, random } from '../methods/profile-of.ts';
import { expectSameProfile } from './same-profile.ts';
import {
  type Cell,
  datasetOf,
  oddName,
  type StartStore,
  start,
  type Table,
  withStore,
} from './store-world.ts';
import { expectParts } from './with-parts.ts';

const size = 3 * 2 * cellsPerSide;
const days = 20;
/** Some are called as statements call their own columns. */
const columns: Table['columns'] = {
  id: 'text',
  at: 'time',
  zoned: 'zoned',
  date: 'date',
  prediction: 'number',
  many: 'decimal',
  far: 'number',
  edge: 'number',
  even: 'number',
  brink: 'number',
  [oddName]: 'number',
  x: 'text',
  chunk: 'flag',
};
const edged: Grid = { center: 3.7, scale: 0.013 };
const even: Grid = { center: -0.3, scale: 0.7, even: true };
const layouts: Layout[] = [
  { column: 'prediction', kind: 'numeric', grid: { center: 0, scale: 1 } },
  { column: 'many', kind: 'numeric', grid: { center: 20, scale: 16 }, ends: true, stepped: true },
  { column: 'far', kind: 'numeric', grid: { center: 1.7e9, scale: 0.7 } },
  { column: 'edge', kind: 'numeric', grid: edged, ends: true },
  { column: 'even', kind: 'numeric', grid: even },
  { column: 'brink', kind: 'numeric', grid: { center: 0, scale: 2048, even: true } },
  { column: oddName, kind: 'numeric', grid: { center: -0, scale: 1e-6 }, usual: null },
  { column: oddName, kind: 'numeric', grid: { center: 0, scale: 1e-6 }, ends: true, usual: 0 },
  { column: oddName, kind: 'numeric', grid: { center: 0, scale: 1e-6 }, usual: 5e-7 },
  { column: oddName, kind: 'discrete' },
  { column: 'chunk', kind: 'discrete' },
  { column: 'chunk', kind: 'categorical' },
  { column: 'x', kind: 'categorical' },
];
const odd = [0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, null, 1e-300, 5e-7];
/** Bytes that sort differently in every collation, and texts that look like something else. */
const strange = ['', ' ', 'NULL', 'ß', 'ss', 'Å', 'Å', '😀', "o'hara", 'a\tb', '\\n', 'NaN'];

/** At the end of every cell in turn, and at the doubles before and after it: each engine rounds every step alike. */
function nearEdge(i: number, { center, scale }: Grid): number {
  const edge = (i % (2 * cellsPerSide)) - cellsPerSide + 0.5;
  const x = center + (scale * edge) / (cellsPerSide - Math.abs(edge));
  return x * (1 + (Math.floor(i / (2 * cellsPerSide)) - 1) * Number.EPSILON);
}

/** The same, at the ends of cells among all that 16 bits number, and of some beyond them. */
function nearEvenEdge(i: number): number {
  const edge = Math.floor(((i >> 2) / size) * 4 * 70_000) - 35_000 + 0.5;
  return (even.center + (even.scale * edge) / cellsPerSide) * (1 + ((i & 3) - 1) * Number.EPSILON);
}

/** Ten thousand towns; from the middle on prices are higher and predictions wider. */
function rowsOf(): Record<string, Cell>[] {
  const uniform = random(20_240_228);
  const bell = normal(uniform);
  return Array.from({ length: size }, (_, i) => {
    const at = start + Math.floor((i / size) * days * day);
    const isLate = i >= size / 2;
    const plain = `town ${i % 10_000}`;
    return {
      id: `k${i}`,
      at,
      zoned: at,
      date: at,
      prediction: bell() * (isLate ? 1.5 : 1),
      many: Math.round(100 * Math.exp(bell() + 3 + (isLate ? 0.2 : 0))) / 100,
      far: 1.7e9 + bell(),
      edge: nearEdge(i, edged),
      even: nearEvenEdge(i),
      // Less than a cell beyond the last ones, and nothing further out that would show it.
      brink: (i & 1 ? 1 : -1) * (32_766 + ((i >> 1) % 32) / 16),
      [oddName]: odd[Math.floor(uniform() * odd.length)]!,
      x: uniform() < 0.1 ? strange[i % strange.length]! : plain,
      chunk: [true, false, null][i % 3]!,
    };
  });
}

const window = { from: start + 3 * hour, to: start + 10 * day };
const later = { from: start + 10 * day, to: start + 17 * day + hour };

export function storeValuesContract(kind: StoreKind<never>, begin: StartStore): void {
  describe(`${kind.id} reads every kind of value`, () => {
    test('as rows in memory: equal counts, scores to 1e-12, moments to 1e-9, whichever column says when', async () => {
      const rows = rowsOf();
      await withStore(kind, begin({ predictions: { columns, rows } }), async (store, nameOf) => {
        const of = (time: string) => datasetOf(nameOf('predictions'), { time });
        const kinds = (await store.describe(of('at'))).map((info) => [info.column, info.kind]);
        expect(kinds.filter(([, is]) => is === 'time').map(([column]) => column)).toEqual([
          'at',
          'zoned',
          'date',
        ]);
        const profiles: [Profile[], Profile[]][] = [];
        for (const one of [window, later, null]) {
          const inside = rows.filter(({ at }) => !one || (Number(at) >= one.from && Number(at) < one.to));
          const asked = { dataset: of('at'), window: one, version: null };
          const found = await store.summarize(layouts, asked);
          const expected = layouts.map((layout) => profileOf(layout, valuesOf(layout, inside)));
          for (const [i, layout] of layouts.entries()) {
            // Alone as well: what one column holds may change how those beside it are counted.
            const [alone] = await store.summarize([layout], asked);
            for (const one of [found[i]!, alone!])
              expectSameProfile(one, expected[i]!, valuesOf(layout, inside));
          }
          const zoned = await store.extent({ ...asked, dataset: of('zoned') });
          expect(zoned).toEqual(await store.extent(asked));
          profiles.push([found, expected]);
        }
        for (const [i, layout] of layouts.entries()) {
          const scores = (side: 0 | 1) => {
            const [reference, current] = profiles.map((pair) => pair[side][i]!) as [Profile, Profile];
            const bins = binsOf(reference);
            const score = (method: (typeof methods)[number]) =>
              method.score(inBins(bins, reference), inBins(bins, current));
            return methods
              .filter(({ reads }) => reads === 'counts' || layout.kind !== 'categorical')
              .map((method) => [method.id, score(method)] as const);
          };
          const expected = new Map(scores(1));
          for (const [id, score] of scores(0)) {
            const exact = expected.get(id)!;
            // A distance is as exact as the means of its cells, which are as exact as the numbers are large.
            const tolerance = id === 'wasserstein' ? (layout.column === 'far' ? 1e-6 : 1e-9) : 1e-12;
            expect(Math.abs(score - exact), `${id} of ${layout.column}`).toBeLessThanOrEqual(
              tolerance * Math.max(1, Math.abs(exact)),
            );
          }
        }
        // The first rows lie in no chunk, nor do the last ones and some between them.
        const windows = [1, 2, 5, 6, 8].map((at) => ({
          from: window.from + at * day,
          to: window.from + (at + 1) * day,
        }));
        await expectParts(
          store,
          { layouts, rows: { dataset: of('at'), window, version: null }, windows },
          (layout, span) =>
            valuesOf(
              layout,
              rows.filter(({ at }) => Number(at) >= span.from && Number(at) < span.to),
            ),
        );
        const dates = { from: start + 2 * day, to: start + 4 * day };
        const ofDates = await store.extent({ dataset: of('date'), window: dates, version: null });
        expect(ofDates).toEqual({
          rows: rows.filter(({ at }) => Number(at) >= dates.from && Number(at) < dates.to).length,
          first: dates.from,
          last: dates.to - day,
        });
      });
    });
  });
}

/** A flag that is counted as a number is 0 or 1. */
const valuesOf = ({ column, kind }: Layout, rows: Record<string, Cell>[]): Cell[] =>
  rows.map((row) => {
    const value = row[column]!;
    return kind !== 'categorical' && typeof value === 'boolean' ? Number(value) : value;
  });
