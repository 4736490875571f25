// Which columns of two files are compared, and as what.

import { closest } from '../lib/closest.ts';
import { Fault } from '../lib/fault.ts';
import type { ColumnInfo, ColumnRequest } from '../stores/contract.ts';
import { leftOutBy, listed } from './drift-request.ts';

/** Names a prediction where nobody says otherwise. */
const usualKey = 'prediction_id';

export interface Wanted {
  /** Null: all that can be compared. */
  columns: string[] | null;
  categorical: string[];
  /** Columns that name rows, not compared unless named; `prediction_id` is one anyway. */
  keys: string[];
  /** The same of other columns, such as labels that only one side has. */
  without: string[];
  /** Not compared unless named. */
  time: string | null;
}

interface Side {
  file: string;
  columns: ColumnInfo[];
}

/** In the reference's order, or the order asked for. Throws `column_missing` and `wrong_type`. */
export function driftColumns(reference: Side, current: Side, wanted: Wanted): ColumnRequest[] {
  const all = { file: reference.file, columns: [...reference.columns, ...current.columns] };
  for (const column of [...wanted.keys, ...wanted.without]) infoOf(all, column);
  for (const column of wanted.categorical) infoOf(reference, column);
  const names = wanted.columns ?? namesInBoth(reference, current, wanted);
  return [...new Set(names)].map((column) => {
    const [before, now] = [infoOf(reference, column), infoOf(current, column)];
    const leave = `leave it out ${leftOutBy(column, wanted)}`;
    const kinds = [kindOf(before, reference.file, leave), kindOf(now, current.file, leave)];
    if (wanted.categorical.includes(column)) return { column, kind: 'categorical' };
    if (kinds[0] !== kinds[1]) {
      throw wrong(
        `Column "${column}" is ${before.type} in ${reference.file} and ${now.type} in ${current.file}. ` +
          `Compare it as words with --categorical ${listed([column])}, or ${leave}.`,
      );
    }
    return { column, kind: kinds[0]! };
  });
}

/** A column that only the reference has may be a label, but also one that broke: whoever runs it says so. */
function namesInBoth(reference: Side, current: Side, { keys, without, time }: Wanted): string[] {
  const leave = [usualKey, ...keys, ...without, time];
  const left = reference.columns.filter(({ column }) => !leave.includes(column));
  const names = left.filter(({ kind }) => isComparable(kind)).map(({ column }) => column);
  if (names.length === 0) {
    const types = left.slice(0, 12).map(({ column, type }) => `; ${column} is ${type}`);
    throw missing(`${reference.file} has no column of numbers or words to compare${types.join('')}.`);
  }
  const there = current.columns.map(({ column }) => column);
  const gone = names.filter((name) => !there.includes(name));
  if (gone.length === names.length) {
    const [before, now] = [names, there].map((some) => some.slice(0, 12).join(', '));
    throw missing(
      `${reference.file} and ${current.file} have no column in common: ${before} against ${now}.` +
        (aboutOneColumn(reference.file, names) || aboutOneColumn(current.file, there)),
    );
  }
  if (gone.length > 0) {
    throw missing(
      `${current.file} lacks what ${reference.file} has: ${gone.join(', ')}. Leave that out with --without ${listed(gone)}.`,
    );
  }
  return names;
}

/** A row with more or fewer values than the others makes a CSV file one of a single column. */
export const aboutOneColumn = (file: string, names: string[]): string =>
  names.length === 1 && /[,;\t|]/.test(names[0]!)
    ? ` ${file} reads as one column: look if each row has as many values as the first line.`
    : '';

function infoOf({ file, columns }: Side, name: string): ColumnInfo {
  const found = columns.find(({ column }) => column === name);
  if (found) return found;
  const near = closest(
    name,
    columns.map(({ column }) => column),
  );
  const hint = near === null ? '' : ` Did you mean "${near}"?`;
  throw missing(`${file} has no column "${name}".${hint}`);
}

function kindOf({ column, kind, type }: ColumnInfo, file: string, leave: string): ColumnRequest['kind'] {
  if (isComparable(kind)) return kind;
  throw wrong(`Column "${column}" of ${file} is ${type}, which cannot be compared: ${leave}.`);
}

const isComparable = (kind: ColumnInfo['kind']): kind is ColumnRequest['kind'] =>
  kind === 'numeric' || kind === 'categorical';

const missing = (sentence: string): Fault => new Fault('column_missing', sentence, { retry: 'never' });
const wrong = (sentence: string): Fault => new Fault('wrong_type', sentence, { retry: 'never' });
