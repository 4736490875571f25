/** Weeks of one column, drawn as counts: a reference of chunks and a window. */
import { binned, binsOf } from '../../src/methods/bins.ts';
import type { ColumnWindows } from '../../src/methods/calibrated.ts';
import type { Profile } from '../../src/methods/summary.ts';
import { multinomial, normal, type Uniform } from './draws.ts';

export const distributions = {
  /** What the canonical bins make of any continuous column. */
  even20: { kind: 'discrete', shares: Array.from({ length: 20 }, () => 1 / 20) },
  skewed10: { kind: 'categorical', shares: Array.from({ length: 10 }, (_, at) => (19 - 2 * at) / 100) },
  rare2: { kind: 'categorical', shares: [0.97, 0.03] },
  zipf50: { kind: 'categorical', shares: normalised(Array.from({ length: 50 }, (_, at) => 1 / (at + 1))) },
} as const satisfies Record<string, { kind: 'discrete' | 'categorical'; shares: number[] }>;

export type Distribution = keyof typeof distributions;

export interface Column {
  distribution: Distribution;
  /** Rows of the window and of each of the reference's chunks. */
  n: number;
  chunks: number;
  /** Deviation of the mood that all rows of one chunk share: 0 is independent rows. */
  mood: number;
}

export type Usual = Pick<ColumnWindows, 'reference' | 'chunks'>;

export function usualWeeks(uniform: Uniform, column: Column): Usual {
  const { kind, shares } = distributions[column.distribution];
  const parts = Array.from({ length: column.chunks }, () => drawn(uniform, column, shares));
  const all = shares.map((_, bin) => parts.reduce((sum, part) => sum + part[bin]!, 0));
  const reference = profileOf(kind, all);
  const bins = binsOf(reference);
  return {
    reference,
    chunks: parts.map((part) => {
      const profile = profileOf(kind, part);
      return { counts: binned(bins, profile), profile };
    }),
  };
}

/** A window of the usual shares, or of planted ones. */
export function weekOf(uniform: Uniform, column: Column, planted?: number[]): Profile {
  const { kind, shares } = distributions[column.distribution];
  return profileOf(kind, drawn(uniform, column, planted ?? shares));
}

const drawn = (uniform: Uniform, { n, mood }: Column, shares: number[]) =>
  multinomial(uniform, n, mood === 0 ? shares : tilted(shares, mood * normal(uniform)));

/** Shares ∝ p·exp(by·s) with scores s of deviation one, spread evenly over the bins. */
export const tilted = (shares: number[], by: number): number[] =>
  normalised(
    shares.map((share, bin) => share * Math.exp(by * ((bin + 0.5) / shares.length - 0.5) * Math.sqrt(12))),
  );

function normalised(weights: number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

const names = Array.from({ length: 50 }, (_, bin) => String(bin));

function profileOf(kind: 'discrete' | 'categorical', bins: number[]): Profile {
  const counts = new Map<string, number>();
  let n = 0;
  for (let bin = 0; bin < bins.length; bin += 1) {
    counts.set(names[bin]!, bins[bin]!);
    n += bins[bin]!;
  }
  return { column: 'c', kind, rows: n, n, missing: 0, nonFinite: 0, counts };
}
