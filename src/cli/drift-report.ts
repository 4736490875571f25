// Drift between two sets of rows in files, as numbers: what `steward drift` prints.
import { timeless } from '../domain/dataset.ts';
import type { Verdict } from '../domain/finding.ts';
import type { Effect } from '../domain/monitor.ts';
import { Fault } from '../lib/fault.ts';
import type { Window } from '../lib/time.ts';
import { judge } from '../methods/calibrated.ts';
import { kolmogorovP } from '../methods/kolmogorov-tail.ts';
import { evidentlyDrift } from '../methods/peers/evidently-drift.ts';
import type { Profile, ValueProfile } from '../methods/summary.ts';
import { decileDrift } from '../monitors/deciles.ts';
import { chunkWindows } from '../monitors/reference.ts';
import type { ColumnRequest, Rows, Store } from '../stores/contract.ts';
import { driftColumns, type Wanted } from './drift-columns.ts';

export interface DriftRequest extends Omit<Wanted, 'leave'> {
  reference: string;
  current: string;
  time: string | null;
  key: string;
  referenceWindow: Window | null;
  currentWindow: Window | null;
  definition: 'calibrated' | 'deciles-1e-4' | 'evidently';
  effect: Effect;
  floor: number;
  alpha: number;
}

interface Both<T> {
  reference: T;
  current: T;
}

export interface DriftedColumn {
  type: ColumnRequest['kind'];
  /** All rows of the window, missing values included. */
  n: Both<number>;
  /** Share of rows without a usable value: NULL, NaN and infinities. */
  missing: Both<number>;
  /** Those that apply to the column. */
  metrics: Record<string, number>;
  /** Null where the definition or too few rows leave no test. */
  q_value: number | null;
  /** The metric that was held against the floor. */
  effect: string;
  verdict: Verdict;
}

export interface DriftReport {
  columns: Record<string, DriftedColumn>;
  breaches: string[];
  /** Columns that name rows rather than describe them, and so cannot drift. */
  left_out: string[];
}

/** A file of many millions of rows takes its time, and somebody is waiting for it on purpose. */
const call = { timeoutMs: 3_600_000 };

/** Throws `Fault` for everything that the files lack. */
export async function driftReport(store: Store, request: DriftRequest): Promise<DriftReport> {
  const rows = (side: keyof Both<Rows>): Rows => ({
    dataset: {
      predictions: request[side],
      key: request.key,
      time: request.time ?? timeless,
      prediction: '',
      features: null,
      segments: [],
    },
    window: request[`${side}Window`],
    version: null,
  });
  const pair = { reference: rows('reference'), current: rows('current') };
  const described = async (side: keyof Both<Rows>) => ({
    file: request[side],
    columns: await store.describe(pair[side].dataset, call),
  });
  const columns = driftColumns(await described('reference'), await described('current'), {
    ...request,
    leave: [request.key, ...(request.time === null ? [] : [request.time])],
  });
  const extent = await store.extent(pair.reference, call);
  const currentExtent = await store.extent(pair.current, call);
  for (const [side, { rows: found }] of [
    ['reference', extent],
    ['current', currentExtent],
  ] as const) {
    if (found === 0) {
      const where = request[`${side}Window`] === null ? 'has no rows' : `has no rows in the ${side} window`;
      throw new Fault('empty_window', `${request[side]} ${where}.`, { retry: 'never' });
    }
  }
  const layouts = await store.fit(columns, pair.reference, call);
  const before = await store.summarize(layouts, pair.reference, call);
  const now = await store.summarize(layouts, pair.current, call);
  const kept = columns.flatMap((_, at) =>
    request.columns === null && isIdentifier(before[at]!) ? [] : [at],
  );
  for (const at of kept) refuseEmpty(request, before[at]!, now[at]!);

  const span = request.currentWindow ?? {
    from: currentExtent.first ?? 0,
    to: (currentExtent.last ?? 0) + 1,
  };
  const read = {
    columns: kept.map((at) => columns[at]!),
    before: kept.map((at) => before[at]!),
    now: kept.map((at) => now[at]!),
  };
  const scored =
    request.definition === 'evidently'
      ? await asEvidently(store, { ...read, pair })
      : request.definition === 'calibrated'
        ? await calibrated(store, request, {
            ...read,
            layouts: kept.map((at) => layouts[at]!),
            rows: pair.reference,
            chunks:
              extent.first === null || extent.last === null
                ? []
                : chunkWindows({ from: extent.first, to: extent.last + 1 }, span.to - span.from),
          })
        : await deciles(store, request, { ...read, pair });
  const found = read.columns.map(({ column, kind }, at): [string, DriftedColumn] => [
    column,
    { type: kind, ...countsOf(read.before[at]!, read.now[at]!), ...scored[at]! },
  ]);
  return {
    columns: Object.fromEntries(found),
    breaches: found.flatMap(([column, { verdict }]) => (verdict === 'breach' ? [column] : [])),
    left_out: columns.flatMap(({ column }, at) => (kept.includes(at) ? [] : [column])),
  };
}

