/** Profiles counted in memory, value by value: what a store must agree with. */
import { cellOf } from '../../src/methods/grid.ts';
import type { Layout, Profile } from '../../src/methods/summary.ts';

export type Value = number | string | boolean | null;

export const wholeLine = (column = 'x'): Layout => ({
  column,
  kind: 'numeric',
  grid: { center: 0, scale: 1 },
  ends: true,
});

export function profileOf(layout: Layout, values: Value[]): Profile {
  const numeric = layout.kind !== 'categorical';
  const usable = values.filter((value) => value !== null && (!numeric || Number.isFinite(value)));
  const tally = {
    column: layout.column,
    rows: values.length,
    n: usable.length,
    missing: values.length - usable.length,
    nonFinite: numeric ? values.filter((value) => value !== null && !Number.isFinite(value)).length : 0,
  };
  if (layout.kind !== 'numeric') {
    const counts = new Map<string, number>();
    for (const value of usable) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
    return { ...tally, kind: layout.kind, counts };
  }
  const numbers = usable as number[];
  const cells = new Map<number, [count: number, sum: number]>();
  for (const value of numbers) {
    const [count, sum] = cells.get(cellOf(layout.grid, value)) ?? [0, 0];
    cells.set(cellOf(layout.grid, value), [count + 1, sum + value]);
  }
  const order = Int16Array.from(cells.keys()).sort();
  return {
    ...tally,
    kind: 'numeric',
    grid: layout.grid,
    cells: order,
    counts: Float64Array.from(order, (cell) => cells.get(cell)![0]),
    sums: Float64Array.from(order, (cell) => cells.get(cell)![1]),
    min: layout.ends && numbers.length ? numbers.reduce((a, b) => Math.min(a, b)) : null,
    max: layout.ends && numbers.length ? numbers.reduce((a, b) => Math.max(a, b)) : null,
  };
}

/** Seeded uniform numbers in [0, 1) (mulberry32), so that simulations repeat. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Standard normal numbers by Box and Muller. */
export const normal = (uniform: () => number) => () =>
  Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
