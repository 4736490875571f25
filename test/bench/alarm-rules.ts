/** Whether a check alarms: Steward's verdict, and what Evidently and NannyML do by default with the same counts. */
import { type ColumnWindows, type Gate, judge } from '../../src/methods/calibrated.ts';
import { chiSquareTail } from '../../src/methods/chi-square-tail.ts';
import { jensenShannonDistance } from '../../src/methods/jensen-shannon.ts';
import { deviationThreshold } from '../../src/methods/peers/standard-deviation-threshold.ts';
import type { Profile, ValueProfile } from '../../src/methods/summary.ts';

export const gate: Gate = { effect: 'psi_corrected', floor: 0.2, alpha: 0.01 };

/** One check over all columns. `significant`: the test alone, without the floor. */
export function ours(columns: ColumnWindows[]): { breach: boolean; significant: boolean } {
  const judged = judge(columns, gate);
  return {
    breach: judged.some(({ verdict }) => verdict === 'breach'),
    significant: judged.some(({ qValue }) => qValue !== null && qValue < gate.alpha),
  };
}

const countsOf = (profile: Profile) => [...(profile as ValueProfile).counts.values()];

/** More than 1,000 rows in the reference: Jensen–Shannon (base e) ≥ 0.1, else goodness of fit p < 0.05; per column. */
export const evidently = (columns: ColumnWindows[]): boolean =>
  columns.some(({ reference, current }) => {
    const [before, now] = [countsOf(reference), countsOf(current)];
    if (reference.n > 1000) return jensenShannonDistance(before, now, 'e') >= 0.1;
    let [statistic, categories] = [0, 0];
    for (const [bin, count] of before.entries()) {
      if (count + now[bin]! === 0) continue;
      categories += 1;
      const expected = (count * current.n) / reference.n;
      statistic += expected === 0 ? Infinity : (now[bin]! - expected) ** 2 / expected;
    }
    return chiSquareTail(statistic, categories - 1) < 0.05;
  });

/** Jensen–Shannon (base 2) beyond mean + 3 deviations of the reference's chunks, each against the whole reference; per column. */
export const nannyml = (columns: ColumnWindows[]): boolean =>
  columns.some(({ reference, current, chunks }) => {
    const distance = (window: Profile) => jensenShannonDistance(countsOf(reference), countsOf(window));
    const { upper } = deviationThreshold(
      chunks.map(({ profile }) => distance(profile!)),
      { lower: null, upper: 3 },
    );
    return upper !== null && distance(current) > upper;
  });
