/**
 * The calibrated verdict: a test decides whether a column moved, an effect size whether it matters, a correction pays for
 * looking at many columns, and "not enough data" is an answer.
 */
import type { Verdict } from '../domain/finding.ts';
import type { Effect } from '../domain/monitor.ts';
import { qValues } from './benjamini-hochberg.ts';
import { binsOf, inBins } from './bins.ts';
import { type ChiSquare, chiSquareTest, effectivePair, freemanTukey } from './chi-square.ts';
import { type ChunkTest, chunkTest } from './chunk-test.ts';
import type { Binned } from './contract.ts';
import { type ChunkStatistics, chunkStatistics } from './design-effect.ts';
import { detectable } from './detectable.ts';
import { effectsOf, gateFor } from './effects.ts';
import { perPair } from './per-pair.ts';
import { pointsOf } from './points.ts';
import type { Profile } from './summary.ts';

export interface ColumnWindows {
  reference: Profile;
  current: Profile;
  /** The column in reference chunks of the window's own length; none: rows are taken as independent. */
  chunks: ReferenceChunk[];
}

/** Rows of a part of a reference. */
export interface ReferenceChunk {
  /** In the bins of the whole reference (`binsOf`). */
  counts: number[];
  /** Only for a rule that compares more of it than its bins (`readsProfiles`). */
  profile?: Profile;
}

export interface Gate {
  effect: Effect;
  floor: number;
  /** Rate of false alarms of the whole check. */
  alpha: number;
}

export interface Judged {
  column: string;
  verdict: Extract<Verdict, 'ok' | 'breach' | 'not_enough_data'>;
  /** The effect that gated; another than the monitor's where the column has no order. */
  effect: Effect;
  /** Null when a window has no usable value. */
  value: number | null;
  pValue: number | null;
  qValue: number | null;
  n: number;
  referenceN: number;
  /** Null: could not be measured, 1 was used. */
  deff: number | null;
  /** Smallest effect that this window could have shown, and the rows needed to show one of the floor's size. */
  smallest: number | null;
  needed: number | null;
  /** Both windows hold one and the same value. */
  constant: boolean;
  metrics: Record<string, number>;
}

/** Two bins with five expected rows each need ten rows: below that no test exists, whatever the rows hold. */
const fewestRows = 10;

/** Judges all columns of a check together. Columns keep their order. */
export function judge(columns: ColumnWindows[], gate: Gate): Judged[] {
  const measured = columns.map((column) => measure(column, gate));
  const family = measured.filter((column) => column.testable);
  const q = qValues(family.map((column) => column.test.pValue));
  const qOf = new Map(family.map((column, at) => [column, q[at]!]));
  return measured.map((column) =>
    conclude(column, qOf.get(column) ?? null, { ...gate, tests: family.length }),
  );
}

type Measurement = ReturnType<typeof measure>;

/** What the reference of a column says by itself: its bins, its counts in them, and how much its chunks vary. */
export const standardOf = perPair((reference: Profile, chunks: ReferenceChunk[]) => {
  const bins = binsOf(reference);
  const whole = inBins(bins, reference);
  const spread = chunkStatistics(
    whole.counts,
    chunks.map((chunk) => chunk.counts),
    bins.ordered,
  );
  return { bins, whole, spread };
});

/** Does beforehand what no window needs to be known for: a third of judging. */
export function prepare({ reference, chunks }: Pick<ColumnWindows, 'reference' | 'chunks'>): void {
  standardOf(reference, chunks);
  pointsOf(reference);
}

function measure({ reference, current, chunks }: ColumnWindows, gate: Gate) {
  const { bins, whole, spread } = standardOf(reference, chunks);
  const deff = spread?.deff ?? 1;
  const before: Binned = { ...whole, deff };
  const now: Binned = inBins(bins, current, deff);
  const filled = before.n > 0 && now.n > 0;
  return {
    column: reference.column,
    effect: gateFor(gate.effect, bins.ordered),
    before,
    now,
    measuredDeff: spread?.deff ?? null,
    deff,
    filled,
    // Decided from n alone: a family chosen by what the rows show would not be corrected for.
    testable: filled && Math.min(before.n, now.n) / deff >= fewestRows,
    ...tested(before, now, spread),
    metrics: filled ? effectsOf(before, now) : {},
    constant: filled && before.counts.filter((count, bin) => count + now.counts[bin]! > 0).length === 1,
  };
}

/** The larger p of two tests: of effective rows being one distribution, and of the window being like the reference's own chunks. */
function tested(
  before: Binned,
  now: Binned,
  spread: ChunkStatistics | null,
): { test: ChiSquare; chunks: ChunkTest | null } {
  const pooled = effectivePair(before, now);
  const test = chiSquareTest(pooled.reference, pooled.current);
  if (spread === null || before.n === 0 || now.n === 0) return { test, chunks: null };
  // What chunks share grows with their rows, what chance adds does not.
  const size = (before.n * now.n) / (before.n + now.n);
  const chunks = chunkTest(spread, { degrees: test.degrees, excess: (spread.excess * size) / spread.size });
  const p = chunks?.pValue(freemanTukey(pooled.reference, pooled.current) * before.deff) ?? 0;
  return { test: { ...test, pValue: Math.max(test.pValue, p) }, chunks };
}

function conclude(column: Measurement, qValue: number | null, gate: Gate & { tests: number }): Judged {
  const { before, now, deff, test } = column;
  const value = column.metrics[column.effect] ?? null;
  const power = column.filled
    ? detectable(
        {
          effect: column.effect,
          floor: gate.floor,
          alpha: gate.alpha / Math.max(1, gate.tests),
          counts: before.counts,
          ordered: before.bins.ordered,
          chunks: column.chunks,
        },
        { current: now.n, deff },
      )
    : null;
  const moved = qValue !== null && test.degrees > 0 && qValue < gate.alpha;
  const matters = value !== null && value >= gate.floor;
  const blind = value === null || power === null || power.smallest === null || power.smallest > gate.floor;
  return {
    column: column.column,
    verdict: moved && matters ? 'breach' : blind ? 'not_enough_data' : 'ok',
    effect: column.effect,
    value,
    pValue: qValue === null ? null : test.pValue,
    qValue,
    n: now.n,
    referenceN: before.n,
    deff: column.measuredDeff,
    smallest: power?.smallest ?? null,
    needed: power?.needed ?? null,
    constant: column.constant,
    metrics: {
      ...column.metrics,
      ...(column.filled && {
        chi_square_degrees: test.degrees,
        bins: before.counts.length,
        design_effect: deff,
      }),
      ...(power?.smallest != null && { smallest_detectable: power.smallest }),
      ...(power?.needed != null && { needed_rows: power.needed }),
    },
  };
}
