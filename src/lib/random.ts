/** A small seeded generator of pseudo-random numbers, so that anything drawn by chance can be drawn again. Not for secrets. */
import { sha256 } from './hash.ts';

/** Uniform numbers in [0, 1), the same sequence for the same seed: sfc32 (Doty-Humphrey, PractRand), seeded by SHA-256. */
export function seeded(seed: string): () => number {
  const digest = sha256(seed);
  const word = (at: number) => Number.parseInt(digest.slice(at * 8, at * 8 + 8), 16) | 0;
  let [a, b, c, counter] = [word(0), word(1), word(2), 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let warm = 0; warm < 12; warm += 1) next();
  return () => next() / 0x1_0000_0000;
}
