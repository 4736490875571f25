/** Performance against labels: each configured metric over the window's labelled rows, held against its target and its floor. */
import type { Finding } from '../domain/finding.ts';
import { betterWhen, type Limit, type Metric, type PerformanceMonitor } from '../domain/monitor.ts';
import { keepNote, notes } from '../domain/notes.ts';
import { Fault } from '../lib/fault.ts';
import { sayInstant } from '../lib/time.ts';
import { performanceOf } from '../methods/performance.ts';
import { intervalOf } from '../methods/performance-interval.ts';
import type { Outcome } from '../methods/summary.ts';
import { callOf, type Measure, type MonitorKind } from './contract.ts';
import { upTo, versionIn } from './reference.ts';

/** Fewer labelled rows than this say nothing. */
export const fewestLabelled = 30;

/** With this share of labels a window is judged before the last of them are due. */
const matureShare = 0.95;

export const performance: MonitorKind<PerformanceMonitor> = {
  kind: 'performance',
  async measure(input) {
    try {
      return { findings: await measured(input), frozen: null };
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      return { findings: unmeasured(input, 'error', thrown.message), frozen: null };
    }
  },
};

async function measured(input: Measure<PerformanceMonitor>): Promise<Finding[]> {
  const { monitor, model, store, window, version, now } = input;
  const { task, dataset } = model;
  if (!dataset.labels) return unmeasured(input, 'error', keepNote(notes.noLabels));
  const outcome = await store.outcome(
    task,
    { dataset, window: upTo(window, now), version: versionIn(dataset, version), labelsUntil: now },
    callOf(input),
  );
  const dueAt = window.to + dataset.labels.delayMs;
  const provisional = now < dueAt && outcome.labelled < matureShare * outcome.rows;
  return performanceFindings(outcome, monitor, provisional ? dueAt : null);
}

/**
 * One finding per limit, from sums alone. The floor is crossed by the value itself; the target by the one-sided 1 − α limit, so
 * that chance alone does not warn. @param dueAt when the window's last labels are due; null when they are in. Until then nothing breaches.
 */
export function performanceFindings(
  outcome: Outcome,
  { limits, alpha }: Pick<PerformanceMonitor, 'limits' | 'alpha'>,
  dueAt: number | null,
): Finding[] {
  const values = performanceOf(outcome);
  return limits.map((limit): Finding => {
    const value = values[limit.metric];
    const base = { ...blank(limit), n: outcome.labelled };
    const count = { n: outcome.labelled, rows: outcome.rows };
    if (outcome.rows === 0) return { ...base, note: keepNote(notes.noRows) };
    if (value === undefined && outcome.labelled > 0) return { ...base, ...lacking(limit.metric, outcome) };
    const interval = intervalOf(outcome, limit.metric, 1 - 2 * alpha);
    const { [limit.metric]: _, ...others } = values;
    const found = {
      ...base,
      value: value ?? null,
      ...(interval && { interval }),
      metrics: { ...others, rows: outcome.rows },
    };
    if (value === undefined || outcome.labelled < fewestLabelled) {
      return { ...found, note: keepNote(notes.fewLabels, { ...count, fewest: fewestLabelled }) };
    }
    if (dueAt !== null)
      return { ...found, note: keepNote(notes.labelsDue, { ...count, at: sayInstant(dueAt) }) };
    const crossed = crossedBy(limit, value, interval);
    const note = noteOf(count, !crossed && isBeyond(limit.metric, value, limit.target));
    return {
      ...found,
      limit: crossed?.at ?? base.limit,
      verdict: crossed ? 'breach' : 'ok',
      severity: crossed?.severity ?? base.severity,
      ...(note !== null && { note }),
    };
  });
}

function noteOf(count: { n: number; rows: number }, byChance: boolean): string | null {
  if (count.n >= count.rows) return byChance ? keepNote(notes.chanceAlone) : null;
  return keepNote(byChance ? notes.chanceAndLabelled : notes.labelled, count);
}

/** The worse of the limits that were crossed. */
function crossedBy({ metric, floor, target }: Limit, value: number, interval: [number, number] | null) {
  if (isBeyond(metric, value, floor)) return { at: floor, severity: 'failing' } as const;
  // Without an interval (one day of a regression) the value is all there is.
  const surely = (interval ?? [value, value]).every((end) => isBeyond(metric, end, target));
  // A bias above +target and one below −target are both beyond, but an interval over both holds 0.
  const sameSide = metric !== 'bias' || !interval || interval[0] > 0 === interval[1] > 0;
  return surely && sameSide ? ({ at: target!, severity: 'warning' } as const) : null;
}

function isBeyond(metric: Metric, value: number, at: number | null): at is number {
  if (at === null) return false;
  const size = metric === 'bias' ? Math.abs(value) : value;
  return betterWhen[metric] === 'lower' ? size > at : size < at;
}

/** Held against the target, which is crossed first, where there is one. */
const blank = ({ metric, floor, target }: Limit): Finding => ({
  metric,
  value: null,
  limit: target ?? floor,
  n: 0,
  verdict: 'not_enough_data',
  severity: target === null ? 'failing' : 'warning',
});

const unmeasured = (
  { monitor }: Measure<PerformanceMonitor>,
  verdict: 'error' | 'not_enough_data',
  note: string,
): Finding[] => monitor.limits.map((limit) => ({ ...blank(limit), verdict, note }));

function lacking(metric: Metric, outcome: Outcome): Pick<Finding, 'verdict' | 'note'> {
  if (outcome.task === 'binary' && metric === 'auroc' && outcome.score) {
    return { verdict: 'not_enough_data', note: keepNote(notes.oneClass) };
  }
  if (outcome.task === 'binary' && outcome.score === null && needsScore.includes(metric)) {
    return { verdict: 'error', note: keepNote(notes.noScore, { metric }) };
  }
  return { verdict: 'error', note: keepNote(notes.notOfTask, { task: outcome.task, metric }) };
}

const needsScore: readonly Metric[] = ['auroc', 'log_loss', 'brier'];
