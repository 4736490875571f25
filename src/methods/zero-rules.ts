/**
 * PSI has no value where a bin is empty on one side, and every tool replaces the zero by another rule. The same table gives
 * 0.07 to 0.54 by the rules below, so a PSI is only ever as good as the name of its rule.
 */
import { shares, smoothedShares, total } from './shares.ts';

/** Shares that a logarithm may meet. None of them is renormalised unless it says so. */
export const zeroRules = {
  /** `(c + ½) / (n + B/2)`, sums to 1: Steward's own. */
  'add-half': smoothedShares,
  /** `(c + 1) / (n + B)`, sums to 1: Laplace's rule, Fiddler's. */
  'add-one': (counts: number[]) => added(counts, 1),
  /** Every share at least 0.01, as Deepchecks does. */
  'floor-1e-2': (counts: number[]) => floored(counts, 1e-2),
  /** Every share at least 1e-4: the definition `deciles-1e-4`. */
  'floor-1e-4': (counts: number[]) => floored(counts, 1e-4),
  'floor-1e-6': (counts: number[]) => floored(counts, 1e-6),
  /** Empty bins alone, by 1e-4, or by a millionth of the smallest share where that is 1e-4 or less: Evidently's. */
  'evidently-fill': evidentlyFill,
  /** Empty bins alone, by the smallest normal double: Frouros'. */
  'fill-tiny': (counts: number[]) => filled(counts, 2.2250738585072014e-308),
} as const;

export type ZeroRule = keyof typeof zeroRules;

/** `Σ (q − p) ln(q/p)` with zeros replaced by the rule of that name. */
export function psiBy(rule: ZeroRule, reference: number[], current: number[]): number {
  const before = zeroRules[rule](reference);
  const now = zeroRules[rule](current);
  return before.reduce((sum, share, bin) => sum + psiTerm(share, now[bin]!), 0);
}

/** As a difference of logarithms: the quotient of a share and the smallest double is infinite. */
const psiTerm = (p: number, q: number): number => (p === q ? 0 : (q - p) * (Math.log(q) - Math.log(p)));

export function added(counts: number[], rows: number): number[] {
  const n = total(counts) + rows * counts.length;
  return counts.map((count) => (count + rows) / n);
}

export const floored = (counts: number[], least: number): number[] =>
  shares(counts).map((share) => Math.max(share, least));

const filled = (counts: number[], fill: number): number[] =>
  shares(counts).map((share) => (share === 0 ? fill : share));

function evidentlyFill(counts: number[]): number[] {
  const smallest = Math.min(...shares(counts).filter((share) => share > 0));
  return filled(counts, smallest <= 1e-4 ? smallest / 1e6 : 1e-4);
}
