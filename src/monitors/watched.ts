/** Which columns a monitor watches, checked against what the store really has. */
import type { Dataset } from '../domain/dataset.ts';
import { keepNote, notes } from '../domain/notes.ts';
import type { ColumnInfo, ColumnRequest } from '../stores/contract.ts';

export interface Watched {
  requests: ColumnRequest[];
  /** Columns that cannot be watched, each with one sentence. */
  refused: { column: string; note: string }[];
}

/** The model's outputs: they depend on the version that predicted, features do not. */
export const isOutput = (dataset: Dataset, column: string): boolean =>
  column === dataset.prediction || column === dataset.score;

/** The named columns, or by default every feature, the prediction and the score. */
export function watched(dataset: Dataset, columns: string[] | null, found: ColumnInfo[]): Watched {
  const requests: ColumnRequest[] = [];
  const refused: Watched['refused'] = [];
  for (const column of new Set(columns ?? defaultColumns(dataset, found))) {
    const info = found.find((candidate) => candidate.column === column);
    const wanted = dataset.features?.find((feature) => feature.column === column)?.type ?? null;
    if (!info) {
      refused.push({ column, note: keepNote(notes.noColumn, { column }) });
    } else if (info.kind === 'time' || info.kind === 'other') {
      refused.push({ column, note: keepNote(notes.notComparable, { column, type: info.type }) });
    } else if (wanted === 'numeric' && info.kind !== 'numeric') {
      refused.push({ column, note: keepNote(notes.notNumeric, { column, type: info.type }) });
    } else {
      requests.push({ column, kind: wanted ?? info.kind });
    }
  }
  return { requests, refused };
}

function defaultColumns(dataset: Dataset, found: ColumnInfo[]): string[] {
  const outputs = [dataset.prediction, ...(dataset.score === undefined ? [] : [dataset.score])];
  // Segments, too: whoever divides by a column also wants to know when its mix moves.
  if (dataset.features) {
    const named = dataset.features.map((feature) => feature.column);
    return [...new Set([...named, ...dataset.segments, ...outputs])];
  }
  const labels = dataset.labels?.source === null ? dataset.labels : null;
  const meant = [dataset.key, dataset.time, dataset.version, labels?.key, labels?.label, labels?.time];
  const features = found
    .filter(({ column, kind }) => (kind === 'numeric' || kind === 'categorical') && !meant.includes(column))
    .map(({ column }) => column)
    .filter((column) => !outputs.includes(column));
  return [...features, ...outputs];
}
