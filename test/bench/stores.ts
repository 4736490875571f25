/**
 * `npm run bench:stores [-- --store clickhouse] [--rows 100k] [--repeats 3] [--json]`: one window counted inside a server, beside its own
 * bare scans of the same columns. Stores: `postgres`, `clickhouse` (a table of it), `clickhouse-files` (a view of Parquet files).
 */
import type { Window } from '../../src/lib/time.ts';
import { Unavailable } from '../live/live.ts';
import { benchmark, count, namesOf } from './benchmark.ts';
import { machine, machineLine } from './machine.ts';
import { columnNames } from './prediction-columns.ts';
import { datasetOf, days, newDay, predictionLog, reference } from './prediction-log.ts';
import { median, sayCount, seconds, table, times } from './report.ts';
import { startClickhouse } from './stores/clickhouse.ts';
import { startPostgres } from './stores/postgres.ts';
import type { Served } from './stores/served.ts';

const stores: Record<string, typeof startPostgres> = {
  postgres: startPostgres,
  clickhouse: startClickhouse('table'),
  'clickhouse-files': startClickhouse('files'),
};
const options = benchmark('bench:stores', 'Counting a log of predictions inside other stores than files.')
  .option('--store <name>', Object.keys(stores).join(', '), namesOf(Object.keys(stores)), ['postgres'])
  .option('--rows <count>', 'rows of the log', count, 100_000)
  .option('--repeats <count>', 'of which medians are printed', count, 3)
  .parse()
  .opts<{ store: string[]; rows: number; repeats: number; json: boolean }>();
const timeoutMs = 600_000;

async function plansOf({ store, table: predictions, scans, ask }: Served) {
  const dataset = { ...datasetOf('days'), predictions };
  const rows = (window: Window | null) => ({ dataset, window, version: null });
  const infos = await store.describe(dataset);
  const requests = columnNames.map((column) => ({
    column,
    kind: infos.find((info) => info.column === column)!.kind as 'numeric' | 'categorical',
  }));
  const counted = await store.fit(requests, rows(reference), { timeoutMs });
  const count = (window: Window | null) => () => store.summarize(counted, rows(window), { timeoutMs });
  return new Map<string, () => Promise<unknown>>([
    ...scans.map(([plan, sql]) => [plan, () => ask(sql)] as const),
    ['all rows counted', count(null)],
    [`one day of ${days}`, count(newDay)],
  ]);
}

/** Medians; rounds go through all plans, so that each meets the same noise. */
async function measured(served: Served, repeats: number) {
  const plans = await plansOf(served);
  const taken = [...plans.keys()].map((plan) => ({ plan, ms: [] as number[], cpuMs: [] as number[] }));
  for (let round = 0; round < repeats; round += 1) {
    for (const one of taken) {
      const [started, before] = [performance.now(), served.cpu()];
      await plans.get(one.plan)!();
      one.ms.push(performance.now() - started);
      if (before !== null) one.cpuMs.push(served.cpu()! - before);
    }
  }
  return taken.map(({ plan, ms, cpuMs }) => ({
    plan,
    ms: median(ms),
    cpuMs: cpuMs.length > 0 ? median(cpuMs) : null,
  }));
}

async function run(name: string): Promise<void> {
  const { repeats } = options;
  const log = await predictionLog(options.rows);
  const served = await stores[name]!(log);
  try {
    const plans = await measured(served, repeats);
    const facts = machine();
    if (options.json) {
      console.log(JSON.stringify({ machine: facts, store: served.name, rows: log.rows, repeats, plans }));
      return;
    }
    const [floor] = plans;
    const share = (value: number | null, of: number | null) => (value && of ? times(value / of) : '–');
    console.log(
      `${machineLine(facts)}\n\n${served.name}, ${sayCount(log.rows)} rows × ${columnNames.length} columns, medians of ${repeats}\n`,
    );
    console.log(
      table(
        ['plan', 'time', '÷ the first', 'processor', '÷ the first'],
        plans.map(({ plan, ms, cpuMs }) => [
          plan,
          seconds(ms),
          share(ms, floor!.ms),
          cpuMs === null ? '–' : seconds(cpuMs),
          share(cpuMs, floor!.cpuMs),
        ]),
      ),
    );
  } finally {
    await served.stop();
  }
}

for (const name of options.store) {
  try {
    await run(name);
  } catch (thrown) {
    if (!(thrown instanceof Unavailable)) throw thrown;
    console.log(`skipped: ${thrown.message}`);
  }
}
