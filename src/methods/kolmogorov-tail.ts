/**
 * p-value of a two-sample Kolmogorov–Smirnov distance by the limiting distribution, `Q(√(nm/(n + m)) · D)` (Kolmogorov 1933; Smirnov
 * 1948). Conservative for small samples and for ties. `n` and `m` are rows, or rows ÷ design effect.
 */
export function kolmogorovP(distance: number, n: number, m: number): number {
  const x = Math.sqrt((n * m) / (n + m)) * distance;
  if (!(x > 0)) return 1;
  let sum = 0;
  // Each series converges within a few terms on its side of 1.
  if (x < 1) {
    for (let k = 1; k <= 9; k += 2) sum += Math.exp(-((k * Math.PI) ** 2) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  for (let k = 1; k <= 9; k += 1) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, 2 * sum);
}
