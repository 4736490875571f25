/** The past of a model through its monitors: each window measured with what was known then, and folded by the alert's own rules. */
import { type Alert, alert } from '../domain/alert.ts';
import { breachesOf, type Finding, type Verdict, verdictOf } from '../domain/finding.ts';
import type { VersionId } from '../domain/ids.ts';
import type { Model } from '../domain/model.ts';
import type { Monitor } from '../domain/monitor.ts';
import { nextRun, windowAt } from '../engine/tick.ts';
import type { Instant, Window } from '../lib/time.ts';
import type { Frozen } from '../monitors/contract.ts';
import { measure } from '../monitors/index.ts';
import type { Store } from '../stores/contract.ts';

export interface Replayed {
  at: Instant;
  monitor: string;
  window: Window;
  verdict: Verdict;
  /** The finding furthest over its limit, or the first. */
  worst: Finding | null;
}

export interface ReplayedAlert {
  monitor: string;
  openedAt: Instant;
  closedAt: Instant | null;
  /** What breached. */
  on: string;
}

interface Given {
  model: Model;
  store: Store;
  version: VersionId | null;
  span: Window;
  progress: (done: number, all: number) => void;
}

export async function replayWindows(
  given: Given,
): Promise<{ version: VersionId | null; windows: Replayed[]; alerts: ReplayedAlert[] }> {
  const plan = given.model.monitors.flatMap((monitor) =>
    runsOf(monitor, given.span).map((at) => ({ monitor, at })),
  );
  plan.sort((a, b) => a.at - b.at);
  const frozen = new Map<string, Frozen | null>();
  const states = new Map<string, Alert>();
  const windows: Replayed[] = [];
  const alerts: ReplayedAlert[] = [];
  for (const [index, { monitor, at }] of plan.entries()) {
    const { model, store, version } = given;
    const window = windowAt(monitor, model, at);
    const known = frozen.get(monitor.id) ?? null;
    const whose = model.dataset.version === undefined ? null : version;
    // A reference is what people chose, and is read whole even where it ends after the window that is played again.
    const isSpan = monitor.kind !== 'performance' && 'from' in monitor.reference;
    const now = isSpan ? Math.max(at, (monitor.reference as Window).to) : at;
    const measured = await measure({ monitor, model, store, window, version: whose, now, frozen: known });
    frozen.set(monitor.id, known ?? measured.frozen);
    const { findings } = measured;
    const verdict = verdictOf(findings);
    const worst = breachesOf(findings)[0] ?? findings[0] ?? null;
    windows.push({ at, monitor: monitor.id, window, verdict, worst });
    given.progress(index + 1, plan.length);
    if (!monitor.alerts) continue;
    const before = states.get(monitor.id) ?? alert.initial;
    const { openAfter, closeAfter } = monitor;
    const about = { model: model.id, monitor: monitor.id, window, revision: 1, verdict, findings, version };
    const decided = alert.decide(before, { type: 'measured', ...about, openAfter, closeAfter }, at);
    if (!decided.ok) continue;
    states.set(monitor.id, decided.value.reduce(alert.evolve, before));
    for (const event of decided.value) {
      if (event.type === 'alert_opened') {
        const on = worst ? (worst.column ?? worst.metric) : 'a limit';
        alerts.push({ monitor: monitor.id, openedAt: at, closedAt: null, on });
      }
      const open = alerts.findLast((one) => one.monitor === monitor.id);
      if (event.type === 'alert_closed' && open) open.closedAt = at;
    }
  }
  return { version: given.version, windows, alerts };
}

const mostRuns = 10_000;

function runsOf(monitor: Monitor, { from, to }: Window): Instant[] {
  const runs: Instant[] = [];
  for (
    let at = nextRun(monitor.schedule, from - 1);
    at < to && runs.length < mostRuns;
    at = nextRun(monitor.schedule, at)
  ) {
    runs.push(at);
  }
  return runs;
}
