/** Upper tails of the chi-square distribution and of its noncentral form, for p-values, critical values and power. */
import gammainc from '@stdlib/math-base-special-gammainc';
import gammaln from '@stdlib/math-base-special-gammaln';

/** `P(χ²_degrees > x)`, accurate far into the tail, where one minus the distribution function would be 0. */
export const chiSquareTail = (x: number, degrees: number): number =>
  x <= 0 ? 1 : Number.isFinite(x) ? gammainc(x / 2, degrees / 2, true, true) : 0;

/** The x with `P(χ²_degrees > x) = alpha`. */
export const criticalValue = (alpha: number, degrees: number): number =>
  bisect((x) => alpha - chiSquareTail(x, degrees), degrees);

/**
 * `P(χ'²_degrees(λ) > x)`: a Poisson(λ/2) mixture of central tails with `degrees + 2j` (Johnson, Kotz, Balakrishnan, ch. 29), each
 * from the one before by `Q(a + 1, y) = Q(a, y) + yᵃe⁻ʸ/Γ(a + 1)`.
 */
export function noncentralTail(x: number, degrees: number, lambda: number): number {
  if (lambda === 0) return chiSquareTail(x, degrees);
  const half = lambda / 2;
  const y = x / 2;
  // Beyond ten standard deviations of the Poisson weight, what is left is below 1e-12.
  const spread = 10 * Math.sqrt(half) + 20;
  const first = Math.max(0, Math.floor(half - spread));
  let a = degrees / 2 + first;
  let central = chiSquareTail(x, degrees + 2 * first);
  // Logarithms, for far out the first terms are below the smallest double.
  let logTerm = a * Math.log(y) - y - gammaln(a + 1);
  let logWeight = first * Math.log(half) - half - gammaln(first + 1);
  let tail = 0;
  for (let j = first; j <= half + spread; j += 1) {
    tail += Math.exp(logWeight) * central;
    logWeight += Math.log(half / (j + 1));
    central = Math.min(1, central + Math.exp(logTerm));
    a += 1;
    logTerm += Math.log(y / a);
  }
  return Math.min(1, tail);
}

/** The λ with `P(χ'²_degrees(λ) > critical) = 0.8`; 0 where chance alone gets there. */
export function noncentrality(critical: number, degrees: number): number {
  if (noncentralTail(critical, degrees, 0) >= 0.8) return 0;
  return bisect((candidate) => noncentralTail(critical, degrees, candidate) - 0.8, critical);
}

const known = new Map<string, number>();

/** The noncentrality λ that a test at `alpha` finds with 80 % probability. */
export function detectableNoncentrality(degrees: number, alpha: number): number {
  const key = `${degrees} ${alpha}`;
  const solved = known.get(key);
  if (solved !== undefined) return solved;
  const lambda = noncentrality(criticalValue(alpha, degrees), degrees);
  // Levels are few (α over a number of columns), but a process lives long.
  if (known.size > 10_000) known.clear();
  known.set(key, lambda);
  return lambda;
}

/** Root above 0 of a rising function, to 12 digits; `guess` only sets the scale of the search. */
function bisect(rising: (x: number) => number, guess: number): number {
  // Doubling what is no number would never end.
  if (!(guess > 0)) throw new Error(`a root is looked for around ${guess}`);
  let low = 0;
  let high = guess;
  while (rising(high) < 0) {
    low = high;
    high *= 2;
  }
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return high;
}
