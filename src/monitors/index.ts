/** Every kind of monitor, one line each, and the one door to them. */
import type { Monitor } from '../domain/monitor.ts';
import type { Measure, Measured, MonitorKind } from './contract.ts';
import { drift } from './drift.ts';
import { performance } from './performance.ts';
import { quality } from './quality.ts';

export const monitorKinds = { drift, performance, quality } as const satisfies {
  [K in Monitor['kind']]: MonitorKind<Extract<Monitor, { kind: K }>>;
};

/** Measures a monitor of any kind. Never throws for what the store or its rows lack: that is a finding. */
export function measure(input: Measure<Monitor>): Promise<Measured> {
  // The key and the argument are one union, which TypeScript does not see across an indexed call.
  const kind = monitorKinds[input.monitor.kind] as MonitorKind<Monitor>;
  return kind.measure(input);
}
