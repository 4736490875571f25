/**
 * The Cramér–von Mises test of two samples (Anderson, Ann. Math. Stat. 33, 1962): the summed squared distance of their distribution
 * functions. As `scipy.stats.cramervonmises_2samp`: exact p up to 20 rows a side, beyond that by the limiting distribution.
 */
import gammaln from '@stdlib/math-base-special-gammaln';
import { ties } from './ordered.ts';

const exactRows = 20;

export function cramerVonMises(
  reference: number[],
  current: number[],
): { statistic: number; pValue: number } {
  const [n, m] = [reference.length, current.length];
  let [below, ref, cur] = [0, 0, 0];
  // U = n Σ (r_i − i)² + m Σ (s_j − j)² over midranks.
  let u = 0;
  for (const { before, now } of ties(reference, current)) {
    const rank = below + (before + now + 1) / 2;
    for (let i = 1; i <= before; i += 1) u += n * (rank - ref - i) ** 2;
    for (let j = 1; j <= now; j += 1) u += m * (rank - cur - j) ** 2;
    below += before + now;
    ref += before;
    cur += now;
  }
  const [k, N] = [n * m, n + m];
  const statistic = u / (k * N) - (4 * k - 1) / (6 * N);
  const pValue = Math.max(n, m) <= exactRows ? exactP(u, n, m) : limitP(statistic, n, m);
  return { statistic, pValue };
}

/** How often each value of `Σ (a·v − b·u)²` comes up over all orders of both samples, walked on the lattice. */
function exactP(u: number, n: number, m: number): number {
  const common = (n * m) / divisor(n, m);
  const [a, b] = [common / n, common / m];
  // The statistic of a walk in whole numbers, from U.
  const wanted = (common * common * (n + m) * (6 * u - n * m * (4 * n * m - 1))) / (6 * (n * m) ** 2);
  let column: Map<number, number>[] = [];
  for (let j = 0; j <= m; j += 1) {
    const next: Map<number, number>[] = [];
    for (let i = 0; i <= n; i += 1) {
      const here = new Map<number, number>();
      const step = (a * i - b * j) ** 2;
      const from: Map<number, number>[] = [...(i > 0 ? [next[i - 1]!] : []), ...(j > 0 ? [column[i]!] : [])];
      if (from.length === 0) here.set(0, 1);
      for (const ways of from) {
        for (const [value, count] of ways) here.set(value + step, (here.get(value + step) ?? 0) + count);
      }
      next.push(here);
    }
    column = next;
  }
  let [over, all] = [0, 0];
  for (const [value, count] of column[n]!) {
    all += count;
    if (value >= wanted - 1e-6) over += count;
  }
  return over / all;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

function limitP(statistic: number, n: number, m: number): number {
  const [k, N] = [n * m, n + m];
  const expected = (1 + 1 / N) / 6;
  const variance = ((N + 1) * (4 * k * N - 3 * (n * n + m * m) - 2 * k)) / (45 * N * N * 4 * k);
  const scaled = 1 / 6 + (statistic - expected) / Math.sqrt(45 * variance);
  return scaled < 0.003 ? 1 : Math.max(0, 1 - limitCdf(scaled));
}

/** Anderson & Darling, Ann. Math. Stat. 23, 1952, eq. 4.35. */
function limitCdf(x: number): number {
  let sum = 0;
  for (let j = 0; j < 60; j += 1) {
    const y = 4 * j + 1;
    const q = (y * y) / (16 * x);
    const weight = Math.exp(gammaln(j + 0.5) - gammaln(j + 1));
    const term = weight * Math.sqrt(y) * scaledBessel(q) * Math.exp(-2 * q);
    sum += term;
    if (term < 1e-16 * sum) break;
  }
  return sum / (Math.PI ** 1.5 * Math.sqrt(x));
}

/** `e^z K_{1/4}(z) = ∫ exp(−z (cosh t − 1)) cosh(t/4) dt` over t ≥ 0; the trapezoid rule converges faster than any power of its step. */
function scaledBessel(z: number): number {
  const step = 1 / 64;
  let sum = 0.5;
  for (let t = step; ; t += step) {
    const term = Math.exp(-z * (Math.cosh(t) - 1)) * Math.cosh(t / 4);
    sum += term;
    if (term < 1e-17 * sum) return sum * step;
  }
}
