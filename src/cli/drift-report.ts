// Drift between two sets of rows in files, as numbers: what `steward drift` prints.
import { timeless } from '../domain/dataset.ts';
import type { Effect } from '../domain/monitor.ts';
import { Fault } from '../lib/fault.ts';
import type { Window } from '../lib/time.ts';
import { judge } from '../methods/calibrated.ts';
import { kolmogorovP } from '../methods/kolmogorov-tail.ts';
import type { Profile } from '../methods/summary.ts';
import type { ColumnRequest, Rows, Store } from '../stores/contract.ts';
import { driftColumns, type Wanted } from './drift-columns.ts';
import { type Counted, countBoth, isNamed } from './drift-counts.ts';
import { asDeciles, asEvidently, asNannyml, type Both, type Read, type Scored } from './drift-definitions.ts';
import { likeKeys } from './drift-keys.ts';
import { leftOutBy } from './drift-request.ts';
import { columnsOf } from './open-files.ts';

export interface DriftRequest extends Wanted {
  reference: string;
  current: string;
  time: string | null;
  referenceWindow: Window | null;
  currentWindow: Window | null;
  definition: 'calibrated' | 'deciles-1e-4' | 'evidently' | 'nannyml';
  effect: Effect;
  floor: number;
  alpha: number;
}

export interface DriftedColumn extends Scored {
  type: ColumnRequest['kind'];
  /** All rows of the window, missing values included. */
  n: Both<number>;
  /** Share of rows without a usable value: NULL, NaN and infinities. */
  missing: Both<number>;
}

export interface DriftReport {
  columns: Record<string, DriftedColumn>;
  breaches: string[];
  /** Columns that name rows rather than describe them, and so cannot drift. */
  left_out: string[];
  /** Columns that drifted and may do the same: nearly every row of the reference has a whole number of its own. */
  like_keys: string[];
}

/** A file of many millions of rows takes its time, and somebody is waiting for it on purpose. */
const call = { timeoutMs: 3_600_000 };

/** Throws `Fault` for everything that the files lack. */
export async function driftReport(store: Store, request: DriftRequest): Promise<DriftReport> {
  const rows = (side: keyof Both<Rows>): Rows => ({
    dataset: {
      predictions: request[side],
      key: '',
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
    columns: await columnsOf(store, pair[side].dataset, call),
  });
  const sides = { reference: await described('reference'), current: await described('current') };
  const extents = {
    reference: await store.extent(pair.reference, call),
    current: await store.extent(pair.current, call),
  };
  for (const side of ['reference', 'current'] as const) {
    if (extents[side].rows === 0) {
      const where = request[`${side}Window`] === null ? 'has no rows' : `has no rows in the ${side} window`;
      throw new Fault('empty_window', `${request[side]} ${where}.`, { retry: 'never' });
    }
  }
  // After the rows were counted: a file of a header alone has no types to complain about.
  const columns = driftColumns(sides.reference, sides.current, request);
  const read = { pair, call, ...(await countBoth(store, request, { columns, pair, extents, call })) };
  for (const [at, before] of read.before.entries()) refuseEmpty(request, before, read.now[at]!);
  const scored = await scoredBy[request.definition](store, request, read);
  const found = read.columns.map(({ column, kind }, at): [string, DriftedColumn] => [
    column,
    { type: kind, ...countsOf(read.before[at]!, read.now[at]!), ...scored[at]! },
  ]);
  const suspects = read.before.filter(
    ({ column }, at) => scored[at]!.verdict === 'breach' && !isNamed(request, column),
  );
  return {
    columns: Object.fromEntries(found),
    like_keys: await likeKeys(store, suspects, pair.reference, call),
    breaches: found.flatMap(([column, { verdict }]) => (verdict === 'breach' ? [column] : [])),
    left_out: read.leftOut,
  };
}

const scoredBy: Record<
  DriftRequest['definition'],
  (store: Store, request: DriftRequest, read: Counted & Read) => Promise<Scored[]>
> = {
  calibrated,
  'deciles-1e-4': (store, { floor }, read) => asDeciles(store, floor, read),
  evidently: (store, _, read) => asEvidently(store, read),
  nannyml: (store, _, read) => asNannyml(store, read),
};

async function calibrated(
  _: Store,
  { effect, floor, alpha }: DriftRequest,
  { before, now, chunks }: Counted & Read,
): Promise<Scored[]> {
  const pairs = before.map((reference, at) => ({
    reference,
    current: now[at]!,
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

function refuseEmpty(request: DriftRequest, before: Profile, now: Profile): void {
  for (const [side, profile] of [
    ['reference', before],
    ['current', now],
  ] as const) {
    if (profile.n > 0) continue;
    const where = request[`${side}Window`] === null ? '' : ` in the ${side} window`;
    throw new Fault(
      'all_null',
      `Column "${profile.column}" of ${request[side]} has no usable value${where}: all ${profile.rows} rows are missing. Leave it out ${leftOutBy(profile.column, request)}.`,
      { retry: 'never' },
    );
  }
}

const countsOf = (before: Profile, now: Profile): Pick<DriftedColumn, 'n' | 'missing'> => ({
  n: { reference: before.rows, current: now.rows },
  missing: { reference: before.missing / before.rows, current: now.missing / now.rows },
});
