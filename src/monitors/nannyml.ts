/** The named definition `nannyml` from any store that tells the moments of a column and when its rows happened. */
import { Fault } from '../lib/fault.ts';
import type { Window } from '../lib/time.ts';
import {
  chunkSizes,
  type NannymlDrift,
  nannymlDrift,
  nannymlEdges,
  outsideLast,
} from '../methods/peers/nannyml-drift.ts';
import type { ValueProfile } from '../methods/summary.ts';
import type { Call, ColumnRequest, Rows, RowsPair, Store } from '../stores/contract.ts';

type Asked = { columns: ColumnRequest[]; pair: RowsPair; call?: Call };

/** Counts of every column of the rows, in bins that the reference fixed. */
type Count = (rows: Rows) => Promise<number[][]>;

/**
 * Every column, in the order asked for. Rows of one instant stay in one chunk. Throws `Fault` as the store does, `lacks_moments` (never)
 * where it cannot tell, and `too_few_rows` (never) where a side has no ten rows.
 */
export async function nannymlColumns(
  store: Store,
  { columns, pair, call = {} }: Asked,
): Promise<NannymlDrift[]> {
  const sides = {
    reference: await timed(store, pair.reference, call),
    current: await timed(store, pair.current, call),
  };
  const numeric = columns.filter(({ kind }) => kind === 'numeric').map(({ column }) => column);
  const words = columns.filter(({ kind }) => kind === 'categorical').map(({ column }) => column);
  const numbersOf = await numberCounter(store, { columns: numeric, pair: sides, call });
  const wordsOf = await wordCounter(store, { columns: words, pair: sides, call });
  const count: Count = async (rows) => {
    const [numbers, categories] = [await numbersOf(rows), await wordsOf(rows)];
    return columns.map(({ column, kind }) =>
      kind === 'numeric' ? numbers[numeric.indexOf(column)]! : categories[words.indexOf(column)]!,
    );
  };
  const countEach = async (rows: Rows) => {
    const found: number[][][] = [];
    for (const window of await chunksOf(store, rows, call)) found.push(await count({ ...rows, window }));
    return found;
  };
  const reference = await count(sides.reference);
  const [before, now] = [await countEach(sides.reference), await countEach(sides.current)];
  return columns.map((_, at) =>
    nannymlDrift({
      reference: reference[at]!,
      referenceChunks: before.map((chunk) => chunk[at]!),
      currentChunks: now.map((chunk) => chunk[at]!),
    }),
  );
}

/** The rows that have a time: others belong to no chunk. */
async function timed(store: Store, rows: Rows, call: Call): Promise<Rows> {
  if (rows.window !== null) return rows;
  const { first, last } = await store.extent(rows, call);
  return first === null || last === null ? rows : { ...rows, window: { from: first, to: last + 1 } };
}

/** Windows that divide the rows as NannyML does, in the order of time. */
async function chunksOf(store: Store, rows: Rows, call: Call): Promise<Window[]> {
  if (!store.instants) throw lacks();
  const { rows: n, last } = await store.extent(rows, call);
  const sizes = chunkSizes(n);
  if (sizes === null || last === null) {
    throw new Fault(
      'too_few_rows',
      `${rows.dataset.predictions} has ${n} rows with a time to compare; NannyML’s definition needs ten.`,
      {
        retry: 'never',
      },
    );
  }
  let first = 1;
  const firsts = sizes.map((size) => {
    first += size;
    return first - size;
  });
  const starts = await store.instants(firsts, rows, call);
  return starts.map((from, at) => ({ from, to: starts[at + 1] ?? last + 1 }));
}

async function numberCounter(store: Store, { columns, pair, call }: Counted): Promise<Count> {
  if (columns.length === 0) return async () => [];
  if (!store.moments || !store.histogram) throw lacks();
  const spreads = await store.moments(columns, pair.reference, call);
  const bins = spreads.map((spread) => ({ column: spread.column, edges: nannymlEdges(spread) }));
  return async (rows) => (await store.histogram!(bins, rows, call)).map(outsideLast);
}

async function wordCounter(store: Store, { columns, pair, call }: Counted): Promise<Count> {
  const layouts = columns.map((column) => ({ column, kind: 'categorical' as const }));
  const profilesOf = async (rows: Rows) =>
    layouts.length === 0 ? [] : ((await store.summarize(layouts, rows, call)) as ValueProfile[]);
  const known = (await profilesOf(pair.reference)).map(({ counts }) => [...counts.keys()]);
  return async (rows) =>
    (await profilesOf(rows)).map(({ counts, n }, at) => {
      const of = known[at]!.map((word) => counts.get(word) ?? 0);
      return [...of, n - of.reduce((sum, count) => sum + count, 0)];
    });
}

type Counted = { columns: string[]; pair: RowsPair; call: Call };

const lacks = () =>
  new Fault('lacks_moments', 'This store cannot tell what NannyML’s definition needs.', { retry: 'never' });
