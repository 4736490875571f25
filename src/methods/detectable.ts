/** What a window of this size could have found: without it, silence would be read as "no drift". */
import type { Effect } from '../domain/monitor.ts';
import { detectableNoncentrality } from './chi-square-tail.ts';
import type { ChunkTest } from './chunk-test.ts';
import { type Change, hardestChanges } from './hardest-change.ts';
import { hellingerDistance } from './hellinger.ts';
import { jensenShannonDistance } from './jensen-shannon.ts';
import { isApart, keptByPooling, pool } from './pool.ts';
import { shares, total } from './shares.ts';

export interface Sizes {
  /** Rows of the current window. */
  current: number;
  deff: number;
}

/** What judges: an effect of a column whose reference has these counts, at the level of one of the check's tests. */
export interface Test {
  effect: Effect;
  floor: number;
  alpha: number;
  counts: number[];
  ordered: boolean;
  chunks?: ChunkTest | null;
}

/**
 * Each effect as a PSI, to which the test's noncentrality is proportional (`λ ≈ PSI · nm/(n + m)` near no drift). Jensen–Shannon
 * and Hellinger by their second-order expansions; KS and L∞ by the least PSI that a change of a share by d can have, 4d²;
 * Wasserstein ÷ σ as the shift of a normal distribution.
 */
const asPsi: Record<Exclude<Effect, 'cramers_v'>, { factor: number; power: 1 | 2 }> = {
  psi_corrected: { factor: 1, power: 1 },
  jensen_shannon: { factor: 8 * Math.LN2, power: 2 },
  hellinger: { factor: 8, power: 2 },
  ks_statistic: { factor: 4, power: 2 },
  l_infinity: { factor: 4, power: 2 },
  wasserstein_normed: { factor: 1, power: 2 },
};

/** Effects of which a change of one noncentrality may have very different sizes, from the shares of a bin and of all others. */
const divergences: Partial<Record<Effect, (before: number[], after: number[]) => number>> = {
  psi_corrected: (before, after) =>
    before.reduce((sum, share, bin) => sum + (after[bin]! - share) * Math.log(after[bin]! / share), 0),
  jensen_shannon: jensenShannonDistance,
  hellinger: hellingerDistance,
};

export interface Detectable {
  /** Smallest effect that the test finds with 80 % probability, in the effect's own scale; null: too few rows for two bins. */
  smallest: number | null;
  /** Rows that the current window needs to find an effect of the floor's size; null: the reference is too small. */
  needed: number | null;
}

/** More rows than any window has. */
const endless = 2 ** 50;

/**
 * `MDE = λ(deff/n + deff/m)/kept`, where `kept` is what pooling the bins of such windows leaves of a change, or the size of the hardest
 * change to see, if that is larger; and the least m of which that is no more than the floor.
 */
export function detectable({ counts, ...gate }: Test, { current, deff }: Sizes): Detectable {
  const test = { ...gate, counts: counts.filter((count) => count > 0) };
  // In units of a row, not of an effective row.
  const least = (test.chunks?.detectable(test.alpha) ?? 0) / deff;
  const smallest = (rows: number) => smallestAt(test, { current: rows, deff, least });
  const sees = (rows: number) => smallest(rows) <= test.floor;
  const found = smallest(current);
  return { smallest: Number.isFinite(found) ? found : null, needed: sees(endless) ? fewest(sees) : null };
}

/** `least`: the noncentrality below which the chunks' own spread lets nothing be found. */
function smallestAt(
  { effect, alpha, ...test }: Test,
  { current, deff, least }: Sizes & { least: number },
): number {
  const reference = total(test.counts);
  const pooled = isApart(Math.min(...test.counts) / reference, Math.min(reference, current) / deff)
    ? test.counts
    : pool(
        test.counts.map((count) => count / deff),
        test.counts.map((count) => (count / reference) * (current / deff)),
        test.ordered,
      ).reference;
  const kept = pooled === test.counts ? 1 : keptByPooling(test.counts, pooled, test.ordered);
  if (kept === 0) return Infinity;
  const lambda = Math.max(detectableNoncentrality(Math.max(1, pooled.length - 1), alpha), least);
  const lost = (lambda * deff) / kept;
  // V² = X²/N: how the N rows divide into windows is already in X².
  if (effect === 'cramers_v') return Math.sqrt(lost / (reference + current));
  const { factor, power } = asPsi[effect];
  const usual = ((lost / reference + lost / current) / factor) ** (1 / power);
  const divergence = divergences[effect];
  if (divergence === undefined || pooled.length < 2) return usual;
  const changes = hardestChanges({
    reference,
    current,
    findable: lambda * deff * (1 / reference + 1 / current),
    shares: shares(pooled),
    ordered: test.ordered,
  });
  return Math.max(usual, ...changes.map((change) => divergence(...withRest(change))));
}

/** The least whole number that a predicate holds for and not for the one before, looked for by doubling and halving. */
function fewest(holds: (rows: number) => boolean): number {
  let [below, above] = [0, 1];
  while (!holds(above)) [below, above] = [above, 2 * above];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return above;
}

const withRest = ([before, after]: Change): [number[], number[]] => [
  [before, 1 - before],
  [after, 1 - after],
];
