/** Two classifiers on the same rows: what counts is only where one of them is right and the other is not. */
import fisher from '@stdlib/stats-base-dists-f';
import { chiSquareTail } from './chi-square-tail.ts';
import { z95 } from './delong.ts';

export interface McNemar {
  /** Accuracy of the challenger minus that of the champion. */
  difference: number;
  pValue: number;
  /** 95 %, of the difference. */
  interval: [number, number];
  exact: boolean;
}

/** Below so many rows of disagreement the test is exact. */
const fewestDiscordant = 25;

/**
 * McNemar (Psychometrika 12, 1947): `b` rows only the champion got right, `c` only the challenger, of `n`. Exact binomial below
 * 25 of them, with the Clopper–Pearson interval of `c / (b + c)` carried over; else chi-square with Edwards' continuity
 * correction and Wald's interval of paired shares (Fleiss, Statistical Methods for Rates and Proportions, 13.1).
 */
export function mcnemar(b: number, c: number, n: number): McNemar {
  const difference = n === 0 ? 0 : (c - b) / n;
  if (b + c < fewestDiscordant) {
    const [low, high] = clopperPearson(c, b + c);
    const scale = n === 0 ? 0 : (b + c) / n;
    return {
      difference,
      pValue: exactP(b, c),
      interval: [(2 * low - 1) * scale, (2 * high - 1) * scale],
      exact: true,
    };
  }
  const half = (z95 * Math.sqrt(b + c - (c - b) ** 2 / n)) / n;
  return {
    difference,
    pValue: chiSquareTail((Math.abs(b - c) - 1) ** 2 / (b + c), 1),
    interval: [difference - half, difference + half],
    exact: false,
  };
}

/** Two-sided binomial p at one half: `2·P(X ≤ min(b, c))`, at most 1. */
export function exactP(b: number, c: number): number {
  const trials = b + c;
  let logTerm = -trials * Math.LN2;
  let sum = Math.exp(logTerm);
  for (let hits = 1; hits <= Math.min(b, c); hits += 1) {
    logTerm += Math.log((trials - hits + 1) / hits);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, 2 * sum);
}

/** 95 % interval of a share (Biometrika 26, 1934) by the quantiles of F. */
function clopperPearson(hits: number, trials: number): [number, number] {
  const misses = trials - hits;
  const low =
    hits === 0 ? 0 : hits / (hits + (misses + 1) * fisher.quantile(0.975, 2 * (misses + 1), 2 * hits));
  const odds = misses === 0 ? 0 : (hits + 1) * fisher.quantile(0.975, 2 * (hits + 1), 2 * misses);
  return [low, misses === 0 ? 1 : odds / (misses + odds)];
}
