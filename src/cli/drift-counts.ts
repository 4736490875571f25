// What is counted of two sets of rows, once each, and of which columns.
import { Fault } from '../lib/fault.ts';
import type { ReferenceChunk } from '../methods/calibrated.ts';
import type { Profile } from '../methods/summary.ts';
import { chunkWindows } from '../monitors/reference.ts';
import { referenceCounts } from '../monitors/reference-counts.ts';
import type { Call, ColumnRequest, Extent, Rows, Store } from '../stores/contract.ts';
import { aboutOneColumn } from './drift-columns.ts';
import type { Both } from './drift-definitions.ts';
import { namesRows, ownTexts } from './drift-keys.ts';
import type { DriftRequest } from './drift-report.ts';

export interface Counted {
  columns: ColumnRequest[];
  /** Of each column. */
  before: Profile[];
  now: Profile[];
  /** Of the reference, as long as the window, where the definition wants them; each of all columns. */
  chunks: ReferenceChunk[][];
  /** Columns that were not asked for by name and only name rows. */
  leftOut: string[];
}

interface Asked {
  columns: ColumnRequest[];
  pair: Both<Rows>;
  extents: Both<Extent>;
  call: Call;
}

/** Throws `column_missing` where columns that name rows are the only ones. */
export async function countBoth(store: Store, request: DriftRequest, asked: Asked): Promise<Counted> {
  const { columns, pair, extents, call } = asked;
  const fitted = await store.fit(columns, pair.reference, { ...call, extent: extents.reference });
  const current = await store.summarize(fitted, pair.current, call);
  const named = current.filter(({ column }) => isNamed(request, column));
  // Of texts that name rows each chunk would hold as many as rows.
  const texts = await ownTexts(
    store,
    current.filter((now) => !named.includes(now)),
    pair.reference,
    call,
  );
  const layouts = fitted.filter(({ column }) => !texts.includes(column));
  const counts = await referenceCounts(store, {
    ...{ layouts, rows: pair.reference, parts: partsOf(request, extents), call },
    ...{ isSum: false, apart: false, readsProfiles: false },
  });
  const compared = counts.profiles.flatMap((before, at) => {
    const where = columns.findIndex(({ column }) => column === before.column);
    const [column, now] = [columns[where]!, current[where]!];
    return !named.includes(now) && namesRows(before, now) ? [] : [{ at, column, before, now }];
  });
  const names = compared.map(({ column }) => column.column);
  const leftOut = columns.map(({ column }) => column).filter((column) => !names.includes(column));
  if (names.length === 0) {
    const why = aboutOneColumn(request.reference, leftOut) || ' Compare them all the same with --columns.';
    throw new Fault(
      'column_missing',
      `The columns of ${request.reference} only name rows: ${leftOut.join(', ')}.${why}`,
      { retry: 'never' },
    );
  }
  return {
    columns: compared.map(({ column }) => column),
    before: compared.map(({ before }) => before),
    now: compared.map(({ now }) => now),
    chunks: counts.chunks.map((chunk) => compared.map(({ at }) => chunk[at]!)),
    leftOut,
  };
}

/** Columns that were asked for are compared, whatever is in them. */
export const isNamed = ({ columns, categorical }: DriftRequest, column: string): boolean =>
  columns !== null || categorical.includes(column);

/** Only a calibrated comparison asks how much the reference varies by itself. */
function partsOf({ definition, currentWindow }: DriftRequest, { reference, current }: Both<Extent>) {
  const { first, last } = reference;
  if (definition !== 'calibrated' || first === null || last === null) return [];
  const window = currentWindow ?? { from: current.first ?? 0, to: (current.last ?? 0) + 1 };
  return chunkWindows({ from: first, to: last + 1 }, window.to - window.from).map((part) => [part]);
}
