// Which columns of two files are compared, and as what.

import { closest } from '../lib/closest.ts';
import { Fault } from '../lib/fault.ts';
import type { ColumnInfo, ColumnRequest } from '../stores/contract.ts';

/** Names a prediction where nobody says otherwise. */
const usualKey = 'prediction_id';

export interface Wanted {
  /** Null: all that can be compared. */
  columns: string[] | null;
  categorical: string[];
  /** Columns that name rows, not compared unless named; `prediction_id` is one anyway. */
  keys: string[];
  /** Not compared unless named. */
  time: string | null;
}

interface Side {
  file: string;
  columns: ColumnInfo[];
}

/** In the reference's order, or the order asked for. Throws `column_missing` and `wrong_type`. */
export function driftColumns(reference: Side, current: Side, wanted: Wanted): ColumnRequest[] {
  const leave = [usualKey, ...wanted.keys, wanted.time];
  const comparable = reference.columns.filter(
    ({ column, kind }) => (kind === 'numeric' || kind === 'categorical') && !leave.includes(column),
  );
  for (const column of [...wanted.categorical, ...wanted.keys]) infoOf(reference, column);
  const names = wanted.columns ?? comparable.map(({ column }) => column);
  if (names.length === 0) {
    throw new Fault('column_missing', `${reference.file} has no column that can be compared.`, {
      retry: 'never',
    });
  }
  return [...new Set(names)].map((column) => {
    const [before, now] = [infoOf(reference, column), infoOf(current, column)];
    const kinds = [kindOf(before, reference.file), kindOf(now, current.file)];
    if (wanted.categorical.includes(column)) return { column, kind: 'categorical' };
    if (kinds[0] !== kinds[1]) {
      throw wrong(
        `Column "${column}" is ${before.type} in ${reference.file} and ${now.type} in ${current.file}.`,
      );
    }
    return { column, kind: kinds[0]! };
  });
}

function infoOf({ file, columns }: Side, name: string): ColumnInfo {
  const found = columns.find(({ column }) => column === name);
  if (found) return found;
  const near = closest(
    name,
    columns.map(({ column }) => column),
  );
  const hint = near === null ? '' : ` Did you mean "${near}"?`;
  throw new Fault('column_missing', `${file} has no column "${name}".${hint}`, { retry: 'never' });
}

function kindOf({ column, kind, type }: ColumnInfo, file: string): ColumnRequest['kind'] {
  if (kind === 'numeric' || kind === 'categorical') return kind;
  throw wrong(`Column "${column}" of ${file} is ${type}, which cannot be compared.`);
}

const wrong = (sentence: string): Fault => new Fault('wrong_type', sentence, { retry: 'never' });
