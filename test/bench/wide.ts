/** `npm run bench:wide -- [--columns 1000] [--rows 100k] [--repeats 1] [--layout days,single] [--json]`: a drift check of very many columns. */
import { benchmark, count, namesOf } from './benchmark.ts';
import { machine, machineLine } from './machine.ts';
import { measure, rowOf, tableHead } from './measured-plans.ts';
import { type FileLayout, layouts, predictionLog } from './prediction-log.ts';
import { bytes, sayCount, table } from './report.ts';
import { wideColumns } from './wide-columns.ts';

const fileLayouts = Object.keys(layouts) as FileLayout[];

const options = benchmark('bench:wide', 'A drift check of very many columns.')
  .option('--columns <count>', 'columns of the log', count, 1000)
  .option('--rows <count>', 'rows of the log', count, 100_000)
  .option('--repeats <count>', 'of which medians are printed', count, 1)
  .option('--layout <names>', 'a file a day, or one', namesOf(fileLayouts), fileLayouts)
  .parse()
  .opts<{ columns: number; rows: number; repeats: number; layout: FileLayout[]; json: boolean }>();

const { columns, rows, repeats } = options;
const facts = machine();
const log = await predictionLog(rows, wideColumns(columns));
const plans = await measure(
  options.layout.flatMap((layout) =>
    (['count', 'minmax', 'full'] as const).map((plan) => ({ plan, layout, columns })),
  ),
  { folder: log.folder, repeats },
);
if (options.json) {
  console.log(JSON.stringify({ machine: facts, repeats, rows, columns, fileBytes: log.bytes, plans }));
} else {
  console.log(machineLine(facts));
  console.log(
    `\n${sayCount(rows)} rows × ${columns} columns (${bytes(log.bytes)} of Parquet), medians of ${repeats}\n`,
  );
  console.log(table(tableHead, plans.map(rowOf)));
}
