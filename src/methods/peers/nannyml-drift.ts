/**
 * What NannyML 0.13 does by default with one column: the Jensen–Shannon distance (base 2) of each chunk to the whole reference, held against the
 * mean and three standard deviations of the reference's own chunks. No correction for looking at many columns and chunks.
 */
import { jensenShannonDistance } from '../jensen-shannon.ts';
import { total } from '../shares.ts';
import { doaneBinsOf, equalEdges } from './equal-width-bins.ts';
import { deviationThreshold } from './standard-deviation-threshold.ts';

const defaultChunks = 10;

/**
 * How many rows each chunk has, in the order of time: tenths, and one more of what is left over. Null below ten rows, of which NannyML makes
 * no chunks.
 */
export function chunkSizes(rows: number): number[] | null {
  const size = Math.floor(rows / defaultChunks);
  if (size === 0) return null;
  const whole = new Array<number>(Math.floor(rows / size)).fill(size);
  return rows % size === 0 ? whole : [...whole, rows % size];
}

/**
 * Right-closed edges that hold `[a, b)` of the reference's Doane bins, the last `[a, b]`: counts between them are what lies below the range,
 * the bins, and what lies above it.
 */
export function nannymlEdges(reference: {
  n: number;
  low: number;
  high: number;
  skewness: number;
}): number[] {
  const edges = equalEdges(reference, doaneBinsOf(reference));
  return edges.map((edge, at) => (at === edges.length - 1 ? edge : below(edge)));
}

/** Counts by `nannymlEdges` with what lies outside as one bin at the end. */
export const outsideLast = (counts: number[]): number[] => [
  ...counts.slice(1, -1),
  counts[0]! + counts.at(-1)!,
];

export interface NannymlDrift {
  /** Of each chunk of the current rows, in order; null without a usable value. */
  distances: (number | null)[];
  /** Null where no chunk of the reference has a value. */
  limit: number | null;
  /** Chunks that are farther away than that. */
  over: number;
}

/** All counts in the same bins, of which the last is what the reference does not know. */
export function nannymlDrift(windows: {
  reference: number[];
  referenceChunks: number[][];
  currentChunks: number[][];
}): NannymlDrift {
  const distanceOf = (counts: number[]) =>
    total(counts) === 0 ? null : jensenShannonDistance(windows.reference, counts);
  const usual = windows.referenceChunks.map((counts) => distanceOf(counts) ?? Number.NaN);
  const limit = deviationThreshold(usual, { lower: null, upper: 3 }).upper;
  const distances = windows.currentChunks.map(distanceOf);
  return {
    distances,
    limit,
    over: distances.filter((distance) => distance !== null && limit !== null && distance > limit).length,
  };
}

/** The greatest double that is less than this one. */
function below(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return bits.getFloat64(0);
}
