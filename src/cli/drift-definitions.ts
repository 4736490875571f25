// The definitions of other projects, as `steward drift` reports them.
import type { Verdict } from '../domain/finding.ts';
import { Fault } from '../lib/fault.ts';
import { kolmogorovP } from '../methods/kolmogorov-tail.ts';
import { evidentlyDrift } from '../methods/peers/evidently-drift.ts';
import type { Profile } from '../methods/summary.ts';
import { decileDrift } from '../monitors/deciles.ts';
import { nannymlColumns } from '../monitors/nannyml.ts';
import type { Call, ColumnRequest, Rows, Store } from '../stores/contract.ts';

export interface Both<T> {
  reference: T;
  current: T;
}

export interface Scored {
  /** Those that apply to the column. */
  metrics: Record<string, number>;
  /** Null where the definition or too few rows leave no test. */
  q_value: number | null;
  /** The metric that was held against the floor. */
  effect: string;
  verdict: Verdict;
  /** Of each chunk of the current rows, in order, where the definition divides them; null without a usable value. */
  distances?: (number | null)[];
}

/** Columns that are compared, with what was counted of them. */
export interface Read {
  columns: ColumnRequest[];
  before: Profile[];
  now: Profile[];
  pair: Both<Rows>;
  call: Call;
}

/** The definition knows no test: PSI alone is held against the floor. */
export async function asDeciles(
  store: Store,
  floor: number,
  { columns, pair, call }: Read,
): Promise<Scored[]> {
  const drifted = await decileDrift(store, { columns, pair, call });
  return drifted.map(({ scores, n, referenceN }): Scored => {
    const { chi_square_p, ...metrics } = scores!;
    const ks = metrics.ks_statistic;
    return {
      metrics: {
        ...metrics,
        chi_square_pvalue: chi_square_p,
        ...(ks !== undefined && { ks_pvalue: kolmogorovP(ks, referenceN, n) }),
      },
      q_value: null,
      effect: 'psi',
      verdict: metrics.psi >= floor ? 'breach' : 'ok',
    };
  });
}

/** Each column by the test or distance that Evidently would take, against its limit. */
export async function asEvidently(
  store: Store,
  { columns, before, now, pair, call }: Read,
): Promise<Scored[]> {
  const scored: Scored[] = [];
  for (const [at, { column }] of columns.entries()) {
    const { metric, value, limit, drifted } = await evidentlyDrift(before[at]!, now[at]!, {
      async distances() {
        const found = await store.distances?.([column], pair, call);
        if (found === undefined) throw new Fault('lacks_quantiles', lacksDistances, { retry: 'never' });
        return found[0]!;
      },
      async deviation() {
        const found = await store.moments?.([column], pair.reference, call);
        if (found === undefined) throw new Fault('lacks_moments', lacksMoments, { retry: 'never' });
        return found[0]!.deviation;
      },
    });
    scored.push({
      metrics: { [metric]: value, limit },
      q_value: null,
      effect: metric,
      verdict: drifted ? 'breach' : 'ok',
    });
  }
  return scored;
}

const lacksDistances = 'This store has no exact distances, which Evidently’s definition needs.';
const lacksMoments = 'This store has no moments, which Evidently’s definition needs.';

/** Each column by its farthest chunk: NannyML alarms by chunk, and a column counts where any of them does. */
export async function asNannyml(store: Store, { columns, pair, call }: Read): Promise<Scored[]> {
  const drifted = await nannymlColumns(store, { columns, pair, call });
  return drifted.map(({ distances, limit, over }): Scored => {
    const known = distances.filter((distance) => distance !== null);
    return {
      metrics: {
        ...(known.length > 0 && { jensen_shannon: Math.max(...known) }),
        ...(limit !== null && { limit }),
        ...{ chunks: distances.length, chunks_over: over },
      },
      distances,
      q_value: null,
      effect: 'jensen_shannon',
      verdict: over > 0 ? 'breach' : 'ok',
    };
  });
}
