/** Weeks without drift, drawn as counts: a reference, its chunks and a window of one column. */

import type { ColumnWindows } from '../../src/methods/calibrated.ts';
import type { Layout, Profile } from '../../src/methods/summary.ts';

export type Uniform = () => number;

export const distributions = {
  /** What the canonical bins make of any continuous column. */
  even20: Array.from({ length: 20 }, () => 1 / 20),
  skewed10: Array.from({ length: 10 }, (_, at) => (19 - 2 * at) / 100),
  rare2: [0.97, 0.03],
  zipf50: normalised(Array.from({ length: 50 }, (_, at) => 1 / (at + 1))),
} satisfies Record<string, number[]>;

export type Distribution = keyof typeof distributions;

export interface Weeks {
  distribution: Distribution;
  /** Rows of the window and of each of the reference's chunks. */
  n: number;
  chunks: number;
  /** Deviation of the mood that all rows of one chunk share: 0 is independent rows. */
  mood: number;
  /** By how much the window's log-shares are tilted along the bins: planted drift. */
  tilt: number;
}

export function weeks(uniform: Uniform, { distribution, n, chunks, mood, tilt }: Weeks): ColumnWindows {
  const shares = distributions[distribution];
  const drawn = (extra: number) => multinomial(uniform, n, tilted(shares, mood * gauss(uniform) + extra));
  const parts = Array.from({ length: chunks }, () => drawn(0));
  const all = shares.map((_, bin) => parts.reduce((sum, part) => sum + part[bin]!, 0));
  return { reference: profileOf(all), current: profileOf(drawn(tilt)), chunks: parts.map(profileOf) };
}

function normalised(weights: number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Shares ∝ p·exp(by·s) with scores s of deviation one, spread evenly over the bins. */
export const tilted = (shares: number[], by: number): number[] =>
  by === 0
    ? shares
    : normalised(
        shares.map(
          (share, bin) => share * Math.exp(by * ((bin + 0.5) / shares.length - 0.5) * Math.sqrt(12)),
        ),
      );

function profileOf(counts: number[]): Profile {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const named = new Map(counts.map((count, bin) => [`c${String(bin).padStart(2, '0')}`, count]));
  return { ...layout, rows: n, n, missing: 0, nonFinite: 0, counts: named };
}

const layout: Layout & { kind: 'categorical' } = { column: 'c', kind: 'categorical' };

const gauss = (uniform: Uniform) =>
  Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

function multinomial(uniform: Uniform, n: number, shares: number[]): number[] {
  let [left, mass] = [n, 1];
  return shares.map((share, bin) => {
    const count = bin === shares.length - 1 ? left : binomial(uniform, left, Math.min(1, share / mass));
    left -= count;
    mass -= share;
    return count;
  });
}

/** By waiting times where few are expected, else by the rounded normal, whose error is far below what 4,000 runs could see. */
function binomial(uniform: Uniform, n: number, p: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomial(uniform, n, 1 - p);
  if (n * p > 60) {
    const drawn = Math.round(n * p + Math.sqrt(n * p * (1 - p)) * gauss(uniform));
    return Math.min(n, Math.max(0, drawn));
  }
  const each = Math.log1p(-p);
  let [count, at] = [0, 0];
  for (;;) {
    at += Math.floor(Math.log(1 - uniform()) / each) + 1;
    if (at > n) return count;
    count += 1;
  }
}
