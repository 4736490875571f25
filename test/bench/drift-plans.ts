/** What one process of the benchmark does: a bare scan, or a check through the store's and the monitor's own code. */
import { DuckDBInstance } from '@duckdb/node-api';
import { pack, unpack } from '../../src/db/frozen.ts';
import type { Dataset } from '../../src/domain/dataset.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { MonitorId } from '../../src/domain/ids.ts';
import type { DriftMonitor } from '../../src/domain/monitor.ts';
import { day, type Instant, type Window } from '../../src/lib/time.ts';
import { chunked } from '../../src/monitors/chunked.ts';
import type { Frozen, Shelf } from '../../src/monitors/contract.ts';
import { drift } from '../../src/monitors/drift.ts';
import { memoryShelf } from '../../src/monitors/memory-shelf.ts';
import type { Store } from '../../src/stores/contract.ts';
import { bytesOf, meteredStore, type Statement } from './metered-store.ts';
import { type LogColumns, usualColumns } from './prediction-columns.ts';
import { current, datasetOf, type FileLayout, layouts, newDay, reference } from './prediction-log.ts';
import { median } from './report.ts';
import { wideColumns } from './wide-columns.ts';

export interface Asked {
  plan: Plan;
  folder: string;
  layout: FileLayout;
  /** Another log for the check before the one that is timed; the same where it is not given. */
  before?: string;
  /** Of a wide log; the usual thirty where they are not given. */
  columns?: number;
}

const columnsOf = ({ columns }: Asked): LogColumns =>
  columns === undefined ? usualColumns : wideColumns(columns);

export interface Timed {
  ms: number;
  /** Of all threads: what other programs on the machine change least. */
  cpuMs: number;
  /** Decoded results of all statements of what was timed; null where nothing was asked of a store. */
  bytesOut: number | null;
  /** Rows of the windows that were counted; null where nobody counts. */
  rowsRead: number | null;
  statements: Statement[];
}

type Plan = keyof typeof plans;

export const plans = {
  count: (asked: Asked) => bareScan(asked, (name) => `count(${name})`),
  minmax: (asked: Asked) => bareScan(asked, (name) => `min(${name}), max(${name})`),
  /** Reference and current window, half of the rows each, nothing known before. */
  full: (asked: Asked) => check(asked, { window: current }),
  /** The same as the running bot does it: its process has made such a check before, of another store or another model. */
  again: (asked: Asked) => again(asked),
  /** The first check of a daily monitor: the reference also in chunks of a day each, for the design effect. */
  first: (asked: Asked) => check(asked, { window: newDay }),
  /** Every later check: the reference is frozen, only the new day is read. */
  daily: (asked: Asked) => check(asked, { window: newDay, frozenBefore: true }),
  /** The same as the running bot does it: its process has checked earlier days before, and reads the reference from what it kept of it. */
  running: (asked: Asked) => running(asked),
  /** A daily check of a window of thirty days of which all but the new one were counted before. */
  incremental: (asked: Asked) =>
    check(asked, { window: current, frozenBefore: true, shelf: shelfBefore(newDay.from) }),
  /** A window of which every day was counted before: reading nothing, adding thirty days up, judging. */
  merging: (asked: Asked) =>
    check(asked, { window: current, frozenBefore: true, shelf: shelfBefore(current.to) }),
  /** A hundred first checks that are due at once, of as many models on one store, as the bot works them off. */
  fleet: (asked: Asked) => fleet(asked),
};

interface KeptBefore {
  shelf: Shelf;
  /** World time until which days are on the shelf. */
  until: Instant;
}

const shelfBefore = (until: Instant): KeptBefore => ({ shelf: memoryShelf(), until });

/** Starts now; called, it says how long ago that was. */
function stopwatch(): () => Pick<Timed, 'ms' | 'cpuMs'> {
  const [started, used] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(used);
    return { ms: performance.now() - started, cpuMs: (user + system) / 1000 };
  };
}

async function bareScan(asked: Asked, aggregate: (name: string) => string): Promise<Timed> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const watch = stopwatch();
  // With a sum beside them: what only counts or compares may be answered from the footers.
  const aggregates = ['sum(prediction)', ...columnsOf(asked).names.map(aggregate)].join(', ');
  await connection.runAndReadAll(
    `SELECT ${aggregates} FROM read_parquet('${asked.folder}/${layouts[asked.layout]}')`,
  );
  const taken = watch();
  connection.closeSync();
  instance.closeSync();
  return { ...taken, bytesOut: null, rowsRead: null, statements: [] };
}

