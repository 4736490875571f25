/** The references that a monitor could have, tried on the history of its model. */
import type { Model } from '../domain/model.ts';
import type { DriftMonitor, Reference } from '../domain/monitor.ts';
import { Fault } from '../lib/fault.ts';
import { canonical } from '../lib/hash.ts';
import { day, type Instant, sayInstant, type Window, week } from '../lib/time.ts';
import {
  type BackTest,
  backTest,
  fewestWindows,
  type History,
  quietestFirst,
} from '../monitors/back-test.ts';
import { chunked, split } from '../monitors/chunked.ts';
import { memoryShelf } from '../monitors/memory-shelf.ts';
import { isOutput, watched } from '../monitors/watched.ts';
import type { Store } from '../stores/contract.ts';

/** More windows are further back, where the world was another. */
const mostWindows = 26;
/** A year back, and the windows themselves. */
const longestMs = 3 * 366 * day;

interface Given {
  model: Model;
  monitor: DriftMonitor;
  store: Store;
  now: Instant;
  trainedUntil: Instant | null;
  progress: (said: string) => void;
}

export interface Suggested {
  tried: BackTest[];
  /** What history is too short for. */
  untried: Reference[];
}

/** Quietest first. Throws `Fault` as the store does, and `usage` where history is too short for any answer. */
export async function suggestReference(given: Given): Promise<Suggested> {
  const { model, monitor, store, now } = given;
  // Weeks where everything is made of weeks: fewer questions to the store.
  const lengthMs = monitor.windowMs % week === 0 ? week : day;
  const chunking = { lengthMs, latenessMs: 0, keepMs: Number.MAX_SAFE_INTEGER };
  const dataset = { ...model.dataset, chunks: chunking };
  const rows = { dataset, version: null };
  const extent = await store.extent({ ...rows, window: { from: 0, to: now } });
  if (extent.first === null || extent.last === null) throw tooShort(model, 'has no predictions');
  // Whole chunks only; a first and a last row that lie a little inside still make one.
  const slack = lengthMs / 20;
  const to = Math.floor((Math.min(now, extent.last) + slack) / lengthMs) * lengthMs;
  const from = Math.max(extent.first, to - longestMs);
  const span = { from: Math.ceil((from - slack) / lengthMs) * lengthMs, to };
  const windows = windowsIn(span, monitor.windowMs);
  if (windows.length < fewestWindows) {
    throw tooShort(
      model,
      `has ${windows.length} windows of its monitor ${monitor.id} since ${sayInstant(span.from)}`,
    );
  }
  const { requests } = watched(dataset, monitor.columns, await store.describe(dataset));
  // Versions follow each other in the past, and their outputs are not alike.
  const columns = requests.filter(
    ({ column }) => dataset.version === undefined || !isOutput(dataset, column),
  );
  const layouts = await store.fit(columns, { ...rows, window: span });
  const once = chunked(store, { shelf: memoryShelf(), now: Math.max(now, to) });
  const chunks = split(span, lengthMs, to).chunks;
  for (const [at, chunk] of chunks.entries()) {
    given.progress(`reading ${at + 1} of ${chunks.length}`);
    await once.summarize(layouts, { ...rows, window: chunk });
  }
  const history: History = { store: once, rows, layouts, windows, trainedUntil: given.trainedUntil, monitor };
  const candidates = candidatesFor(given, span);
  const tried: BackTest[] = [];
  const untried: Reference[] = [];
  for (const [at, reference] of candidates.entries()) {
    given.progress(`trying ${at + 1} of ${candidates.length}`);
    const result = await backTest(reference, history);
    if (result) tried.push(result);
    else untried.push(reference);
  }
  return { tried: tried.sort(quietestFirst), untried };
}

/** Windows that end where history ends, latest first, none of which overlap. */
function windowsIn({ from, to }: Window, length: number): Window[] {
  const fitting = Math.min(mostWindows, Math.floor((to - from) / length));
  return Array.from({ length: fitting }, (_, at) => ({ from: to - (at + 1) * length, to: to - at * length }));
}

function candidatesFor({ monitor, trainedUntil }: Given, { from, to }: Window): Reference[] {
  const length = monitor.windowMs;
  const first = from + Math.ceil((to - from) / 4 / week) * week;
  const holidays =
    'kind' in monitor.reference && monitor.reference.kind === 'season' ? monitor.reference.holidays : [];
  const all: Reference[] = [
    monitor.reference,
    { from, to: first },
    { kind: 'previous' },
    { kind: 'rolling', lengthMs: 4 * Math.max(length, week), gapMs: 0 },
    { kind: 'season', every: 'week', times: 8, holidays },
    { kind: 'season', every: 'year', times: 1, holidays },
    ...(trainedUntil === null ? [] : [{ kind: 'training' as const, lengthMs: 90 * day }]),
  ];
  return [...new Map(all.map((reference) => [canonical(reference), reference])).values()];
}

const tooShort = (model: Model, what: string): Fault =>
  new Fault('usage', `${model.id} ${what}; at least ${fewestWindows} are needed to compare references.`, {
    retry: 'never',
  });
