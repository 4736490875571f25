/**
 * One alert per model and monitor: it opens after `openAfter` breaching windows in a row and closes after `closeAfter` good ones.
 * A window in which nobody can tell whether what breached still does is no good one, whatever else was found in it.
 */
import { ok } from '../lib/result.ts';
import type { Instant, Window } from '../lib/time.ts';
import { t } from '../words/t.ts';
import type { Decider } from './decider.ts';
import type { Effect } from './effect.ts';
import { type Finding, isOfAll, isWithin, type Severity, type Verdict } from './finding.ts';
import type { ModelId, MonitorId, PersonId, VersionId } from './ids.ts';
import { no } from './rejection.ts';

export interface Alert {
  model: ModelId | null;
  monitor: MonitorId | null;
  phase: 'quiet' | 'open' | 'acknowledged';
  openedAt: Instant | null;
  closedAt: Instant | null;
  severity: Severity;
  acknowledgedBy: PersonId | null;
  assignee: PersonId | null;
  /** Newest revision of each of the last windows, in window order. */
  windows: Measured[];
  /** Findings of the newest window, breaching ones first, at most ten. */
  findings: Finding[];
  /** What breached in the newest window that did; absent in what an earlier release kept. */
  breached?: string[];
  version: VersionId | null;
  useful: 'yes' | 'no' | null;
}

export interface Measured {
  window: Window;
  revision: number;
  verdict: Verdict;
}

export type AlertCommand =
  | {
      type: 'measured';
      model: ModelId;
      monitor: MonitorId;
      window: Window;
      revision: number;
      verdict: Verdict;
      findings: Finding[];
      version: VersionId | null;
      openAfter: number;
      closeAfter: number;
    }
  | { type: 'acknowledge'; by: PersonId }
  | { type: 'assign'; by: PersonId; to: PersonId }
  | { type: 'rate'; by: PersonId; useful: 'yes' | 'no' };

type MeasuredEvent = Omit<Extract<AlertCommand, { type: 'measured' }>, 'type' | 'openAfter' | 'closeAfter'>;

export type AlertEvent =
  | ({ type: 'window_measured' } & MeasuredEvent)
  | { type: 'alert_opened'; at: Instant; window: Window; severity: Severity }
  /** It opened as a warning, and now a floor is crossed. */
  | { type: 'alert_worsened'; at: Instant; window: Window }
  | { type: 'alert_closed'; at: Instant; window: Window }
  | { type: 'alert_acknowledged'; by: PersonId; at: Instant }
  | { type: 'alert_assigned'; by: PersonId; to: PersonId; at: Instant }
  | { type: 'alert_rated'; by: PersonId; useful: 'yes' | 'no'; at: Instant };

const keptWindows = 24;
const keptFindings = 10;

export const alert: Decider<Alert, AlertCommand, AlertEvent> = {
  initial: {
    model: null,
    monitor: null,
    phase: 'quiet',
    openedAt: null,
    closedAt: null,
    severity: 'warning',
    acknowledgedBy: null,
    assignee: null,
    windows: [],
    findings: [],
    version: null,
    useful: null,
  },
  decide(state, command, now) {
    if (command.type === 'measured') return ok(measure(state, command, now));
    if (state.phase === 'quiet') return no('no_alert', { model: state.model ?? t('This model') });
    switch (command.type) {
      case 'acknowledge':
        return state.phase === 'acknowledged'
          ? no('already_acknowledged', { by: state.acknowledgedBy ?? t('somebody') })
          : ok([{ type: 'alert_acknowledged', by: command.by, at: now }]);
      case 'assign':
        return ok([{ type: 'alert_assigned', by: command.by, to: command.to, at: now }]);
      case 'rate':
        return ok([{ type: 'alert_rated', by: command.by, useful: command.useful, at: now }]);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'window_measured': {
        const windows = withWindow(state.windows, event);
        const { window, revision } = windows.at(-1)!;
        // Late labels measure an older window again, and the card keeps showing the newest.
        const newest = sameWindow(window, event.window) && revision === event.revision;
        const { version, findings } = newest ? event : state;
        const over = newest ? findings.filter(({ verdict }) => verdict === 'breach').map(nameOf) : [];
        return {
          ...{ ...state, model: event.model, monitor: event.monitor, version, findings, windows },
          ...(over.length > 0 && { breached: over }),
        };
      }
      case 'alert_opened':
        return {
          ...state,
          phase: 'open',
          openedAt: event.at,
          closedAt: null,
          severity: event.severity,
          acknowledgedBy: null,
          assignee: null,
          useful: null,
        };
      case 'alert_worsened':
        // Whoever looks after a warning has not yet seen this.
        return { ...state, phase: 'open', severity: 'failing', acknowledgedBy: null };
      case 'alert_closed':
        return { ...state, phase: 'quiet', closedAt: event.at };
      case 'alert_acknowledged':
        return { ...state, phase: 'acknowledged', acknowledgedBy: event.by };
      case 'alert_assigned':
        return { ...state, assignee: event.to };
      case 'alert_rated':
        return { ...state, useful: event.useful };
    }
  },
  react(state, event) {
    if (state.model === null) return [];
    // A quiet window changes no card; while an alert is open its numbers on the card follow every check.
    if (event.type === 'window_measured' && state.phase === 'quiet') return [];
    const at = 'at' in event ? event.at : event.window.to;
    const card: Effect = { kind: 'refresh_card', model: state.model, at };
    return event.type === 'alert_opened' || event.type === 'alert_worsened'
      ? [
          card,
          {
            kind: 'consider_retrain',
            model: state.model,
            why: 'look',
            cause: `${event.type}:${state.monitor}:${at}`,
          },
        ]
      : [card];
  },
  index: (state) => ({ open: state.phase !== 'quiet', forward: false, deadline: null }),
};