const measured = (
  store: Store,
  { dataset, window, ...known }: { dataset: Dataset; window: Window; frozen: Frozen | null; shelf?: Shelf },
) =>
  drift.measure({
    ...known,
    monitor: { ...monitor, windowMs: window.to - window.from },
    model: { task: 'regression', dataset },
    store,
    window,
    version: null,
    now: current.to,
  });

async function check(
  asked: Asked,
  { window, frozenBefore = false, shelf }: { window: Window; frozenBefore?: boolean; shelf?: KeptBefore },
): Promise<Timed> {
  const statements: Statement[] = [];
  const metered = await meteredStore(asked.folder, statements);
  let rowsRead = 0;
  const store: Store = {
    ...metered,
    async summarize(...question) {
      const profiles = await metered.summarize(...question);
      rowsRead += profiles[0]?.rows ?? 0;
      return profiles;
    },
  };
  const columns = columnsOf(asked);
  const dataset = datasetOf(asked.layout, columns.names);
  const ask = (frozen: Frozen | null, kept?: Shelf) =>
    measured(store, { dataset, window, frozen, ...(kept && { shelf: kept }) });
  const frozen = frozenBefore ? (await ask(null)).frozen : null;
  if (shelf && frozen) {
    // What the checks of the days before have left behind.
    const before = { from: current.from, to: shelf.until };
    const rows = { dataset, window: before, version: null };
    await chunked(store, { shelf: shelf.shelf, now: shelf.until }).summarize(frozen.layouts, rows);
  }
  statements.length = 0;
  rowsRead = 0;
  const watch = stopwatch();
  const { findings } = await ask(frozen, shelf?.shelf);
  const taken = watch();
  await store.close();
  mustFindPlanted(findings, columns);
  return { ...taken, bytesOut: bytesOf(statements), rowsRead, statements };
}

/** With what a process loads and compiles once; each check has a store of its own, which knows no file yet. To open it is not timed. */
async function again({ before, ...asked }: Asked): Promise<Timed> {
  await check(before === undefined ? asked : { ...asked, folder: before }, { window: current });
  return check(asked, { window: current });
}

/** Daily checks of the last ten days, one after the other; the median of the later five. */
async function running({ folder, layout }: Asked): Promise<Timed> {
  const statements: Statement[] = [];
  const store = await meteredStore(folder, statements);
  const dataset = datasetOf(layout);
  const kept = pack((await measured(store, { dataset, window: newDay, frozen: null })).frozen!);
  const taken: Pick<Timed, 'ms' | 'cpuMs'>[] = [];
  for (let back = 9 * day; back >= 0; back -= day) {
    statements.length = 0;
    const watch = stopwatch();
    const window = { from: newDay.from - back, to: newDay.to - back };
    const { findings } = await measured(store, { dataset, window, frozen: unpack(kept) });
    taken.push(watch());
    mustFindPlanted(findings, usualColumns);
  }
  await store.close();
  const usual = (of: 'ms' | 'cpuMs') => median(taken.slice(-5).map((one) => one[of]));
  return {
    ms: usual('ms'),
    cpuMs: usual('cpuMs'),
    bytesOut: bytesOf(statements),
    rowsRead: null,
    statements,
  };
}

/** Checks that one replica of the bot runs at once: its engine's workers. */
const workers = 4;

async function fleet({ folder, layout }: Asked): Promise<Timed> {
  const statements: Statement[] = [];
  const store = await meteredStore(folder, statements);
  const dataset = datasetOf(layout);
  const watch = stopwatch();
  let left = 100;
  const worker = async () => {
    while (left-- > 0) {
      const { findings } = await measured(store, { dataset, window: current, frozen: null });
      mustFindPlanted(findings, usualColumns);
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
  const taken = watch();
  await store.close();
  return { ...taken, bytesOut: bytesOf(statements), rowsRead: null, statements: [] };
}

const monitor: DriftMonitor = {
  id: 'bench' as MonitorId,
  kind: 'drift',
  schedule: '0 6 * * *',
  windowMs: day,
  alerts: true,
  openAfter: 1,
  closeAfter: 2,
  reference,
  columns: null,
  effect: 'psi_corrected',
  floor: 0.2,
  alpha: 0.01,
};

/** A check that is fast because it sees nothing would be no check. */
function mustFindPlanted(findings: Finding[], { names, planted }: LogColumns): void {
  const found = findings.flatMap(({ column, verdict }) => (verdict === 'breach' ? [column!] : []));
  if (findings.length !== names.length || found.sort().join() !== [...planted].sort().join()) {
    throw new Error(
      `found ${found.join(', ') || 'nothing'} in ${findings.length} columns, planted was ${planted.join(', ')}`,
    );
  }
}
