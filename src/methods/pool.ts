/** Pooling of bins until the chi-square approximation holds: every expected count at least 5 (Cochran's rule). */
import { total } from './shares.ts';

const leastExpected = 5;

export interface Pooled {
  reference: number[];
  current: number[];
}

/**
 * Ordered bins are pooled with their right neighbour (the last with its left), others smallest first. It looks at totals of
 * both windows only, never at their difference, so it does not disturb the test.
 */
export function pool(reference: number[], current: number[], ordered: boolean): Pooled {
  const n = total(reference);
  const m = total(current);
  const smallerShare = Math.min(n, m) / (n + m);
  let bins = reference.map((before, bin) => [before, current[bin]!] as const);
  const enough = ([before, now]: readonly [number, number]) =>
    (before + now) * smallerShare >= leastExpected - 1e-9;

  if (ordered) bins = poolNeighbours(bins, enough);
  else bins = poolSmallest(bins, enough);
  return { reference: bins.map(([before]) => before), current: bins.map(([, now]) => now) };
}

type Pair = readonly [reference: number, current: number];
const join = (a: Pair, b: Pair): Pair => [a[0] + b[0], a[1] + b[1]];

function poolNeighbours(bins: Pair[], enough: (pair: Pair) => boolean): Pair[] {
  const pooled: Pair[] = [];
  let open: Pair = [0, 0];
  for (const bin of bins) {
    open = join(open, bin);
    if (!enough(open)) continue;
    pooled.push(open);
    open = [0, 0];
  }
  const last = pooled.pop();
  return [...pooled, last ? join(last, open) : open];
}

function poolSmallest(bins: Pair[], enough: (pair: Pair) => boolean): Pair[] {
  const size = (pair: Pair) => pair[0] + pair[1];
  const rising = [...bins].sort((a, b) => size(a) - size(b));
  while (rising.length > 1 && !enough(rising[0]!)) {
    const joined = join(rising.shift()!, rising.shift()!);
    const at = rising.findIndex((bin) => size(bin) >= size(joined));
    rising.splice(at < 0 ? rising.length : at, 0, joined);
  }
  return rising;
}

/**
 * Share of a change that pooling leaves to be seen, as a part of its noncentrality. Along an axis a change goes with the rank, so
 * this is the variance of mid-ranks that pooled bins keep, `(1 − Σ P³)/(1 − Σ p³)`; a change of categories knows no order and is
 * taken as spread over all directions, of which pooling keeps `(K − 1)/(B − 1)`. 1 where one bin has all rows: nothing was pooled.
 */
export function keptByPooling(all: number[], pooled: number[], ordered: boolean): number {
  const filled = all.filter((count) => count > 0);
  if (filled.length < 2) return 1;
  if (!ordered) return (pooled.length - 1) / (filled.length - 1);
  const ranks = (counts: number[]) => {
    const n = total(counts);
    return 1 - counts.reduce((sum, count) => sum + (count / n) ** 3, 0);
  };
  return ranks(pooled) / ranks(filled);
}
