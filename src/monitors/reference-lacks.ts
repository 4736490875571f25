/** What keeps a reference from being compared with, in sentences. */
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
  if (wanted === null)
    return 'The lineage of the version does not say until when it was trained, so there is no reference.';
  if (wanted.table !== null) return `The reference ${wanted.table} holds no rows.`;
  const span = spanOf(wanted.seasons.flat());
  if (span === null) return 'The reference holds no predictions.';
  return `The reference ${sayInstant(span.from)}..${sayInstant(span.to)} holds no predictions.`;
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
    return [{ column, note: `Column ${column} was ${before} in the reference and is ${kind} now.` }];
  });
}
