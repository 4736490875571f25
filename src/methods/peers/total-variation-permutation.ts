import { seeded } from '../../lib/random.ts';
import { total } from '../shares.ts';
import { totalVariationDistance } from '../total-variation.ts';

/**
 * Total variation with its permutation p: the share of `draws` random splits of all rows whose distance is at least this one
 * (Evidently's, without the +1 that would keep it from 0). The same counts give the same p.
 */
export function totalVariationPermutation(
  reference: number[],
  current: number[],
  { draws = 1000, seed = 'total-variation' }: { draws?: number; seed?: string } = {},
): { statistic: number; pValue: number } {
  const statistic = totalVariationDistance(reference, current);
  const random = seeded(seed);
  const n = total(reference);
  const rows = reference.flatMap((before, bin) => new Array<number>(before + current[bin]!).fill(bin));
  let reached = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const before = reference.map(() => 0);
    // The first n places of a shuffle (Fisher–Yates); the rest is the other sample.
    for (let at = 0; at < n; at += 1) {
      const other = at + Math.floor(random() * (rows.length - at));
      [rows[at], rows[other]] = [rows[other]!, rows[at]!];
      before[rows[at]!]! += 1;
    }
    const now = before.map((count, bin) => reference[bin]! + current[bin]! - count);
    // Equal splits differ in their last digits.
    if (totalVariationDistance(before, now) >= statistic - 1e-12) reached += 1;
  }
  return { statistic, pValue: reached / draws };
}
