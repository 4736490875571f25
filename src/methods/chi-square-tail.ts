/** Upper tails of the chi-square distribution and of its noncentral form, for p-values, critical values and power. */
import gammainc from '@stdlib/math-base-special-gammainc';
import gammaln from '@stdlib/math-base-special-gammaln';

/** `P(χ²_degrees > x)`, accurate far into the tail, where one minus the distribution function would be 0. */
export const chiSquareTail = (x: number, degrees: number): number =>
  x <= 0 ? 1 : Number.isFinite(x) ? gammainc(x / 2, degrees / 2, true, true) : 0;

/** The x with `P(χ²_degrees > x) = alpha`. */
export const criticalValue = (alpha: number, degrees: number): number =>
  risingRoot((x) => alpha - chiSquareTail(x, degrees), degrees);

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
  // Far out the first terms are below the smallest double, and a product of them would stay 0.
  let logTerm = a * Math.log(y) - y - gammaln(a + 1);
  let term = Math.exp(logTerm);
  let weight = Math.exp(first * Math.log(half) - half - gammaln(first + 1));
  let tail = 0;
  for (let j = first; j <= half + spread; j += 1) {
    tail += weight * central;
    weight *= half / (j + 1);
    central = Math.min(1, central + term);
    a += 1;
    if (logTerm < -700) {
      logTerm += Math.log(y / a);
      term = Math.exp(logTerm);
    } else {
      term *= y / a;
    }
  }
  return Math.min(1, tail);
}

/** The λ with `P(χ'²_degrees(λ) > critical) = 0.8`; 0 where chance alone gets there. */
export function noncentrality(critical: number, degrees: number): number {
  if (noncentralTail(critical, degrees, 0) >= 0.8) return 0;
  return risingRoot((candidate) => noncentralTail(critical, degrees, candidate) - 0.8, critical);
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

/**
 * Root above 0 of a rising function, to 12 digits; `guess` only sets the scale of the search. Chandrupatla's method (Adv. Eng.
 * Softw. 28, 1997): inverse quadratic interpolation where the last three points allow it, halving elsewhere.
 */
export function risingRoot(rising: (x: number) => number, guess: number): number {
  // Doubling what is no number would never end.
  if (!(guess > 0)) throw new Error(`a root is looked for around ${guess}`);
  const at = (x: number) => ({ x, y: rising(x) });
  let b = at(0);
  let a = at(guess);
  while (a.y < 0) [b, a] = [a, at(2 * a.x)];
  let step = 0.5;
  for (;;) {
    const next = at(a.x + step * (b.x - a.x));
    let c = a;
    if (next.y < 0 !== a.y < 0) [c, b] = [b, a];
    a = next;
    const best = Math.abs(a.y) < Math.abs(b.y) ? a : b;
    const least = (1e-12 * best.x) / Math.abs(b.x - a.x);
    if (!(least < 0.5) || best.y === 0) return best.x;
    const place = (a.x - b.x) / (c.x - b.x);
    const height = (a.y - b.y) / (c.y - b.y);
    step = 0.5;
    if (height ** 2 < place && (1 - height) ** 2 < 1 - place) {
      const [ab, ac, bc] = [a.y / (b.y - a.y), a.y / (c.y - a.y), b.y / (c.y - b.y)];
      step = (ab * c.y) / (b.y - c.y) + ((c.x - a.x) / (b.x - a.x)) * ac * bc;
    }
    step = Math.min(1 - least, Math.max(least, step));
  }
}
