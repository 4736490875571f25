import type { Instant, Window } from '../lib/time.ts';
import type { VersionId } from './ids.ts';
import type { Metric } from './monitor.ts';

/** Champion against challenger on the same rows, which the challenger never saw. */
export interface Evaluation {
  champion: VersionId;
  challenger: VersionId;
  window: Window;
  /** Newest row that the challenger's training saw; never after the window's begin. */
  trainedUntil: Instant;
  comparison: Comparison;
}

export interface Comparison {
  /** Paired, labelled rows. */
  n: number;
  metrics: ComparedMetric[];
  /** Follows the key metric's interval. */
  verdict: 'better' | 'worse' | 'no_clear_winner';
  keyMetric: Metric;
}

export interface ComparedMetric {
  metric: Metric;
  champion: number;
  challenger: number;
  /** Challenger minus champion. */
  difference: number;
  /** 95 % interval of the difference, where one is known. */
  interval: [number, number] | null;
  pValue: number | null;
  /** How interval and p-value were made: `delong`, `mcnemar`, `day_cluster_bootstrap`, `paired_t`. */
  method: string | null;
  verdict: 'better' | 'worse' | 'no_clear_winner';
}
