/** `npm run bench -- [--rows 100k,1M,10M] [--repeats 3] [--json] [--statements]`: a drift check against the bare scan of its columns. */
import { benchmark, count, counts } from './benchmark.ts';
import type { Asked } from './drift-plans.ts';
import { machine, machineLine } from './machine.ts';
import { measure, rowOf, tableHead } from './measured-plans.ts';
import { columnNames } from './prediction-columns.ts';
import { predictionLog } from './prediction-log.ts';
import { bytes, sayCount, seconds, table } from './report.ts';

const options = benchmark('bench', 'Drift checks of a generated log of predictions, beside bare scans of it.')
  .option('--rows <counts>', 'rows of the logs', counts, [100_000, 1_000_000])
  .option('--repeats <count>', 'of which medians are printed', count, 3)
  .option('--statements', 'every statement with its time', false)
  .parse()
  .opts<{ rows: number[]; repeats: number; statements: boolean; json: boolean }>();

const perLayout = ['count', 'minmax', 'full', 'again', 'daily', 'running'] as const;
/** The first daily check differs from the full one by its chunks, which lie in files of a day. */
const usual: Pick<Asked, 'plan' | 'layout'>[] = [
  ...perLayout.map((plan) => ({ plan, layout: 'days' as const })),
  { plan: 'first', layout: 'days' },
  { plan: 'incremental', layout: 'days' },
  { plan: 'merging', layout: 'days' },
  ...perLayout.map((plan) => ({ plan, layout: 'single' as const })),
];

/** A hundred checks at once are asked of small logs: a fleet of models, not a fleet of giants. */
const asksOf = (rows: number) =>
  rows > 100_000 ? usual : [...usual, { plan: 'fleet', layout: 'days' } as const];

const facts = machine();
const { repeats } = options;
const sizes = [];
if (!options.json) console.log(machineLine(facts));
for (const rows of options.rows) {
  const log = await predictionLog(rows);
  const measured = await measure(asksOf(rows), { folder: log.folder, repeats });
  sizes.push({ rows, columns: columnNames.length, fileBytes: log.bytes, plans: measured });
  if (options.json) continue;
  console.log(
    `\n${sayCount(rows)} rows × ${columnNames.length} columns (${bytes(log.bytes)} of Parquet), medians of ${repeats}\n`,
  );
  console.log(table(tableHead, measured.map(rowOf)));
  if (!options.statements) continue;
  for (const { plan, layout, statements } of measured) {
    for (const statement of statements) {
      console.log(`${plan} ${layout}: ${seconds(statement.ms)} ${bytes(statement.bytes)} ${statement.head}`);
    }
  }
}
if (options.json) console.log(JSON.stringify({ machine: facts, repeats, sizes }));
