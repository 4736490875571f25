import { betterWhen } from './monitor.ts';

/** A number with its verdict. Findings are written once, by a check, and hold no prose beyond `note`. */
export interface Finding {
  /** What was measured: `psi_corrected`, `mae`, `missing`, `freshness`, … */
  metric: string;
  /** The column; absent for a whole model. */
  column?: string;
  segment?: { column: string; value: string };
  value: number | null;
  /** The limit the value was held against; null when it was not gated. */
  limit: number | null;
  /** Value in the reference window, where that makes sense. */
  reference?: number | null;
  interval?: [number, number];
  pValue?: number;
  qValue?: number;
  /** Rows behind the value, current and reference. */
  n: number;
  referenceN?: number;
  verdict: Verdict;
  severity: Severity;
  /** Everything else that was computed, by name: the other effect sizes, degrees of freedom, … */
  metrics?: Record<string, number>;
  /** One sentence where a number alone would mislead: "independence assumed", "12 of 40 rows labelled". */
  note?: string;
}

export type Verdict = 'ok' | 'breach' | 'not_enough_data' | 'error';
/** Failing: hard floor crossed or serving broken. Warning: target or drift limit crossed. */
export type Severity = 'warning' | 'failing';

/** Whether the value is known and on the good side of its limit, whatever its verdict. */
export function isWithin({ metric, value, limit }: Pick<Finding, 'metric' | 'value' | 'limit'>): boolean {
  if (value === null || limit === null) return false;
  const higher = betterWhen[metric as keyof typeof betterWhen] === 'higher';
  return higher ? value >= limit : Math.abs(value) <= limit;
}

/** Whether it says of all metrics at once that they could not be measured: those of its column, or of a whole quality monitor. */
export const isOfAll = ({ metric, verdict }: Pick<Finding, 'metric' | 'verdict'>): boolean =>
  metric === 'quality' && verdict === 'error';

/** A check's verdict from its findings: one breach is a breach; all without data is no data. */
export function verdictOf(findings: Finding[]): Verdict {
  if (findings.some((finding) => finding.verdict === 'breach')) return 'breach';
  if (findings.some((finding) => finding.verdict === 'ok')) return 'ok';
  return findings.some((finding) => finding.verdict === 'error') ? 'error' : 'not_enough_data';
}

/**
 * Breaches, worst first: failing before warning, a whole model before its segments, then by how far beyond the limit, as a
 * share of the limit.
 */
export const breachesOf = (findings: Finding[]): Finding[] =>
  findings
    .filter(({ verdict }) => verdict === 'breach')
    .map((finding) => ({ finding, rank: rankOf(finding) }))
    .toSorted((a, b) => firstDifference(a.rank, b.rank))
    .map(({ finding }) => finding);

function rankOf({ severity, segment, value, limit }: Finding): number[] {
  // A bias is beyond its limit in either direction.
  const beyond = value === null || limit === null ? 0 : Math.abs(Math.abs(value) - limit);
  return [
    severity === 'failing' ? 1 : 0,
    segment ? 0 : 1,
    limit === 0 ? beyond : beyond / Math.abs(limit ?? 1),
  ];
}

const firstDifference = (a: number[], b: number[]): number =>
  b.map((value, index) => value - a[index]!).find((difference) => difference !== 0) ?? 0;