function withWindow(windows: Measured[], measured: Measured): Measured[] {
  const others = windows.filter((other) => !sameWindow(other.window, measured.window));
  const same = windows.find((other) => sameWindow(other.window, measured.window));
  const newest =
    same && same.revision > measured.revision
      ? same
      : { window: measured.window, revision: measured.revision, verdict: measured.verdict };
  return [...others, newest]
    .sort((a, b) => a.window.to - b.window.to || a.window.from - b.window.from)
    .slice(-keptWindows);
}

const sameWindow = (a: Window, b: Window): boolean => a.from === b.from && a.to === b.to;

/** How many of the newest windows in a row say this; windows without data or with an error neither count nor reset. */
export function streak(windows: Measured[], verdict: 'breach' | 'ok'): number {
  let count = 0;
  for (const measured of windows.toReversed()) {
    if (measured.verdict === verdict) count += 1;
    else if (measured.verdict === 'ok' || measured.verdict === 'breach') break;
  }
  return count;
}

/** Open alerts that nobody muted, neither by their monitor nor with all of the model. */
export const heardAlerts = ({ alerts, mutes }: { alerts: Alert[]; mutes: { what: string }[] }): Alert[] =>
  alerts.filter(
    (one) => one.phase !== 'quiet' && !mutes.some(({ what }) => what === 'all' || what === one.monitor),
  );

/** Three windows in a row without a verdict, or none with one so far: nobody knows how this model does. */
export const withoutData = (state: Alert): boolean =>
  state.windows.length > 0 &&
  state.windows.slice(-3).every(({ verdict }) => verdict === 'not_enough_data' || verdict === 'error');

function measure(
  state: Alert,
  command: Extract<AlertCommand, { type: 'measured' }>,
  now: Instant,
): AlertEvent[] {
  const { openAfter, closeAfter, type: _, ...found } = command;
  const unknown = state.phase === 'quiet' ? [] : unknownOf(found.findings, state.breached ?? []);
  const doubtful = found.verdict === 'ok' && unknown.length > 0;
  const measured = { ...found, verdict: doubtful ? ('not_enough_data' as const) : found.verdict };
  // What keeps it open is named first.
  const order = (one: Finding) => (unknown.includes(one) ? 0.5 : rank(one));
  const ranked = measured.findings.toSorted((a, b) => order(a) - order(b));
  const events: AlertEvent[] = [
    { type: 'window_measured', ...measured, findings: ranked.slice(0, keptFindings) },
  ];
  const windows = withWindow(state.windows, measured);
  const failing = ranked.some((finding) => finding.verdict === 'breach' && finding.severity === 'failing');
  if (state.phase === 'quiet' && streak(windows, 'breach') >= openAfter) {
    events.push({
      type: 'alert_opened',
      at: now,
      window: command.window,
      severity: failing ? 'failing' : 'warning',
    });
  }
  const isNewest = sameWindow(windows.at(-1)!.window, command.window);
  if (state.phase !== 'quiet' && state.severity === 'warning' && failing && isNewest) {
    events.push({ type: 'alert_worsened', at: now, window: command.window });
  }
  if (state.phase !== 'quiet' && streak(windows, 'ok') >= closeAfter) {
    events.push({ type: 'alert_closed', at: now, window: command.window });
  }
  return events;
}

const nameOf = ({ metric, column, segment }: Finding): string => JSON.stringify([metric, column, segment]);

/** What breached, and now has no verdict and is not within its limit either; or the error that stands for it. */
function unknownOf(findings: Finding[], breached: string[]): Finding[] {
  const found = new Set(findings.map(nameOf));
  const lost = breached.filter((name) => !found.has(name)).map(columnOf);
  return findings.filter((one) => {
    if (one.verdict === 'ok' || one.verdict === 'breach' || isWithin(one)) return false;
    return breached.includes(nameOf(one)) || (isOfAll(one) && lost.some((column) => covers(one, column)));
  });
}

/** Null for a whole model. */
const columnOf = (name: string): string | null => JSON.parse(name)[1];

const covers = ({ column }: Finding, lost: string | null): boolean => column === undefined || column === lost;

const rank = (finding: Finding): number =>
  ['breach', 'ok', 'error', 'not_enough_data'].indexOf(finding.verdict);
