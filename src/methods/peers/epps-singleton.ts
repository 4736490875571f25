/**
 * The Epps–Singleton test of two samples by their empirical characteristic functions at 0.4 and 0.8 (J. Stat. Comput. Simul. 26, 1986;
 * Goerg & Kaiser, Stata J. 9, 2009). Allows ties, needs five rows a side. As `scipy.stats.epps_singleton_2samp`.
 */
import { Matrix, pseudoInverse, SingularValueDecomposition } from 'ml-matrix';
import { chiSquareTail } from '../chi-square-tail.ts';
import { mean } from './ordered.ts';

const points = [0.4, 0.8];

export function eppsSingleton(reference: number[], current: number[]): { statistic: number; pValue: number } {
  const [n, m] = [reference.length, current.length];
  const N = n + m;
  const scale = interquartileRange([...reference, ...current]) / 2;
  // Without spread there is no scale to look at the functions in.
  if (!(scale > 0)) return { statistic: 0, pValue: 1 };
  const waves = (values: number[]) => [
    ...points.map((t) => values.map((x) => Math.cos((t / scale) * x))),
    ...points.map((t) => values.map((x) => Math.sin((t / scale) * x))),
  ];
  const [before, now] = [waves(reference), waves(current)];
  const covariance = Matrix.add(
    Matrix.mul(covarianceOf(before), N / n),
    Matrix.mul(covarianceOf(now), N / m),
  );
  const inverse = pseudoInverse(covariance);
  const difference = Matrix.columnVector(before.map((wave, at) => mean(wave) - mean(now[at]!)));
  const raw = N * difference.transpose().mmul(inverse).mmul(difference).get(0, 0);
  const statistic = Math.max(n, m) < 25 ? raw * smallSample(n, m) : raw;
  return { statistic, pValue: chiSquareTail(statistic, new SingularValueDecomposition(inverse).rank) };
}

const smallSample = (n: number, m: number): number =>
  1 / (1 + (n + m) ** -0.45 + 10.1 * (n ** -1.7 + m ** -1.7));

function covarianceOf(waves: number[][]): Matrix {
  const centred = waves.map((wave) => {
    const middle = mean(wave);
    return wave.map((value) => value - middle);
  });
  return new Matrix(
    centred.map((a) => centred.map((b) => a.reduce((sum, value, i) => sum + value * b[i]!, 0) / a.length)),
  );
}

/** With linear interpolation between order statistics. */
function interquartileRange(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const low = sorted[Math.floor(place)]!;
    return low + (place % 1) * (sorted[Math.ceil(place)]! - low);
  };
  return at(0.75) - at(0.25);
}
