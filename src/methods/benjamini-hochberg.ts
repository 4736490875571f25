/**
 * q-values by Benjamini and Hochberg (1995), in the order of the p-values: rejecting all with q < α keeps the expected share
 * of false alarms among alarms below α, and the chance of any alarm below α when nothing moved.
 */
export function qValues(pValues: number[]): number[] {
  const falling = pValues.map((p, at) => ({ p, at })).sort((a, b) => b.p - a.p);
  const q = new Array<number>(pValues.length);
  let smallest = 1;
  for (const [from, { p, at }] of falling.entries()) {
    smallest = Math.min(smallest, p * (pValues.length / (pValues.length - from)));
    q[at] = smallest;
  }
  return q;
}
