/**
 * What windows of the reference's own do to a test's statistic when nothing moved. Where rows depend on each other (moods
 * of days, bursts, sessions) a few directions carry all of the spread, so dividing by the design effect gets the mean right and
 * the tail wrong.
 */
import student from '@stdlib/stats-base-dists-t';
import { chiSquareTail, noncentrality, risingRoot } from './chi-square-tail.ts';
import type { ChunkStatistics } from './design-effect.ts';

/** Chunks are believed to vary as independent rows would until this p-value says otherwise; early, for the mistake is one-sided. */
const doubtful = 0.25;

/** A normal variable is above minus this with 80 % probability. */
const usually = 0.8416;

export interface ChunkTest {
  pValue(statistic: number): number;
  /** The noncentrality that it finds with 80 % probability at this level. */
  detectable(alpha: number): number;
}

/** What the window's statistic would be on average where nothing moved. */
export interface Expected {
  /** Of independent rows: the degrees of freedom. */
  degrees: number;
  /** What rows add that depend on each other as the chunks' do. */
  excess: number;
}

/**
 * p-value of a window's Freeman–Tukey statistic as one more draw of what C chunks gave: `χ²_degrees`, which independent rows have, and what is
 * beyond it on average, times F(1, C − 1). All of that lies in one direction, for that is the heaviest tail, and how many there are cannot
 * be told from few chunks; its size is no better known than from C draws around their mean. Null: chunks vary no more than
 * independent rows do, or the window has no rows to be judged.
 */
export function chunkTest(
  { chunks, independence }: Pick<ChunkStatistics, 'chunks' | 'independence'>,
  { degrees, excess }: Expected,
): ChunkTest | null {
  if (!(excess > 0) || degrees < 1 || independence >= doubtful) return null;
  const pValue = (statistic: number) => tail(statistic, { degrees, excess, freedom: chunks - 1 });
  return {
    pValue,
    detectable(alpha) {
      const critical = risingRoot((statistic) => alpha - pValue(statistic), degrees + excess);
      // A change in the chunks' own direction, where they may hide it.
      const shared = (Math.sqrt(Math.max(0, critical - degrees)) + usually * Math.sqrt(excess)) ** 2;
      // Chunks may have varied more by chance alone, and the window's rows are then independent after all.
      return Math.max(shared, noncentrality(critical, degrees));
    },
  };
}

/** Even: of Simpson's rule. It is at most a fifth too much where the step of the integrand is narrower than one of them. */
const steps = 32;

/**
 * `P(χ²_degrees + excess · T² > x)` with T of Student's t with so much freedom, `2 ∫ f(t) P(χ² > x − excess t²) dt` and what lies beyond
 * `√(x/excess)`. By the angle with tan = t ÷ √freedom, of which the density is `√freedom f(0) cos^(freedom − 1)`: as even a grid for a short
 * range as for one without end.
 */
function tail(
  x: number,
  { degrees, excess, freedom }: { degrees: number; excess: number; freedom: number },
): number {
  const last = Math.sqrt(x / excess);
  const width = Math.atan(last / Math.sqrt(freedom)) / steps;
  let area = 0;
  for (let step = 0; step <= steps; step += 1) {
    const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2;
    const shared = excess * freedom * Math.tan(step * width) ** 2;
    area += weight * Math.cos(step * width) ** (freedom - 1) * chiSquareTail(x - shared, degrees);
  }
  const highest = Math.sqrt(freedom) * student.pdf(0, freedom);
  return Math.min(1, 2 * ((area * width * highest) / 3 + student.cdf(-last, freedom)));
}
