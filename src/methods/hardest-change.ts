/**
 * The changes that are hardest to see for their size: bins that become rarer. A share that falls from p to q adds `(p − q) ln(p/q)` to PSI, but
 * never more than p a row to Pearson's statistic; Hellinger and Jensen–Shannon too rise faster than it. Of all changes with one
 * noncentrality the largest is therefore one in which some bins fall as far as they may and all others grow by one factor.
 */

/** Shares of those bins in the two windows. */
export type Change = readonly [reference: number, current: number];

/** What is left at least of shares that fall: of several bins together, and of a single category, which then has as good as vanished. */
const left = { several: 1 / 4, single: 1 / 50 };

export interface Windows {
  /** Rows of each. */
  reference: number;
  current: number;
  /** `λ(deff/n + deff/m)`: what `Σ (p − q)²/r` must be to be found, r being the shares of both windows' rows together. */
  findable: number;
  /** Of the bins that the test counts apart. */
  shares: number[];
  /** Categories vanish one by one; of a range on an axis that is no plain change. */
  ordered: boolean;
}

/**
 * What is just found of bins that become rarer, and of bins that were the rarer ones in the reference: harder to see where that is the shorter
 * window. A category that vanishes and is not found belongs to it.
 */
export function hardestChanges(windows: Windows): Change[] {
  const before = windows.reference / (windows.reference + windows.current);
  const risen = falls(windows, 1 - before).map(([from, to]): Change => [to, from]);
  return [...falls(windows, before), ...risen];
}

/** `weight`: the part of all rows that lies in the window where they are commoner. */
function falls({ findable, shares, ordered }: Windows, weight: number): Change[] {
  const least = Math.min(...shares);
  const some = shareThatFalls(findable, left.several, weight);
  const several: Change = some >= least ? [some, some * left.several] : foundFall(findable, least, weight);
  if (ordered) return [several];
  // Up to the share of which that is just found the effect grows with the category, beyond it the fall that is found is ever less of it.
  const vanishing = shareThatFalls(findable, left.single, weight);
  const below = shares.filter((share) => share <= vanishing);
  const above = shares.filter((share) => share > vanishing);
  const [missed, found] = [Math.max(0, ...below), Math.min(...above)];
  return [
    several,
    ...(below.length > 0 ? [[missed, missed * left.single] as const] : []),
    ...(above.length > 0 ? [foundFall(findable, found, weight)] : []),
  ];
}

/** The p of which a fall to `part·p` is just found: `(p − q)² = c r (1 − r)` with `r = p·mixed`. */
function shareThatFalls(c: number, part: number, weight: number): number {
  const mixed = part + weight * (1 - part);
  return (c * mixed) / ((1 - part) ** 2 + c * mixed ** 2);
}

/** The fall of a given p that is just found, the same with `r = p − (1 − weight)(p − q)` solved for p − q. */
function foundFall(c: number, share: number, weight: number): Change {
  const rest = 1 - weight;
  const a = 1 + c * rest ** 2;
  const b = c * rest * (1 - 2 * share);
  const fall = (-b + Math.sqrt(b * b + 4 * a * c * share * (1 - share))) / (2 * a);
  return [share, share - fall];
}
