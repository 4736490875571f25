/** Pooling of bins until the chi-square approximation holds: every expected count at least 5 (Cochran's rule). */
import { total } from './shares.ts';

const leastExpected = 5;

/** Whether a bin of this share is counted apart in windows of which the smaller one has so many rows. */
export const isApart = (share: number, rows: number): boolean => share * rows >= leastExpected - 1e-9;

export interface Pooled {
  reference: number[];
  current: number[];
}

/**
 * Bins that are empty in both are left out; ordered ones are pooled with their right neighbour (the last with its left), others smallest first. It looks at totals of
 * both windows only, never at their difference, so it does not disturb the test.
 */
export function pool(reference: number[], current: number[], ordered: boolean): Pooled {
  const [n, m] = [total(reference), total(current)];
  // Of both rows of counts together; without rows it is never reached.
  const least = ((leastExpected - 1e-9) * (n + m)) / Math.min(n, m);
  const [before, now]: [number[], number[]] = [[], []];
  let apart = true;
  for (let bin = 0; bin < reference.length; bin += 1) {
    const both = reference[bin]! + current[bin]!;
    if (both === 0) continue;
    before.push(reference[bin]!);
    now.push(current[bin]!);
    if (!(both >= least)) apart = false;
  }
  if (apart) return { reference: before, current: now };
  const bins = before.map((count, bin): Pair => [count, now[bin]!]);
  const pooled = ordered ? poolNeighbours(bins, least) : poolSmallest(bins, least);
  return { reference: pooled.map(([before]) => before), current: pooled.map(([, now]) => now) };
}

type Pair = readonly [reference: number, current: number];
const size = (pair: Pair) => pair[0] + pair[1];
const join = (a: Pair, b: Pair): Pair => [a[0] + b[0], a[1] + b[1]];

function poolNeighbours(bins: Pair[], least: number): Pair[] {
  const pooled: Pair[] = [];
  let open: Pair = [0, 0];
  for (const bin of bins) {
    open = join(open, bin);
    if (!(size(open) >= least)) continue;
    pooled.push(open);
    open = [0, 0];
  }
  const last = pooled.pop();
  return [...pooled, last ? join(last, open) : open];
}

/** As in Huffman's code: what was joined comes out ascending, so the smallest is the head of one of two rows. */
function poolSmallest(bins: Pair[], least: number): Pair[] {
  const single = bins.toSorted((a, b) => size(a) - size(b));
  const joined: Pair[] = [];
  let [nextSingle, nextJoined] = [0, 0];
  const next = (): Pair => {
    const [bin, both] = [single[nextSingle], joined[nextJoined]];
    if (both === undefined || (bin !== undefined && size(bin) < size(both))) {
      nextSingle += 1;
      return bin!;
    }
    nextJoined += 1;
    return both;
  };
  for (let left = bins.length; left > 0; left -= 1) {
    const smallest = next();
    if (left === 1 || size(smallest) >= least) {
      const others = single.slice(nextSingle).concat(joined.slice(nextJoined));
      return [smallest, ...others.sort((a, b) => size(a) - size(b))];
    }
    joined.push(join(smallest, next()));
  }
  return bins;
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
