/** Drift of features, prediction and score: a window's distribution against a frozen reference, one finding per column. */
import { setImmediate } from 'node:timers/promises';
import type { Finding } from '../domain/finding.ts';
import type { DriftMonitor } from '../domain/monitor.ts';
import { keepNote, notes } from '../domain/notes.ts';
import { Fault } from '../lib/fault.ts';
import { day, sayInstant, type Window } from '../lib/time.ts';
import { prepare } from '../methods/calibrated.ts';
import type { Profile } from '../methods/summary.ts';
import { type Held, hold, readsProfiles } from '../methods/thresholds.ts';
import { windowsOf } from './chunked.ts';
import { callOf, type Measure, type Measured, type MonitorKind } from './contract.ts';
import { referenceFor, upTo, versionIn } from './reference.ts';
import { changedSince, noReference } from './reference-lacks.ts';
import { watched } from './watched.ts';

export const drift: MonitorKind<DriftMonitor> = {
  kind: 'drift',
  async measure(input) {
    try {
      return await measured(input);
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      return { findings: [unmeasured(input.monitor, 'error', thrown.message)], frozen: input.frozen };
    }
  },
};

async function measured(input: Measure<DriftMonitor>): Promise<Measured> {
  const { monitor, store, model, window, now } = input;
  const { dataset } = model;
  const call = callOf(input);
  const watching = watched(dataset, monitor.columns, await store.describe(dataset, call));
  const request = {
    dataset,
    columns: watching.requests,
    reference: monitor.reference,
    compared: { window, trainedUntil: input.trainedUntil ?? null },
    version: input.version,
    now,
    chunkMs: window.to - window.from,
    readsProfiles: readsProfiles(monitor),
    ...(input.shelf && { shelf: input.shelf }),
    call,
  };
  const frozen = await referenceFor(store, input.frozen, request);
  const changed = changedSince(frozen?.layouts ?? [], watching.requests);
  const refused = [...watching.refused, ...changed].map(({ column, note }) =>
    unmeasured(monitor, 'error', note, column),
  );
  if (frozen === null) {
    return { findings: [unmeasured(monitor, 'error', noReference(request)), ...refused], frozen: null };
  }

  const wanted = watching.requests
    .map(({ column }) => column)
    .filter((column) => !changed.some((one) => one.column === column));
  const places = frozen.layouts.flatMap((layout, at) => (wanted.includes(layout.column) ? [at] : []));
  const layouts = places.map((at) => frozen.layouts[at]!);
  const rows = { dataset, window: upTo(window, now), version: versionIn(dataset, input.version) };
  const references = places.map((at) => ({
    reference: frozen.profiles[at]!,
    chunks: frozen.chunks.map((chunk) => chunk[at]!),
  }));
  const [current] = await Promise.all([
    layouts.length === 0 ? [] : windowsOf(input).summarize(layouts, rows, call),
    prepared(references),
  ]);
  // Together, as one family.
  const columns = references.map((one, at) => ({ ...one, current: current[at]! }));
  const findings = hold(columns, monitor).map((held, at) => findingOf(held, current[at]!, window));
  const found = frozen.layouts.map(({ column }) => column);
  const leftOut = wanted
    .filter((column) => !found.includes(column))
    .map((column) => unmeasured(monitor, 'not_enough_data', noOutputs(input.version), column));
  return { findings: [...findings, ...leftOut, ...refused], frozen };
}

const noOutputs = (version: string | null) => keepNote(notes.noOutputs, { version: version ?? '(none)' });

/** While the store counts; a column at a time, so that whatever else the process does waits for one of them only. */
async function prepared(references: Parameters<typeof prepare>[0][]): Promise<void> {
  for (const reference of references) {
    await setImmediate();
    prepare(reference);
  }
}

function findingOf(judged: Held, current: Profile, window: Window): Finding {
  const note = noteOf(judged, current, window);
  const high = judged.metrics.ks_upper;
  return {
    metric: judged.metric,
    column: judged.column,
    value: judged.value,
    limit: judged.limit,
    ...(judged.metric === 'ks_statistic' && judged.value !== null && high !== undefined
      ? { interval: [judged.value, high] satisfies [number, number] }
      : {}),
    ...(judged.pValue === null ? {} : { pValue: judged.pValue }),
    ...(judged.qValue === null ? {} : { qValue: judged.qValue }),
    n: judged.n,
    referenceN: judged.referenceN,
    verdict: judged.verdict,
    severity: 'warning',
    metrics: judged.metrics,
    ...(note === null ? {} : { note }),
  };
}

function noteOf(judged: Held, current: Profile, window: Window): string | null {
  if (judged.referenceN === 0) return keepNote(notes.emptyReference);
  if (judged.n === 0) return keepNote(current.rows === 0 ? notes.noRows : notes.allMissing);
  if (judged.lacks !== undefined) return judged.lacks;
  const assumed = judged.deff === null && !judged.constant;
  if (judged.verdict !== 'not_enough_data') return assumed ? keepNote(notes.assumed) : null;
  if (judged.needed === null) return keepNote(assumed ? notes.smallReferenceAssumed : notes.smallReference);
  const rows = { needed: judged.needed.toLocaleString('en-US'), n: judged.n.toLocaleString('en-US') };
  const at = byWhen(judged, window);
  return at === null
    ? keepNote(assumed ? notes.rowsAssumed : notes.rows, rows)
    : keepNote(assumed ? notes.rowsByAssumed : notes.rowsBy, { ...rows, at });
}

/** At the window's own pace; nobody waits for what takes longer than a year. */
function byWhen({ n, needed }: Held, window: Window): string | null {
  if (needed === null) return null;
  const length = ((window.to - window.from) * needed) / n;
  return length < 365 * day ? sayInstant(Math.ceil((window.from + length) / day) * day) : null;
}

function unmeasured(
  monitor: DriftMonitor,
  verdict: 'error' | 'not_enough_data',
  ...[note, column]: [note: string, column?: string]
): Finding {
  return {
    metric: monitor.effect,
    ...(column === undefined ? {} : { column }),
    value: null,
    limit: monitor.floor,
    n: 0,
    verdict,
    severity: 'warning',
    note,
  };
}
