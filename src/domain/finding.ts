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

/** A check's verdict from its findings: one breach is a breach; all without data is no data. */
export function verdictOf(findings: Finding[]): Verdict {
  if (findings.some((finding) => finding.verdict === 'breach')) return 'breach';
  if (findings.some((finding) => finding.verdict === 'ok')) return 'ok';
  return findings.some((finding) => finding.verdict === 'error') ? 'error' : 'not_enough_data';
}
