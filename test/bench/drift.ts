/** `npm run bench -- [--rows 100k,1M,10M] [--repeats 3] [--json] [--statements]`: a drift check against the bare scan of its columns. */
import { parseArgs } from 'node:util';
import type { Asked } from './drift-plans.ts';
import { machine, machineLine } from './machine.ts';
import { measure, rowOf, tableHead } from './measured-plans.ts';
import { columnNames } from './prediction-columns.ts';
import { predictionLog } from './prediction-log.ts';
import { bytes, parseCount, sayCount, seconds, table } from './report.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', multiple: true, default: ['100k,1M'] },
    repeats: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    statements: { type: 'boolean', default: false },
  },
});

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
const repeats = parseCount(options.repeats);
const sizes = [];
if (!options.json) console.log(machineLine(facts));
for (const rows of options.rows.flatMap((written) => written.split(',')).map(parseCount)) {
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