interface Read {
  columns: ColumnRequest[];
  before: Profile[];
  now: Profile[];
}

type Scored = Pick<DriftedColumn, 'metrics' | 'q_value' | 'effect' | 'verdict'>;

async function calibrated(
  store: Store,
  { effect, floor, alpha }: DriftRequest,
  read: Read & { layouts: Parameters<Store['summarize']>[0]; rows: Rows; chunks: Window[] },
): Promise<Scored[]> {
  const chunks: Profile[][] = [];
  for (const window of read.chunks) {
    chunks.push(await store.summarize(read.layouts, { ...read.rows, window }, call));
  }
  const pairs = read.before.map((reference, at) => ({
    reference,
    current: read.now[at]!,
    chunks: chunks.map((chunk) => chunk[at]!),
  }));
  return judge(pairs, { effect, floor, alpha }).map((judged): Scored => {
    const { ks_statistic: ks } = judged.metrics;
    const deff = judged.deff ?? 1;
    return {
      metrics: {
        ...judged.metrics,
        ...(ks !== undefined && { ks_pvalue: kolmogorovP(ks, judged.referenceN / deff, judged.n / deff) }),
        ...(judged.pValue !== null && { chi_square_pvalue: judged.pValue }),
      },
      q_value: judged.qValue,
      effect: judged.effect,
      verdict: judged.verdict,
    };
  });
}

/** The definition knows no test: PSI alone is held against the floor. */
async function deciles(
  store: Store,
  { floor }: DriftRequest,
  { columns, pair }: Read & { pair: Both<Rows> },
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
async function asEvidently(store: Store, { columns, before, now, pair }: Read & { pair: Both<Rows> }) {
  const scored: Scored[] = [];
  for (const [at, { column }] of columns.entries()) {
    const { metric, value, limit, drifted } = await evidentlyDrift(before[at]!, now[at]!, async () => {
      const found = await store.distances?.([column], pair, call);
      if (found === undefined) throw new Fault('lacks_quantiles', lacksDistances, { retry: 'never' });
      return found[0]!;
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

/** A text of which nearly every row has its own: a name of the row, as wrongly compared as a row number. */
function isIdentifier(profile: Profile): boolean {
  if (profile.kind !== 'categorical' || profile.n < 100) return false;
  const named = [...(profile as ValueProfile).counts.values()];
  return named.length > 50 && named.reduce((sum, count) => sum + count, 0) < 1.5 * named.length;
}

function refuseEmpty(request: DriftRequest, before: Profile, now: Profile): void {
  for (const [side, profile] of [
    ['reference', before],
    ['current', now],
  ] as const) {
    if (profile.n > 0) continue;
    const where = request[`${side}Window`] === null ? '' : ` in the ${side} window`;
    throw new Fault(
      'all_null',
      `Column "${profile.column}" of ${request[side]} has no usable value${where}: all ${profile.rows} rows are missing.`,
      { retry: 'never' },
    );
  }
}

const countsOf = (before: Profile, now: Profile): Pick<DriftedColumn, 'n' | 'missing'> => ({
  n: { reference: before.rows, current: now.rows },
  missing: { reference: before.missing / before.rows, current: now.missing / now.rows },
});
