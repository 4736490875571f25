/** Quality of what arrives: missing, unseen and out-of-range shares per column, and whether enough rows arrive in time. */
import type { Finding } from '../domain/finding.ts';
import type { QualityMonitor } from '../domain/monitor.ts';
import { keepNote, notes } from '../domain/notes.ts';
import { Fault } from '../lib/fault.ts';
import { day, type Window } from '../lib/time.ts';
import { missingIn, outOfRangeIn, unseenIn } from '../methods/quality-shares.ts';
import type { Profile } from '../methods/summary.ts';
import { type Part, shareRose } from '../methods/two-proportions.ts';
import { windowsOf } from './chunked.ts';
import { callOf, type Measure, type Measured, type MonitorKind } from './contract.ts';
import { referenceFor, upTo, versionIn } from './reference.ts';
import { changedSince, noReference } from './reference-lacks.ts';
import { watched } from './watched.ts';

export const quality: MonitorKind<QualityMonitor> = {
  kind: 'quality',
  async measure(input) {
    const failed = (thrown: unknown): Finding => {
      if (!(thrown instanceof Fault)) throw thrown;
      return { ...empty('quality'), verdict: 'error', note: thrown.message };
    };
    const columns = await columnFindings(input).catch((thrown: unknown) => ({
      findings: [failed(thrown)],
      frozen: input.frozen,
    }));
    // A broken column does not hide an outage; a store that is down is said once.
    const rows = await arrivals(input).catch((thrown: unknown) => [failed(thrown)]);
    const said = new Set(columns.findings.map((finding) => finding.note).filter(Boolean));
    const fresh = rows.filter((finding) => finding.verdict !== 'error' || !said.has(finding.note));
    return { findings: [...columns.findings, ...fresh], frozen: columns.frozen };
  },
};

const empty = (metric: string) =>
  ({
    metric,
    value: null,
    limit: null,
    n: 0,
    verdict: 'not_enough_data',
    severity: 'warning',
  }) satisfies Finding;

async function columnFindings(input: Measure<QualityMonitor>): Promise<Measured> {
  const { monitor, store, model, window, now, version } = input;
  const { dataset } = model;
  if (monitor.missing === null && monitor.unseen === null && monitor.outOfRange === null) {
    return { findings: [], frozen: input.frozen };
  }
  const call = callOf(input);
  const { requests, refused } = watched(dataset, monitor.columns, await store.describe(dataset, call));
  const request = {
    dataset,
    columns: requests,
    reference: monitor.reference,
    compared: { window, trainedUntil: input.trainedUntil ?? null },
    version,
    now,
    chunkMs: null,
    ...(input.shelf && { shelf: input.shelf }),
    call,
  };
  const frozen = await referenceFor(store, input.frozen, request);
  const changed = changedSince(frozen?.layouts ?? [], requests);
  const errors = [...refused, ...changed].map(
    ({ column, note }): Finding => ({ ...empty('quality'), column, verdict: 'error', note }),
  );
  if (frozen === null) {
    const note = noReference(request);
    return { findings: [{ ...empty('quality'), verdict: 'error', note }, ...errors], frozen: null };
  }
  const wanted = new Set(requests.map(({ column }) => column));
  for (const { column } of changed) wanted.delete(column);
  const places = frozen.layouts.flatMap(({ column }, at) => (wanted.has(column) ? [at] : []));
  const rows = { dataset, window: upTo(window, now), version: versionIn(dataset, version) };
  const layouts = places.map((at) => frozen.layouts[at]!);
  const current = layouts.length === 0 ? [] : await windowsOf(input).summarize(layouts, rows, call);
  const findings = current.flatMap((profile, at) =>
    qualityFindings(frozen.profiles[places[at]!]!, profile, monitor),
  );
  return { findings: [...findings, ...errors], frozen };
}

/** The configured shares of one column. A share breaches when it rose significantly and by at least the configured points. */
export function qualityFindings(
  reference: Profile,
  current: Profile,
  monitor: Pick<QualityMonitor, 'missing' | 'unseen' | 'outOfRange' | 'alpha'>,
): Finding[] {
  const shares: [metric: string, points: number | null, now: Part | null, before: Part][] = [
    ['missing', monitor.missing, missingIn(current), missingIn(reference)],
    ['unseen', monitor.unseen, unseenIn(reference, current), { count: 0, n: reference.n }],
    ['out_of_range', monitor.outOfRange, outOfRangeIn(reference, current), { count: 0, n: reference.n }],
  ];
  return shares.flatMap(([metric, points, now, before]) =>
    points === null || now === null
      ? []
      : [shareFinding({ metric, column: current.column, points, alpha: monitor.alpha }, before, now)],
  );
}

function shareFinding(
  rule: { metric: string; column: string; points: number; alpha: number },
  before: Part,
  now: Part,
): Finding {
  const finding = { ...empty(rule.metric), column: rule.column, n: now.n, referenceN: before.n };
  if (before.n === 0 || now.n === 0) {
    return { ...finding, note: keepNote(before.n === 0 ? notes.emptyReference : notes.emptyWindow) };
  }
  const [reference, value] = [before.count / before.n, now.count / now.n];
  const pValue = shareRose(before, now);
  // Points are compared with a hair of slack: 0.15 − 0.1 is less than 0.05 in floating point.
  const rose = pValue < rule.alpha && value - reference >= rule.points - 1e-12;
  return {
    ...finding,
    value,
    limit: Math.min(1, reference + rule.points),
    reference,
    pValue,
    verdict: rose ? 'breach' : 'ok',
  };
}

/** A model that has been silent for longer is said to have no prediction at all. */
const longestSilenceMs = 366 * day;

/**
 * Rows in the window and age of the newest row. Of all versions: a version promoted a minute ago is not an outage.
 * Both are Failing, because without predictions nothing else can be watched.
 */
async function arrivals(input: Measure<QualityMonitor>): Promise<Finding[]> {
  const { monitor, store, model, window, now } = input;
  const { dataset } = model;
  const call = callOf(input);
  const findings: Finding[] = [];
  if (monitor.minRows !== null) {
    const { rows } = await store.extent({ dataset, window: upTo(window, now), version: null }, call);
    findings.push({
      ...empty('rows'),
      value: rows,
      limit: monitor.minRows,
      n: rows,
      verdict: rows < monitor.minRows ? 'breach' : 'ok',
      severity: 'failing',
    });
  }
  if (monitor.freshnessMs !== null) {
    // Nearly always there is a fresh row, and then nothing older is read.
    const recent = { from: now - monitor.freshnessMs, to: now + 1 };
    const since = { from: Math.min(recent.from, window.from) - longestSilenceMs, to: now + 1 };
    const extentOf = (one: Window) => store.extent({ dataset, window: one, version: null }, call);
    const fresh = await extentOf(recent);
    const { rows, last } = fresh.rows > 0 ? fresh : await extentOf(since);
    const age = last === null ? null : now - last;
    findings.push({
      ...empty('freshness'),
      value: age,
      limit: monitor.freshnessMs,
      n: rows,
      verdict: age === null || age > monitor.freshnessMs ? 'breach' : 'ok',
      severity: 'failing',
      ...(age === null ? { note: keepNote(notes.nothingAtAll) } : {}),
    });
  }
  return findings;
}
