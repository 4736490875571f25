/**
 * `P(D_n ≥ d)` of the one-sample Kolmogorov–Smirnov distance of n rows, two-sided (`scipy.stats.kstwo.sf`).
 * Three ways, each where it is exact or near: the matrix of Marsaglia, Tsang & Wang (J. Stat. Softw. 8, 2003); far out twice the
 * one-sided tail, exact to its own square (Simard & L'Ecuyer, J. Stat. Softw. 39, 2011); for many rows the limit.
 */
import gammaln from '@stdlib/math-base-special-gammaln';
import { kolmogorovP } from '../kolmogorov-tail.ts';

/** Above this the limit is within 1e-3 of the truth, relatively, and the matrix would be large. */
const manyRows = 5000;

export function kolmogorovTail(distance: number, n: number): number {
  if (distance <= 0.5 / n) return 1;
  if (distance >= 1) return 0;
  if (n * distance * distance > 4) return Math.min(1, 2 * oneSidedTail(distance, n));
  if (n > manyRows) return kolmogorovP(distance, n, Number.MAX_SAFE_INTEGER);
  return Math.min(1, Math.max(0, 1 - matrixCdf(distance, n)));
}

/** `P(D⁺_n ≥ d) = d Σ_j C(n, j) (1 − d − j/n)^{n−j} (d + j/n)^{j−1}` (Smirnov 1944), in logarithms. */
function oneSidedTail(distance: number, n: number): number {
  let sum = 0;
  for (let j = 0; j <= Math.floor(n * (1 - distance)); j += 1) {
    const rest = 1 - distance - j / n;
    if (rest <= 0) continue;
    const ways = gammaln(n + 1) - gammaln(j + 1) - gammaln(n - j + 1);
    sum += Math.exp(ways + (n - j) * Math.log(rest) + (j - 1) * Math.log(distance + j / n));
  }
  return distance * sum;
}

type Square = Float64Array[];

function matrixCdf(distance: number, n: number): number {
  const k = Math.floor(n * distance) + 1;
  const size = 2 * k - 1;
  const h = k - n * distance;
  const base: Square = Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: size }, (_unused, j) => (i - j + 1 < 0 ? 0 : 1)),
  );
  for (let i = 0; i < size; i += 1) {
    base[i]![0]! -= h ** (i + 1);
    base[size - 1]![i]! -= h ** (size - i);
  }
  base[size - 1]![0]! += 2 * h - 1 > 0 ? (2 * h - 1) ** size : 0;
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= Math.min(i, size - 1); j += 1) base[i]![j]! /= Math.exp(gammaln(i - j + 2));
  }
  const { matrix, exponent } = power(base, n);
  // n!/nⁿ times the middle element, in logarithms with the power's exponent.
  return Math.exp(Math.log(matrix[k - 1]![k - 1]!) + exponent * Math.LN10 + gammaln(n + 1) - n * Math.log(n));
}

/** `base^n` as a matrix times a power of ten, so that nothing overflows. */
function power(base: Square, n: number): { matrix: Square; exponent: number } {
  if (n === 1) return { matrix: base, exponent: 0 };
  const half = power(base, Math.floor(n / 2));
  let matrix = product(half.matrix, half.matrix);
  let exponent = 2 * half.exponent;
  if (n % 2 === 1) matrix = product(base, matrix);
  const middle = Math.floor(base.length / 2);
  if (matrix[middle]![middle]! > 1e140) {
    matrix = matrix.map((row) => row.map((value) => value * 1e-140));
    exponent += 140;
  }
  return { matrix, exponent };
}

function product(a: Square, b: Square): Square {
  return a.map((row) => {
    const out = new Float64Array(row.length);
    row.forEach((value, k) => {
      if (value === 0) return;
      b[k]!.forEach((other, j) => {
        out[j]! += value * other;
      });
    });
    return out;
  });
}
