/**
 * What a number is held against. `calibrated` is ours; the others are what people bring along: a constant, the spread of the
 * reference's own chunks, or a p-value. They alarm more often (see the README of this folder), so nobody gets them unasked.
 */
import type { Effect, Threshold } from '../domain/monitor.ts';
import { keepNote, notes } from '../domain/notes.ts';
import { counted, namesRows } from './bins.ts';
import { type ColumnWindows, type Gate, type Judged, judge, standardOf } from './calibrated.ts';
import { fewestChunks } from './design-effect.ts';
import { methods } from './index.ts';

export interface Rule extends Gate {
  /** Absent: calibrated. */
  threshold?: Threshold;
  /** Standard deviations above the mean, for `reference-chunks`. */
  sigmas?: number;
}

/** A column judged, with what it was held against. */
export interface Held extends Judged {
  /** The effect, or `p_value`. */
  metric: string;
  limit: number | null;
  /** Why there is no verdict, where rows are not the reason. */
  lacks?: string;
}

export const usualSigmas = 3;

/** Judges all columns of a check; only `calibrated` pays for looking at many of them. Columns keep their order. */
export function hold(columns: ColumnWindows[], rule: Rule): Held[] {
  return judge(columns, rule).map((judged, at): Held => {
    const held = { ...judged, metric: judged.effect, limit: rule.floor };
    const { reference, current } = columns[at]!;
    if (namesRows(reference, current)) {
      return { ...held, verdict: 'not_enough_data', lacks: keepNote(notes.nearlyUnique) };
    }
    if (rule.threshold === undefined) return held;
    if (judged.value === null) return { ...held, verdict: 'not_enough_data' };
    return strategies[rule.threshold](held, columns[at]!, rule);
  });
}

const strategies: Record<Threshold, (held: Held, column: ColumnWindows, rule: Rule) => Held> = {
  /** Evidently's sign: what reaches the limit is over it. */
  constant: (held, _, { floor }) => ({ ...held, verdict: held.value! >= floor ? 'breach' : 'ok' }),

  'p-value': (held, _, { alpha }) => ({
    ...held,
    ...{ metric: 'p_value', value: held.pValue, limit: alpha },
    verdict: held.pValue === null ? 'not_enough_data' : held.pValue < alpha ? 'breach' : 'ok',
  }),

  /** Mean and population standard deviation of the effect of each reference chunk against the whole reference, as NannyML 0.13. */
  'reference-chunks': (held, column, { sigmas = usualSigmas }) => {
    const effects = chunkEffects(column, held.effect);
    if (effects.length < fewestChunks) {
      const lacks = keepNote(notes.fewChunks, { n: effects.length, fewest: fewestChunks });
      return { ...held, limit: null, verdict: 'not_enough_data', lacks };
    }
    const mean = effects.reduce((sum, one) => sum + one, 0) / effects.length;
    const variance = effects.reduce((sum, one) => sum + (one - mean) ** 2, 0) / effects.length;
    const limit = mean + sigmas * Math.sqrt(variance);
    return { ...held, limit, verdict: held.value! > limit ? 'breach' : 'ok' };
  },
};

/** Whether a rule compares the reference's chunks by more than their bins. */
export const readsProfiles = ({ threshold, effect }: Pick<Rule, 'threshold' | 'effect'>): boolean =>
  threshold === 'reference-chunks' &&
  methods.some(({ metric, reads }) => metric === effect && reads === 'order');

function chunkEffects({ reference, chunks }: ColumnWindows, effect: Effect): number[] {
  const { bins, whole } = standardOf(reference, chunks);
  const method = methods.find(({ metric }) => metric === effect)!;
  return (
    chunks
      // A method that reads counts looks at no profile.
      .map(({ counts, profile = reference }) => counted(bins, counts, { profile, deff: 1 }))
      .filter(({ n }) => n > 0)
      .map((chunk) => method.score(whole, chunk))
      .filter(Number.isFinite)
  );
}
