/** Scores of the named definition `deciles-1e-4` from any store that has exact quantiles. It has no verdict: the definition knows no test. */
import { Fault } from '../lib/fault.ts';
import {
  categoryCounts,
  type DecileScores,
  decileEdges,
  decileProbabilities,
  decileScores,
} from '../methods/deciles.ts';
import type { ValueProfile } from '../methods/summary.ts';
import type { Call, ColumnRequest, RowsPair, Store } from '../stores/contract.ts';

export interface DecileColumn {
  column: string;
  kind: ColumnRequest['kind'];
  /** Rows with a usable value. */
  n: number;
  referenceN: number;
  /** Null when a window has no usable value. */
  scores:
    | (DecileScores & Partial<Record<'ks_statistic' | 'wasserstein' | 'wasserstein_normed', number>>)
    | null;
}

/**
 * Both windows' columns, in the order asked for. KS and Wasserstein are exact where the store can sort.
 * Throws `Fault` as the store does, and `lacks_quantiles` (never) where it has none.
 */
export async function decileDrift(
  store: Store,
  { columns, pair, call = {} }: { columns: ColumnRequest[]; pair: RowsPair; call?: Call },
): Promise<DecileColumn[]> {
  const named = (kind: ColumnRequest['kind']) =>
    columns.filter((request) => request.kind === kind).map(({ column }) => column);
  const found = new Map<string, DecileColumn>();
  for (const column of await numericColumns(store, { columns: named('numeric'), pair, call })) {
    found.set(column.column, column);
  }
  const layouts = named('categorical').map((column) => ({ column, kind: 'categorical' as const }));
  if (layouts.length > 0) {
    const before = await store.summarize(layouts, pair.reference, call);
    const now = await store.summarize(layouts, pair.current, call);
    for (const [at, { column, kind }] of layouts.entries()) {
      const counts = categoryCounts(before[at] as ValueProfile, now[at] as ValueProfile);
      const scores = decileScores(counts.reference, counts.current);
      found.set(column, { column, kind, n: now[at]!.n, referenceN: before[at]!.n, scores });
    }
  }
  return columns.map(({ column }) => found.get(column)!);
}

async function numericColumns(
  store: Store,
  { columns, pair, call }: { columns: string[]; pair: RowsPair; call: Call },
): Promise<DecileColumn[]> {
  if (columns.length === 0) return [];
  if (!store.quantiles || !store.histogram) {
    throw new Fault('lacks_quantiles', 'This store has no exact quantiles, which deciles-1e-4 needs.', {
      retry: 'never',
    });
  }
  const quantiles = await store.quantiles(columns, [...decileProbabilities], pair.reference, call);
  // Without a value there is no quantile and no edge: everything falls into one bin.
  const bins = columns.map((column, at) => ({
    column,
    edges: decileEdges(quantiles[at]!.filter(Number.isFinite)),
  }));
  const before = await store.histogram(bins, pair.reference, call);
  const now = await store.histogram(bins, pair.current, call);
  const distances = (await store.distances?.(columns, pair, call)) ?? [];
  const moments = (await store.moments?.(columns, pair.reference, call)) ?? [];
  return columns.map((column, at) => {
    const scores = decileScores(before[at]!, now[at]!);
    const exact = distances.find((distance) => distance.column === column);
    const sigma = moments[at]?.deviation ?? 0;
    return {
      column,
      kind: 'numeric',
      n: sum(now[at]!),
      referenceN: sum(before[at]!),
      scores: scores && {
        ...scores,
        ...(exact && { ks_statistic: exact.ks, wasserstein: exact.wasserstein }),
        ...(exact && sigma > 0 && { wasserstein_normed: exact.wasserstein / sigma }),
      },
    };
  });
}

const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
