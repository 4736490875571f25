/**
 * The Anderson–Darling test of two samples by midranks (Scholz & Stephens, J. Am. Stat. Assoc. 82, 1987, eq. 7), standardised, with
 * p interpolated from their table as `scipy.stats.anderson_ksamp` does: a quadratic through log p, never outside 0.001 … 0.25.
 */
import { ties } from './ordered.ts';

/** Coefficients of the critical values (k = number of samples − 1 = 1: b0 + b1 + b2) for these levels. */
const levels = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
// biome-ignore lint/suspicious/noApproximativeNumericConstant: 2.718 is a number of their table, not e.
const critical = [0.325, 1.226, 1.961, 2.718, 3.752, 4.592, 6.546];

export function andersonDarling(
  reference: number[],
  current: number[],
): { statistic: number; pValue: number } {
  const sizes = [reference.length, current.length];
  const N = sizes[0]! + sizes[1]!;
  const list = ties(reference, current);
  // With one distinct value there is nothing to tell apart.
  if (list.length < 2) return { statistic: 0, pValue: 0.25 };
  let [below, first, second] = [0, 0, 0];
  let a2 = 0;
  for (const { before, now } of list) {
    const l = before + now;
    const B = below + l / 2;
    const weight = l / N / (B * (N - B) - (N * l) / 4);
    const M = [first + before / 2, second + now / 2];
    a2 += weight * M.reduce((sum, Mi, i) => sum + (N * Mi - B * sizes[i]!) ** 2 / sizes[i]!, 0);
    below += l;
    first += before;
    second += now;
  }
  a2 *= (N - 1) / N;
  const statistic = (a2 - 1) / Math.sqrt(variance(sizes, N));
  return { statistic, pValue: interpolated(statistic) };
}

function variance(sizes: number[], N: number): number {
  const k = sizes.length;
  const H = sizes.reduce((sum, size) => sum + 1 / size, 0);
  let [h, g, tail] = [0, 0, 0];
  for (let i = N - 1; i >= 1; i -= 1) h += 1 / i;
  // g = Σ_{i ≤ N−2} Σ_{i < j < N} 1 / ((N − i) j)
  for (let i = N - 2; i >= 1; i -= 1) {
    tail += 1 / (i + 1);
    g += tail / (N - i);
  }
  const a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * H;
  const b = (2 * g - 4) * k ** 2 + 8 * h * k + (2 * g - 14 * h - 4) * H - 8 * h + 4 * g - 6;
  const c = (6 * h + 2 * g - 2) * k ** 2 + (4 * h - 4 * g + 6) * k + (2 * h - 6) * H + 4 * h;
  const d = (2 * h + 6) * k ** 2 - 4 * h * k;
  return (a * N ** 3 + b * N ** 2 + c * N + d) / ((N - 1) * (N - 2) * (N - 3));
}

function interpolated(statistic: number): number {
  if (statistic < critical[0]!) return levels[0]!;
  if (statistic > critical.at(-1)!) return levels.at(-1)!;
  const [c0, c1, c2] = parabola(critical, levels.map(Math.log));
  return Math.exp(c0 + c1 * statistic + c2 * statistic * statistic);
}

/** Least squares of `y = c0 + c1 x + c2 x²` by the normal equations. */
function parabola(x: number[], y: number[]): [number, number, number] {
  const moment = (power: number) => x.reduce((sum, at) => sum + at ** power, 0);
  const mixed = (power: number) => x.reduce((sum, at, i) => sum + at ** power * y[i]!, 0);
  const [s0, s1, s2, s3, s4] = [0, 1, 2, 3, 4].map(moment) as [number, number, number, number, number];
  const [t0, t1, t2] = [0, 1, 2].map(mixed) as [number, number, number];
  const det = (m: number[][]) =>
    m[0]![0]! * (m[1]![1]! * m[2]![2]! - m[1]![2]! * m[2]![1]!) -
    m[0]![1]! * (m[1]![0]! * m[2]![2]! - m[1]![2]! * m[2]![0]!) +
    m[0]![2]! * (m[1]![0]! * m[2]![1]! - m[1]![1]! * m[2]![0]!);
  const all = det([
    [s0, s1, s2],
    [s1, s2, s3],
    [s2, s3, s4],
  ]);
  const part = (column: number) =>
    det(
      [
        [s0, s1, s2],
        [s1, s2, s3],
        [s2, s3, s4],
      ].map((row, i) => row.map((value, j) => (j === column ? [t0, t1, t2][i]! : value))),
    );
  return [part(0) / all, part(1) / all, part(2) / all];
}
