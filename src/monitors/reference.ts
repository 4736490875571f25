/** Reading a reference once: how each column is counted, what the counts were, and how much they vary by themselves. */
import type { Dataset } from '../domain/dataset.ts';
import type { VersionId } from '../domain/ids.ts';
import type { Instant, Window } from '../lib/time.ts';
import { fewestChunks } from '../methods/design-effect.ts';
import type { Profile } from '../methods/summary.ts';
import type { Call, ColumnRequest, Rows, Store } from '../stores/contract.ts';
import type { Frozen } from './contract.ts';
import { isOutput } from './watched.ts';

/** More chunks make the design effect no steadier, but cost a query each. */
const mostChunks = 32;

export interface ReferenceRequest {
  dataset: Dataset;
  columns: ColumnRequest[];
  reference: Window;
  version: VersionId | null;
  /** Rows later than this do not exist yet. */
  now: Instant;
  /** Length of the chunks in ms; null: none are needed. */
  chunkMs: number | null;
  call: Call;
}

/** Rows of the version where the dataset tells versions apart, else all. */
export const versionIn = (dataset: Dataset, version: VersionId | null): VersionId | null =>
  dataset.version === undefined ? null : version;

export const upTo = (window: Window, now: Instant): Window => ({
  from: window.from,
  to: Math.max(window.from, Math.min(window.to, now)),
});

/**
 * Features fall back to all versions where this version has no rows yet (a champion of yesterday meets the same customers);
 * predictions and scores are then left out, for another version's outputs are no reference. Null when there are no rows at all.
 */
export async function readReference(store: Store, request: ReferenceRequest): Promise<Frozen | null> {
  const { dataset, call } = request;
  const window = upTo(request.reference, request.now);
  let columns = request.columns;
  let rows: Rows = { dataset, window, version: versionIn(dataset, request.version) };
  let extent = await store.extent(rows, call);
  if (extent.rows === 0 && rows.version !== null) {
    columns = columns.filter(({ column }) => !isOutput(dataset, column));
    rows = { ...rows, version: null };
    extent = await store.extent(rows, call);
  }
  if (extent.rows === 0 || extent.first === null || extent.last === null) return null;
  const layouts = columns.length === 0 ? [] : await store.fit(columns, rows, call);
  const profiles = layouts.length === 0 ? [] : await store.summarize(layouts, rows, call);
  const chunks: Profile[][] = [];
  if (layouts.length > 0 && request.chunkMs !== null) {
    for (const chunk of chunkWindows({ from: extent.first, to: extent.last + 1 }, request.chunkMs)) {
      chunks.push(await store.summarize(layouts, { ...rows, window: chunk }, call));
    }
  }
  return { layouts, profiles, chunks, extent };
}

/**
 * Whether a frozen reference still answers: it covers every watched column and lies in the configured window. Outputs may be
 * absent, because they are left out for a version without rows there.
 */
export function stillFits(
  frozen: Frozen | null,
  { dataset, columns, reference }: Pick<ReferenceRequest, 'dataset' | 'columns' | 'reference'>,
): boolean {
  if (frozen?.extent.first == null || frozen.extent.last === null) return false;
  if (frozen.extent.first < reference.from || frozen.extent.last >= reference.to) return false;
  const known = new Set(frozen.layouts.map(({ column }) => column));
  return columns.every(({ column }) => known.has(column) || isOutput(dataset, column));
}

/** Chunks that end where the rows end, spread evenly when there are many; none when too few to say anything. */
export function chunkWindows(span: Window, chunkMs: number): Window[] {
  // A day's chunk whose first row came seconds late is still a day's chunk.
  const fitting = Math.floor((span.to - span.from) / chunkMs + 0.05);
  if (!(fitting >= fewestChunks)) return [];
  const count = Math.min(fitting, mostChunks);
  return Array.from({ length: count }, (_, at) => {
    const back = Math.floor((at * fitting) / count);
    return { from: span.to - (back + 1) * chunkMs, to: span.to - back * chunkMs };
  });
}
