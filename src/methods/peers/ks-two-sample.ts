/**
 * The Kolmogorov–Smirnov test of two samples: the largest distance D of their distribution functions, and how probable a distance
 * as large is when both are one (two-sided). As `scipy.stats.ks_2samp`.
 */
import { kolmogorovTail } from './kolmogorov-one-sample.ts';
import { ties } from './ordered.ts';

/** Up to this many rows on the larger side scipy counts exactly. */
const exactRows = 10_000;

export function ksStatistic(reference: number[], current: number[]): number {
  let [below, nowBelow, largest] = [0, 0, 0];
  for (const { before, now } of ties(reference, current)) {
    below += before;
    nowBelow += now;
    largest = Math.max(largest, Math.abs(below / reference.length - nowBelow / current.length));
  }
  return largest;
}

/**
 * Exact p for samples of n and m rows without ties: the share of all orders of them whose distance reaches `distance`. Counted as a
 * walk on the n × m lattice that stays inside (Hodges, Ark. Mat. 3, 1958), as probabilities, so that nothing overflows.
 */
export function ksExactP(distance: number, n: number, m: number): number {
  // Distances are multiples of 1/(nm): half a step keeps rounding from deciding.
  const outside = (i: number, j: number) => Math.abs(i / n - j / m) >= distance - 0.5 / (n * m);
  // inside[j]: probability that the walk came to (i, j) and was inside all the way.
  let inside = new Float64Array(m + 1);
  for (let i = 0; i <= n; i += 1) {
    const next = new Float64Array(m + 1);
    for (let j = 0; j <= m; j += 1) {
      if (outside(i, j)) continue;
      if (i === 0 && j === 0) next[j] = 1;
      else next[j] = ((i > 0 ? inside[j]! * i : 0) + (j > 0 ? next[j - 1]! * j : 0)) / (i + j);
    }
    inside = next;
  }
  return Math.min(1, Math.max(0, 1 - inside[m]!));
}

/** Asymptotic p: the one-sample test's exact tail at the effective number of rows nm/(n + m), rounded. */
export const ksAsymptoticP = (distance: number, n: number, m: number): number =>
  kolmogorovTail(distance, Math.max(1, Math.round((n * m) / (n + m))));

export const ksP = (distance: number, n: number, m: number): number =>
  Math.max(n, m) <= exactRows ? ksExactP(distance, n, m) : ksAsymptoticP(distance, n, m);
