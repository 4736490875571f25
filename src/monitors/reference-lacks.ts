/** What keeps a reference from being compared with, in sentences. */
import { keepNote, notes } from '../domain/notes.ts';
import { sayInstant } from '../lib/time.ts';
import type { Layout } from '../methods/summary.ts';
import type { ColumnRequest } from '../stores/contract.ts';
import type { ReferenceRequest } from './reference.ts';
import { referenceRows, spanOf } from './reference-windows.ts';

/** One sentence why there is no reference to compare with. */
export function noReference({
  reference,
  compared,
}: Pick<ReferenceRequest, 'reference' | 'compared'>): string {
  const wanted = referenceRows(reference, compared);
  if (wanted === null) return keepNote(notes.noTrainedUntil);
  if (wanted.table !== null) return keepNote(notes.emptyTable, { table: wanted.table });
  const span = spanOf(wanted.seasons.flat());
  if (span === null) return keepNote(notes.noPredictions);
  return keepNote(notes.noPredictionsIn, { from: sayInstant(span.from), to: sayInstant(span.to) });
}

/** Columns that are of another kind now than when the reference was read, each with one sentence. */
export function changedSince(
  layouts: Layout[],
  columns: ColumnRequest[],
): { column: string; note: string }[] {
  return columns.flatMap(({ column, kind }) => {
    const layout = layouts.find((one) => one.column === column);
    const before = layout && (layout.kind === 'categorical' ? 'categorical' : 'numeric');
    if (before === undefined || before === kind) return [];
    return [{ column, note: keepNote(notes.kindChanged, { column, before, kind }) }];
  });
}
