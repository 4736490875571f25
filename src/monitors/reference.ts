/** Reading a reference once: how each column is counted, what the counts were, and how much they vary by themselves. */
import type { Dataset } from '../domain/dataset.ts';
import type { VersionId } from '../domain/ids.ts';
import type { Reference } from '../domain/monitor.ts';
import { day, type Instant, type Window } from '../lib/time.ts';
import { fewestChunks } from '../methods/design-effect.ts';
import type { Layout } from '../methods/summary.ts';
import type { Call, ColumnRequest, Extent, Rows, Store } from '../stores/contract.ts';
import { windowsOf } from './chunked.ts';
import type { Frozen, Shelf } from './contract.ts';
import { referenceCounts } from './reference-counts.ts';
import { tableOf } from './reference-table.ts';
import { type Compared, isFixed, referenceRows, spanOf } from './reference-windows.ts';
import { isOutput } from './watched.ts';

/** More chunks make the design effect no steadier, but cost a query each. */
const mostChunks = 32;

export interface ReferenceRequest {
  dataset: Dataset;
  columns: ColumnRequest[];
  reference: Reference;
  compared: Compared;
  version: VersionId | null;
  /** Rows later than this do not exist yet. */
  now: Instant;
  /** Length of the chunks in ms; null: none are needed. */
  chunkMs: number | null;
  /** Whether the chunks' profiles are wanted beside their counts in bins. */
  readsProfiles?: boolean;
  shelf?: Shelf;
  call: Call;
}

/** Rows of the version where the dataset tells versions apart, else all. */
export const versionIn = (dataset: Dataset, version: VersionId | null): VersionId | null =>
  dataset.version === undefined ? null : version;

export const upTo = (window: Window, now: Instant): Window => ({
  from: window.from,
  to: Math.max(window.from, Math.min(window.to, now)),
});

/** The reference of a window: the frozen one where it still answers, else read now. Null when it has no rows at all. */
export async function referenceFor(
  store: Store,
  known: Frozen | null,
  request: ReferenceRequest,
): Promise<Frozen | null> {
  const frozen = stillFits(known, request) ? known : null;
  const isMoving = !isFixed(request.reference);
  if (frozen && !isMoving) return frozen;
  const wanted = referenceRows(request.reference, request.compared);
  if (wanted === null) return null;
  const from = {
    // A fixed reference is read once and in one pass; a moving one is chunks that most checks have in common.
    store: isMoving ? windowsOf({ ...request, store }) : store,
    dataset:
      wanted.table === null ? request.dataset : await tableOf(store, { ...request, table: wanted.table }),
    seasons: wanted.seasons.map((season) => season.map((window) => upTo(window, request.now)).filter(isSpan)),
    isMoving,
  };
  if (wanted.table === null && !from.seasons.flat().some(isSpan)) return null;
  const version = versionIn(from.dataset, request.version);
  // Bins stay as they were first fitted, for else nothing that was counted before would fit.
  const layouts = frozen && covers(frozen, request.columns) ? frozen.layouts : null;
  const found = await readReference(from, { ...request, version, layouts });
  if (found !== null || version === null) return found;
  // Features fall back to all versions where this one has no rows yet (a champion of yesterday meets the same customers);
  // predictions and scores are then left out, for another version's outputs are no reference.
  const columns = request.columns.filter(({ column }) => !isOutput(request.dataset, column));
  return readReference(from, { ...request, version: null, columns, layouts: null });
}

const isSpan = ({ from, to }: Window): boolean => from < to;

interface From {
  store: Store;
  dataset: Dataset;
  /** Empty: all rows. */
  seasons: Window[][];
  isMoving: boolean;
}

async function readReference(
  { store, dataset, seasons, isMoving }: From,
  {
    columns,
    version,
    layouts,
    chunkMs,
    readsProfiles = false,
    call,
  }: ReferenceRequest & { layouts: Layout[] | null },
): Promise<Frozen | null> {
  const window = spanOf(seasons.flat());
  const rows: Rows = { dataset, window, version };
  const extent: Extent = layouts
    ? { rows: 0, first: window!.from, last: window!.to - 1 }
    : await store.extent(rows, call);
  if (!layouts && extent.rows === 0) return null;
  const counted =
    layouts ?? (columns.length === 0 ? [] : await store.fit(columns, rows, { ...call, extent }));
  if (counted.length === 0) return { layouts: counted, profiles: [], chunks: [], extent };
  const { profiles, chunks } = await referenceCounts(store, {
    layouts: counted,
    rows,
    parts: chunksOf({ seasons, extent, isMoving, chunkMs }),
    // Several seasons are their own chunks, and between them lie other rows.
    isSum: seasons.length > 1,
    apart: isMoving,
    readsProfiles,
    call,
  });
  // Between the seasons there may be rows where in them there are none.
  if (profiles.every((profile) => profile.rows === 0)) return null;
  return { layouts: counted, profiles, chunks, extent: { ...extent, rows: profiles[0]!.rows } };
}

/** Parts of a reference that show how much it varies by itself. */
function chunksOf({
  seasons,
  extent: { first, last },
  isMoving,
  chunkMs,
}: Pick<From, 'seasons' | 'isMoving'> & { extent: Extent; chunkMs: number | null }): Window[][] {
  if (seasons.length > 1) return seasons.filter((season) => season.length > 0);
  if (chunkMs === null || first === null || last === null) return [];
  // Midnight to midnight, where the first and the last row come a little after and before it.
  const span = isMoving ? spanOf(seasons.flat())! : { from: first, to: last + 1 };
  const chunks = chunkWindows(span, chunkMs);
  // What moves is often too short for eight windows, but its days are clusters too.
  return (chunks.length === 0 && isMoving ? chunkWindows(span, day) : chunks).map((chunk) => [chunk]);
}

const covers = (frozen: Frozen, columns: ColumnRequest[]): boolean =>
  columns.every(({ column }) => frozen.layouts.some((layout) => layout.column === column));

/**
 * Whether a frozen reference still answers: it covers every watched column and lies in the configured window. Outputs may be
 * absent, because they are left out for a version without rows there.
 */
export function stillFits(
  frozen: Frozen | null,
  { dataset, columns, reference }: Pick<ReferenceRequest, 'dataset' | 'columns' | 'reference'>,
): frozen is Frozen {
  if (frozen === null) return false;
  if (!('kind' in reference)) {
    const { first, last } = frozen.extent;
    if (first === null || last === null || first < reference.from || last >= reference.to) return false;
  }
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
