/** A log of 100 rows a day, and a drift monitor that looks at its last week. */
import type { Dataset } from '../../src/domain/dataset.ts';
import type { MonitorId, VersionId } from '../../src/domain/ids.ts';
import type { DriftMonitor } from '../../src/domain/monitor.ts';
import { day } from '../../src/lib/time.ts';
import type { Measure } from '../../src/monitors/contract.ts';
import { drift } from '../../src/monitors/drift.ts';
import { normal, random } from '../methods/profile-of.ts';
import { memoryStore, type Row } from './memory-store.ts';

export const v1 = 'v1' as VersionId;
export const v2 = 'v2' as VersionId;
export const start = Date.UTC(2024, 0, 1);
export const dataset: Dataset = {
  predictions: 'log',
  key: 'id',
  time: 'at',
  version: 'version',
  prediction: 'prediction',
  features: null,
  segments: [],
};
export const columns = {
  id: 'categorical',
  at: 'time',
  version: 'categorical',
  amount: 'numeric',
  'plan "b"': 'categorical',
  constant: 'numeric',
  empty: 'numeric',
  payload: 'other',
  prediction: 'numeric',
} as const;
export const monitor: DriftMonitor = {
  id: 'inputs' as MonitorId,
  kind: 'drift',
  schedule: '0 6 * * *',
  windowMs: 7 * day,
  alerts: true,
  openAfter: 1,
  closeAfter: 2,
  reference: { from: start, to: start + 70 * day },
  columns: null,
  effect: 'psi_corrected',
  floor: 0.2,
  alpha: 0.01,
};

/** 100 rows a day; from `moveAt` on amounts are higher and plans are others. */
export function rows(
  days: number,
  options: { moveAt?: number; version?: (day: number) => string } = {},
): Row[] {
  const uniform = random(days);
  const gauss = normal(uniform);
  return Array.from({ length: days * 100 }, (_, at) => {
    const today = Math.floor(at / 100);
    const moved = today >= (options.moveAt ?? Infinity);
    return {
      id: `r${at}`,
      at: start + at * (day / 100),
      version: options.version?.(today) ?? 'v1',
      amount: gauss() + (moved ? 1.5 : 0),
      'plan "b"': moved ? 'new' : uniform() < 0.3 ? 'pro' : 'free',
      constant: 7,
      empty: null,
      prediction: gauss(),
    };
  });
}

export const lastWeek = { from: start + 70 * day, to: start + 77 * day };
export const measure = (log: Row[], other: Partial<Measure<DriftMonitor>> = {}) => {
  const store = memoryStore(log, columns);
  const input: Measure<DriftMonitor> = {
    monitor,
    model: { task: 'regression', dataset },
    store,
    window: lastWeek,
    version: v1,
    now: lastWeek.to,
    frozen: null,
    ...other,
  };
  return {
    store,
    input,
    /** Runs one check each time it is read. */
    get measured() {
      return drift.measure(input);
    },
  };
};
export const verdicts = (findings: { column?: string; verdict: string }[]) =>
  Object.fromEntries(findings.map(({ column, verdict }) => [column ?? '', verdict]));
