import type { Instant, Window } from '../lib/time.ts';
import type { Finding, Verdict } from './finding.ts';
import type { MonitorId, VersionId } from './ids.ts';

/** One run of one monitor over one window, written once; late labels make a new revision. */
export interface Check {
  monitor: MonitorId;
  window: Window;
  revision: number;
  version: VersionId | null;
  at: Instant;
  verdict: Verdict;
  findings: Finding[];
}
